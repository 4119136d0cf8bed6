// PR20: the server is killed with SIGKILL in the middle of writes, again and again. Nothing acknowledged may be missing, nothing
// may be there twice. `TRAME_KILL_ROUNDS` makes it long.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createApp } from '../../server/app.ts';
import { openStore } from '../../server/store/store.ts';
import type { CellKey, PlanId } from '../../src/lib/contract/ids.ts';
import { type HeadlessProcess, startHeadless } from '../helpers/headless-process.ts';
import { TestClient } from '../helpers/test-client.ts';

const rounds = Number(process.env['TRAME_KILL_ROUNDS'] ?? 4);
const columns = ['p104', 'reliquats', 'collectivite', 'autres'];

let folder: string;
let running: HeadlessProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trame-kill-'));
});
afterEach(async () => {
  await running?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** An account, a plan and one action, made before the server is started. */
async function prepare(): Promise<{ planId: PlanId; cookie: string; ficheId: string }> {
  const created = createApp({
    config: { dataDir: folder, origins: [] },
    version: 'test',
    log: pino({ level: 'silent' }),
  });
  if (!created.ok) throw new Error(created.code);
  const app = created.value;
  const { accounts, contracts, plans } = app.services;
  const identity = { name: 'Claire', email: 'claire@exemple.fr', password: 'une longue phrase de passe' };
  const first = await accounts.createFirstAccount({ ...identity, token: app.setupToken() ?? '' });
  if (!first.ok) throw new Error(first.code);
  const { user, session } = first.value;
  const contract = contracts.create(user, {
    title: 'C',
    parties: [],
    exercise: '2024-2025',
    envelope: 1,
    axes: ['A'],
  });
  if (!contract.ok) throw new Error(contract.code);
  const { planId } = contract.value;
  const fiche = await plans.runCommand(user, planId, { type: 'fiche.add', axis: 1, title: 'F' });
  if (!fiche.ok) throw new Error(fiche.code);
  await app.stop();
  return { planId, cookie: `trame_session=${session.id}`, ficheId: fiche.value.rowId };
}

/** One tab that writes 1, 2, 3… into a cell of its own and does what a client must when the connection is lost. */
class Writer {
  readonly key: CellKey;
  sent = 0;
  acknowledged = 0;
  #client: TestClient | null = null;
  /** The number that the lease's first frame carried. */
  #firstOfLease = 1;

  constructor(key: CellKey) {
    this.key = key;
  }

  /** Opens a new connection; an edit that the server has is not sent again. */
  async connect(target: { url: string; planId: PlanId; cookie: string }): Promise<void> {
    const client = await TestClient.open(target, this.#client?.lease.leaseId);
    const { previousLastFrame } = client.lease;
    if (this.#client !== null) {
      const onDisk = this.#firstOfLease - 1 + (previousLastFrame ?? Number.NaN);
      expect(onDisk).toBeGreaterThanOrEqual(this.acknowledged);
      expect(onDisk).toBeLessThanOrEqual(this.sent);
      expect(client.value(this.key)).toBe(onDisk === 0 ? null : onDisk);
      this.sent = onDisk;
      this.acknowledged = onDisk;
    }
    this.#client = client;
    this.#firstOfLease = this.sent + 1;
  }

  /** Writes until the connection is gone, a few edits ahead of the acks. */
  async writeUntilGone(): Promise<void> {
    const client = this.#client;
    if (client === null) throw new Error('not connected');
    const isGone = (): boolean => client.heard.some(({ type }) => type === 'closed');
    const acks = (): number => client.heard.filter(({ type }) => type === 'ack').length;
    while (!isGone()) {
      client.write([{ key: this.key, value: ++this.sent }]);
      client.sendFrame();
      await client.until(() => isGone() || this.sent - (this.#firstOfLease - 1 + acks()) < 3);
    }
    this.acknowledged = this.#firstOfLease - 1 + acks();
  }

  async acknowledgedInRound(count: number): Promise<void> {
    await this.#client?.until(
      () => (this.#client?.heard.filter(({ type }) => type === 'ack').length ?? 0) >= count,
    );
  }
}

it(
  `PR20 I9 killed ${rounds} times under writes: no acknowledged edit is lost, none is applied twice`,
  async () => {
    const { planId, cookie, ficheId } = await prepare();
    const writers = columns.map((column) => new Writer(`${ficheId}:${column}` as CellKey));
    for (let round = 0; round < rounds; round++) {
      running = await startHeadless({ DATA_DIR: folder });
      const target = { url: running.url, planId, cookie };
      await Promise.all(writers.map((writer) => writer.connect(target)));
      const writing = writers.map((writer) => writer.writeUntilGone());
      await writers[round % writers.length]?.acknowledgedInRound(3 + 7 * round);
      await running.end('SIGKILL');
      await Promise.all(writing);
    }
    expect(writers.every(({ acknowledged }) => acknowledged > 0)).toBe(true);

    const store = openStore(join(folder, 'trame.db'));
    if (!store.ok) throw new Error(store.code);
    const audit = store.value.audit.ofPlan(planId);
    for (const { key, acknowledged, sent } of writers) {
      const values = audit.filter((entry) => entry.key === key).map(({ after }) => after);
      // Each edit once, in order, without a hole, and at least what was acknowledged.
      expect(values).toEqual(values.map((_, i) => i + 1));
      expect(values.length).toBeGreaterThanOrEqual(acknowledged);
      expect(values.length).toBeLessThanOrEqual(sent);
    }
    expect(await store.value.examine()).toMatchObject({ problems: [] });
    store.value.close();
  },
  10_000 + rounds * 10_000,
);
