// What the load benches stand on: a folder with a plan of 30 000 cells and an account for each person, the server's process
// and the relays on it, generators that play the tabs, and how much processor time and memory a process took.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { cellKey, type CellKey, columnId, type ContractId, type PlanId } from '../src/lib/contract/ids.ts';
import type { Scalar } from '../src/lib/contract/kinds.ts';
import { applyCells, applyRows } from '../src/lib/document/apply.ts';
import { hashToken } from '../server/auth/tokens.ts';
import { openStore } from '../server/store/store.ts';
import { type HeadlessProcess, startHeadless } from '../tests/helpers/headless-process.ts';
import { largePlan } from '../tests/helpers/large-plan.ts';
import { prepareData } from '../tests/helpers/prepared-data.ts';
import { root } from '../tests/helpers/source-tree.ts';
import type { LoadOrder, LoadResult, LoadTarget } from './load-generator.ts';

export interface LoadData {
  readonly folder: string;
  readonly planId: PlanId;
  readonly cookies: readonly string[];
  readonly documentFile: string;
  /** The document, encoded. */
  readonly document: Uint8Array;
  remove(): void;
}

export async function prepareLoad(people: number): Promise<LoadData> {
  const folder = mkdtempSync(join(tmpdir(), 'trame-load-'));
  const { planId } = await prepareData(folder, 'empty');
  const opened = openStore(join(folder, 'trame.db'));
  if (!opened.ok) throw new Error(opened.code);
  const store = opened.value;
  const contractId = store.plans.byId(planId)?.plan.contractId as ContractId;
  const cookies = Array.from({ length: people }, (_, index) => {
    const person = {
      email: `p${index}@ville.example`,
      name: `P ${index}`,
      passwordHash: '-',
      isAdmin: false,
    };
    const { id } = store.users.add(person, Date.now());
    store.memberships.put(id, contractId, { role: 'coordinator', organisationId: null }, Date.now());
    const sessionId = `load${String(index).padStart(36, '0')}`;
    const times = { startedAt: Date.now(), expiresAt: Date.now() + 24 * 3_600_000 };
    store.sessions.put({ idHash: hashToken(sessionId), userId: id, ...times });
    return `trame_session=${sessionId}`;
  });
  const document = await fillPlan(store, planId);
  store.close();
  const documentFile = join(folder, 'document');
  writeFileSync(documentFile, document);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  return { folder, planId, cookies, documentFile, document, remove };
}

type OpenStore = Extract<ReturnType<typeof openStore>, { ok: true }>['value'];

/** 60 actions of 120 indicators, 30 000 cells: folded into a snapshot, as a plan that was put away is. */
async function fillPlan(store: OpenStore, planId: PlanId): Promise<Uint8Array> {
  const { planStore } = store;
  const loaded = planStore.load(planId);
  if (!loaded.ok) throw new Error(loaded.code);
  const { rows, cells } = largePlan();
  const all = new Map<CellKey, Scalar>(cells);
  for (const { id, kind } of rows.values()) {
    if (kind !== 'indicator') continue;
    all.set(cellKey(id, columnId('comment')), `remarque sur ${id}`);
    all.set(cellKey(id, columnId('target@proposed')), '120');
  }
  const doc = new Y.Doc();
  doc.clientID = 0;
  Y.applyUpdate(doc, loaded.value.snapshot);
  for (const { bytes } of loaded.value.updates) Y.applyUpdate(doc, bytes);
  const before = Y.encodeStateVector(doc);
  applyRows(doc, rows.values(), null, null);
  applyCells(
    doc,
    [...all].map(([key, value]) => ({ key, value })),
    null,
  );
  const { epoch } = loaded.value;
  const update = Y.encodeStateAsUpdate(doc, before);
  const nothing = { audit: [], leaseFrames: [], commands: [] };
  planStore.commit({
    planId,
    epoch,
    at: Date.now(),
    update,
    rows: [...rows.values()],
    ...nothing,
  });
  const whole = Y.encodeStateAsUpdate(doc);
  await planStore.fold(planId);
  doc.destroy();
  return whole;
}

/** As `npm start` does. `TRAME_PROFILE=<folder>` leaves a processor profile of the server there. */
export function startServer(data: LoadData): Promise<HeadlessProcess> {
  const profiles = process.env['TRAME_PROFILE'];
  const profiling = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
  const environment = { DATA_DIR: data.folder, METRICS_PORT: '0', NODE_ENV: 'production' };
  return startHeadless(environment, { flags: [...serverFlags(), ...profiling] });
}

/** Those of `npm start` (docs/decisions/speed-and-memory.md). */
function serverFlags(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly start: string };
  };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

export interface Relay {
  readonly url: string;
  readonly child: ChildProcess;
}

export async function startRelay(file: 'bare-relay.ts' | 'merging-relay.ts'): Promise<Relay> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: printed.toString().trim(), child };
}

/** Many tabs, in a process of their own. */
export class Load {
  readonly #child = fork(join(import.meta.dirname, 'load-generator.ts'), [], { stdio: 'inherit' });

  static async connect(target: LoadTarget, clients: number): Promise<Load> {
    const load = new Load();
    await load.#order({ type: 'connect', target, clients });
    return load;
  }

  run(perSecond: number, seconds: number): Promise<LoadResult> {
    return this.#order({ type: 'run', perSecond, seconds }) as Promise<LoadResult>;
  }

  returnAll(): Promise<LoadResult> {
    return this.#order({ type: 'return' }) as Promise<LoadResult>;
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }

  #order(order: LoadOrder): Promise<LoadResult | null> {
    return new Promise((resolve, reject) => {
      const left = (): void => reject(new Error('the generator ended'));
      this.#child.once('exit', left);
      this.#child.once('message', ({ result }: { readonly result: LoadResult | null }) => {
        this.#child.off('exit', left);
        resolve(result);
      });
      this.#child.send(order);
    });
  }
}

const ticksPerSecond = 100;

/** Of all threads, and of the processes that it had and that are gone, in milliseconds. */
export function cpuMs({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return (ticks * 1_000) / ticksPerSecond;
}

export function residentMb({ pid }: ChildProcess): number {
  const pages = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return pages / 1_024;
}
