// PR20: the server is killed with SIGKILL in the middle of writes, again and again. Nothing acknowledged may be missing, nothing
// may be there twice. `TRAME_KILL_ROUNDS` makes it long, `TRAME_KILL_SEED` repeats
// the moments as far as a kill can be repeated.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../server/store/store.ts';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { type HeadlessProcess, startHeadless } from '../helpers/headless-process.ts';
import { expectNothingLost, NumberedWriter } from '../helpers/numbered-writer.ts';
import { prepareData } from '../helpers/prepared-data.ts';
import { RandomSource } from '../helpers/random-source.ts';

const rounds = Number(process.env['TRAME_KILL_ROUNDS'] ?? 50);
const seed = Number(process.env['TRAME_KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
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

it(
  `PR20 I9 killed ${rounds} times under writes: no acknowledged edit is lost, none is applied twice (seed ${seed})`,
  async () => {
    const random = new RandomSource(seed);
    const { planId, cookie, ficheId } = await prepareData(folder, 'empty');
    const writers = columns.map((column) => new NumberedWriter(`${ficheId}:${column}` as CellKey));
    const startedAt = performance.now();
    for (let round = 0; round < rounds; round++) {
      running = await startHeadless({ DATA_DIR: folder });
      const target = { url: running.url, planId, cookie };
      await Promise.all(writers.map((writer) => writer.connect(target)));
      const writing = writers.map((writer) => writer.write());
      // A few rounds are long, so that logs are folded and snapshots written under them.
      await random.pick(writers).reached(random.below(8) === 0 ? 150 : 1 + random.below(30));
      for (let turn = random.below(4); turn > 0; turn -= 1) await new Promise(setImmediate);
      await running.end('SIGKILL');
      await Promise.all(writing);
    }
    const edits = writers.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
    const each = ((performance.now() - startedAt) / rounds).toFixed(0);
    console.log(`kill -9: ${rounds} kills from seed ${seed}, ${edits} acknowledged edits, ${each} ms a kill`);
    expect(writers.every(({ acknowledged }) => acknowledged > 0)).toBe(true);

    const store = openStore(join(folder, 'trame.db'));
    if (!store.ok) throw new Error(store.details.join());
    expectNothingLost(store.value, planId, writers);
    expect(await store.value.examine()).toMatchObject({ problems: [] });
    store.value.close();
  },
  10_000 + rounds * 10_000,
);
