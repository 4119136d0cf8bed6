// PR20: the server is killed with SIGKILL in the middle of writes, again and again. Nothing acknowledged may be missing, nothing
// may be there twice. `TRAME_KILL_ROUNDS` makes it long.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../server/store/store.ts';
import type { CellKey, PlanId } from '../../src/lib/contract/ids.ts';
import { type HeadlessProcess, startHeadless } from '../helpers/headless-process.ts';
import { prepareData } from '../helpers/prepared-data.ts';
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
    const { planId, cookie, ficheId } = await prepareData(folder, 'empty');
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
