// ST25: the disk fails under writes, at random calls on the database's files and in four ways. What was acknowledged is on disk
// after a kill; what was not is not called saved. `TRAME_DISK_FAULTS` makes it long, `TRAME_DISK_FAULTS_SEED` repeats one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../server/store/store.ts';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { compileDiskShim, type DiskFault, type DiskShim } from '../helpers/disk-shim.ts';
import { type HeadlessProcess, startHeadless } from '../helpers/headless-process.ts';
import { expectNothingLost, NumberedWriter } from '../helpers/numbered-writer.ts';
import { prepareData, type PreparedData } from '../helpers/prepared-data.ts';
import { RandomSource } from '../helpers/random-source.ts';
import { type ClientTarget, TestClient } from '../helpers/test-client.ts';

const points = Number(process.env['TRAME_DISK_FAULTS'] ?? 3);
const firstSeed = Number(process.env['TRAME_DISK_FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const kinds: readonly DiskFault[] = ['no_space', 'io_error', 'half_write', 'sync_error'];

const folder = mkdtempSync(join(tmpdir(), 'trame-faults-'));
const shim: DiskShim | null = compileDiskShim(folder);
const data = join(folder, 'data');
let prepared: PreparedData;
let writers: readonly NumberedWriter[];
let running: HeadlessProcess | null = null;

beforeAll(async () => {
  prepared = await prepareData(data, 'empty');
  writers = ['p104', 'reliquats', 'collectivite'].map(
    (column) => new NumberedWriter(`${prepared.ficheId}:${column}` as CellKey),
  );
});
afterEach(async () => {
  await running?.end('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Has somebody who only looks on been told, last, that the plan cannot be written? */
function isReadOnly(witness: TestClient): boolean | null {
  const told = witness.heard.findLast((one) => one.type === 'read_only');
  return told === undefined ? null : told.isReadOnly;
}

/** The lease is refused while the disk does not take it. */
async function connect(writer: NumberedWriter, target: ClientTarget): Promise<void> {
  await vi.waitFor(() => writer.connect(target), { timeout: 20_000, interval: 100 });
}

interface Outcome {
  readonly failed: number;
  readonly wasReadOnly: boolean;
}

async function runPoint(disk: DiskShim, seed: number): Promise<Outcome> {
  const random = new RandomSource(seed);
  running = await startHeadless({ DATA_DIR: data, LOG_LEVEL: 'silent', ...disk.environment });
  const target = { url: running.url, planId: prepared.planId, cookie: prepared.cookie };
  for (const writer of writers) await writer.connect(target);
  const onlooker = await TestClient.open(target);

  const times = random.pick([0, 0, 1, 3]);
  disk.fail(random.pick(kinds), random.below(120), times);
  // Until a call has failed: how many there are depends on how commits were merged, and a point without one proves nothing.
  do await Promise.all(writers.map((writer) => writer.write(writer.acks + 10 + random.below(20))));
  while (disk.failed() === 0);
  // A commit that failed is told to all, before anything else is.
  if (writers.some(({ isGone }) => isGone)) await onlooker.until(() => isReadOnly(onlooker) !== null);
  const wasReadOnly = isReadOnly(onlooker) !== null;

  if (random.below(3) > 0) {
    disk.lift();
    await onlooker.until(() => isReadOnly(onlooker) !== true);
    // It has healed: everybody goes on, those who were sent away with what is on disk.
    for (const writer of writers) {
      if (writer.isGone) await connect(writer, target);
      const before = writer.acks;
      await writer.write(before + 3);
      expect(writer.acks).toBeGreaterThanOrEqual(before + 3);
    }
  }
  await running.end('SIGKILL');
  const failed = disk.failed();
  disk.lift();

  const opened = openStore(join(data, 'trame.db'));
  if (!opened.ok) throw new Error(opened.details.join());
  expectNothingLost(opened.value, prepared.planId, writers);
  expect((await opened.value.examine()).problems).toEqual([]);
  opened.value.close();
  return { failed, wasReadOnly };
}

describe.skipIf(shim === null)('a disk that fails (skipped where there is no C compiler)', () => {
  it(
    `ST25 PR15 I8 at ${points} points: no false ack, read-only meanwhile, healed by itself (seed ${firstSeed})`,
    async () => {
      if (shim === null) throw new Error('no shim');
      let [calls, suspensions] = [0, 0];
      const startedAt = performance.now();
      for (let point = 0; point < points; point += 1) {
        const seed = firstSeed + point;
        const { failed, wasReadOnly } = await runPoint(shim, seed).catch((error: unknown) => {
          throw new Error(`seed ${seed}`, { cause: error });
        });
        calls += failed;
        if (wasReadOnly) suspensions += 1;
      }
      const each = ((performance.now() - startedAt) / points).toFixed(0);
      console.log(
        `disk faults: ${points} points from seed ${firstSeed}, ${calls} calls failed, ${suspensions} times read-only, ${each} ms each`,
      );
      expect(calls).toBeGreaterThanOrEqual(points);
    },
    30_000 + points * 60_000,
  );
});
