// The live part of the server in this process: the real store on a file, the real rooms and sockets, with a door that takes
// a person's id for a session. For tests of the browser's side; the whole program is started by server-process.ts.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { openDatabase } from '../../server/store/database.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { UpdateLog } from '../../server/store/update-log.ts';
import type { AuditEntry, PlanStore } from '../../server/store/ports.ts';
import { PlanDocument } from '../../server/sync/plan-document.ts';
import { LivePlans, type LivePlansOptions } from '../../server/sync/live-plans.ts';
import type { PresentUser } from '../../server/sync/presence.ts';
import type { ErrorCode } from '../../src/lib/contract/errors.ts';
import type { LostWrite } from '../../src/lib/contract/history.ts';
import type { CellKey, LeaseId, PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { Rights, Role } from '../../src/lib/contract/permissions.ts';
import type { FicheRow } from '../../src/lib/contract/rows.ts';
import { applyCells, applyRows } from '../../src/lib/document/apply.ts';
import { readDocument } from '../../src/lib/document/read.ts';

export const firstRow = 'aaaaaaaaaa' as RowId;
export const secondRow = 'bbbbbbbbbb' as RowId;

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
type LiveOptions = Partial<Pick<LivePlansOptions<PresentUser>, 'compaction'>>;

export class SyncServer {
  readonly planId: PlanId;
  readonly #dir = mkdtempSync(join(tmpdir(), 'trame-sync-'));
  readonly #file = join(this.#dir, 'trame.sqlite');
  readonly #store: Store;
  readonly #rights = new Map<string, Rights>();
  readonly #options: LiveOptions;
  #live: LivePlans<PresentUser>;
  #http: Server | null = null;
  #port = 0;
  readonly refusals: ErrorCode[] = [];
  /** People who came, or whose last connection ended. */
  readonly seen: { readonly userId: UserId; readonly wasHere: boolean }[] = [];
  /** While true every commit fails, as on a full disk. */
  isDiskFull = false;

  private constructor(options: LiveOptions) {
    this.#options = options;
    const opened = openStore(this.#file);
    if (!opened.ok) throw new Error(opened.code);
    this.#store = opened.value;
    this.planId = this.#addPlan();
    this.#live = this.#newLive();
  }

  static async start(options: LiveOptions = {}): Promise<SyncServer> {
    const server = new SyncServer(options);
    await server.#listen();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  addUser(name: string, role: Role = 'coordinator'): UserId {
    const email = `${name}@test`;
    const { id } = this.#store.users.add({ email, name, passwordHash: '-', isAdmin: false }, 0);
    this.#rights.set(id, { role, organisationId: null });
    return id;
  }

  /** Signs the person out (`session`) or takes them off the contract (`membership`), and tells the open sockets. */
  async revoke(userId: UserId, what: 'session' | 'membership'): Promise<void> {
    if (what === 'session') this.#store.users.setDisabledAt(userId, 1);
    else this.#rights.delete(userId);
    await this.#live.revalidate();
  }

  signInAgain(userId: UserId): void {
    this.#store.users.setDisabledAt(userId, null);
  }

  /** What is on disk. */
  cell(key: CellKey): Scalar | null {
    return this.#cellsOnDisk().get(key) ?? null;
  }

  cells(): Record<string, Scalar> {
    return Object.fromEntries(this.#cellsOnDisk());
  }

  #cellsOnDisk(): ReadonlyMap<CellKey, Scalar> {
    const loaded = PlanDocument.load(this.#store.planStore, this.planId);
    if (!loaded.ok) throw new Error(loaded.code);
    const { cells } = readDocument(loaded.value.doc);
    loaded.value.destroy();
    return cells;
  }

  /** Of these gestures of a person, what never stood. */
  lost(userId: UserId, gestureIds: readonly string[]): readonly LostWrite[] {
    return this.#store.timeline.lost(this.planId, userId, gestureIds);
  }

  get history(): readonly AuditEntry[] {
    return this.#store.audit.ofPlan(this.planId);
  }

  /** Of the plan's document. */
  get epoch(): number {
    return this.#store.planStore.logEnd(this.planId)?.epoch ?? 0;
  }

  get connections(): number {
    return this.#live.connections;
  }

  async archive(rowId: RowId): Promise<void> {
    const id = [...this.#rights.keys()][0] as UserId;
    const actor = { id, name: 'Claire', role: 'coordinator' } as const;
    const done = await this.#live.runCommand(actor, this.planId, { type: 'row.archive', rowId });
    if (!done.ok) throw new Error(done.code);
  }

  /** A graceful stop, as on SIGTERM. */
  async stop(): Promise<void> {
    const http = this.#http;
    if (http === null) return;
    this.#http = null;
    await this.#live.stop(1_000);
    http.close();
    http.closeAllConnections();
    await once(http, 'close');
  }

  /** After `stop`: the plan's document begins anew with the same content, as after a compaction or a restore. */
  beginEpoch(): void {
    const loaded = PlanDocument.load(this.#store.planStore, this.planId);
    if (!loaded.ok) throw new Error(loaded.code);
    const { plan, rows, cells } = readDocument(loaded.value.doc);
    const doc = new Y.Doc();
    applyRows(doc, rows.values(), plan, 'test');
    applyCells(
      doc,
      [...cells].map(([key, value]) => ({ key, value })),
      'test',
    );
    const opened = openDatabase(this.#file);
    if (!opened.ok) throw new Error(opened.code);
    const epoch = loaded.value.epoch + 1;
    new UpdateLog(opened.value).addSnapshot(this.planId, epoch, 0, Y.encodeStateAsUpdate(doc), Date.now());
    opened.value.prepare('UPDATE plans SET epoch = ?, last_seq = 0 WHERE id = ?').run(epoch, this.planId);
    opened.value.close();
    loaded.value.destroy();
    doc.destroy();
  }

  /** After `stop`: a new process on the same port and file. */
  async startAgain(): Promise<void> {
    this.#live = this.#newLive();
    await this.#listen();
  }

  async dispose(): Promise<void> {
    await this.stop();
    this.#store.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  #newLive(): LivePlans<PresentUser> {
    const { users, planStore } = this.#store;
    const failing = new Proxy<PlanStore>(planStore, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (property === 'commit' && this.isDiskFull)
          return () => {
            throw new Error('disk full');
          };
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    return new LivePlans<PresentUser>({
      store: failing,
      gate: {
        isOriginAccepted: () => true,
        signedIn: (cookie) => {
          const user = users.byId((cookie?.replace('user=', '') ?? '') as UserId);
          return Promise.resolve(user === null || user.disabled ? null : user);
        },
        rightsIn: (user) => this.#rights.get(user.id) ?? null,
      },
      log: quiet,
      observer: {
        frameRefused: (code) => this.refusals.push(code),
        committed: () => undefined,
        commitFailed: () => undefined,
        compacted: () => undefined,
        received: () => undefined,
        sent: () => undefined,
      },
      now: Date.now,
      seen: (_planId, userId, wasHere) => this.seen.push({ userId, wasHere }),
      timing: { heartbeatMs: 15_000, idleMs: 60_000, healEveryMs: 50 },
      ...this.#options,
    });
  }

  async #listen(): Promise<void> {
    const http = createServer((request, response) => {
      this.#grant(request).then(
        ({ status, body }) => {
          response.writeHead(status, { 'content-type': 'application/json' });
          response.end(JSON.stringify(body));
        },
        (error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    });
    http.on('upgrade', (request, socket, head) => {
      if (!this.#live.handleUpgrade(request, socket, head)) socket.destroy();
    });
    http.listen(this.#port, '127.0.0.1');
    await once(http, 'listening');
    const address = http.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.#port = address.port;
    this.#http = http;
  }

  async #grant(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { previousLeaseId = null } = JSON.parse(Buffer.concat(chunks).toString()) as {
      previousLeaseId?: string;
    };
    const userId = (request.headers.cookie?.replace('user=', '') ?? '') as UserId;
    const user = this.#store.users.byId(userId);
    if (user === null || user.disabled) return { status: 401, body: { ok: false, code: 'not_signed_in' } };
    if (!this.#rights.has(userId)) return { status: 404, body: { ok: false, code: 'not_found' } };
    const grant = this.#live.grantLease(userId, this.planId, previousLeaseId as LeaseId | null);
    return grant.ok ? { status: 200, body: grant.value } : { status: 503, body: grant };
  }

  #addPlan(): PlanId {
    const store = this.#store;
    return store.transaction(() => {
      const contractId = store.contracts.add(
        {
          title: 'CTAI',
          parties: [],
          axes: [{ number: 1, title: 'Axe' }],
          organisations: [],
          contractTotal: null,
          payments: [],
          envelopes: [],
        },
        0,
      );
      const facts = { title: 'Plan', exercise: '2024-2025', startsOn: '2024-10-01', endsOn: '2025-09-30' };
      const planId = store.plans.add({ ...facts, envelope: null, phase: 'draft', contractId }, 0);
      const rows = [fiche(firstRow, 1), fiche(secondRow, 2)];
      const doc = new Y.Doc();
      applyRows(doc, rows, store.plans.byId(planId)?.plan ?? null, 'test');
      store.addFirstDocument(planId, rows, Y.encodeStateAsUpdate(doc));
      return planId;
    });
  }
}

function fiche(id: RowId, number: number): FicheRow {
  return {
    kind: 'fiche',
    id,
    position: number,
    archived: false,
    originRowId: null,
    number,
    axis: 1,
    title: `Action ${number}`,
    organisationIds: [],
  };
}
