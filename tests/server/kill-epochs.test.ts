// The server is killed with SIGKILL while new epochs begin every few commits: each time the plan is whole, in one epoch or the
// next, with everything that was acknowledged.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../server/store/store.ts';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { type HeadlessProcess, startHeadless } from '../helpers/headless-process.ts';
import { prepareData } from '../helpers/prepared-data.ts';
import { type ClientTarget, TestClient } from '../helpers/test-client.ts';

const rounds = Number(process.env['TRAME_KILL_ROUNDS'] ?? 4);

let folder: string;
let running: HeadlessProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trame-kill-epochs-'));
});
afterEach(async () => {
  await running?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Writes the next numbers, over as many connections as it takes, until so many were acknowledged. */
async function writeOn(target: ClientTarget, key: CellKey, from: number, count: number): Promise<number> {
  let acknowledged = from;
  while (acknowledged < from + count) {
    const client = await TestClient.open(target);
    // What the end of the last connection left open: on disk or not, the plan says.
    acknowledged = Number(client.value(key) ?? 0);
    for (;;) {
      const answer = await client.edit([key, acknowledged + 1]);
      if (!('lost' in answer)) break;
      acknowledged += 1;
      if (acknowledged >= from + count) return acknowledged;
    }
  }
  return acknowledged;
}

it(
  `EP3 I9 killed ${rounds} times while new epochs begin: the plan is whole, and no acknowledged edit is lost or there twice`,
  async () => {
    const { planId, cookie, ficheId } = await prepareData(folder, 'empty');
    const key = `${ficheId}:p104` as CellKey;
    let written = 0;
    for (let round = 0; round < rounds; round += 1) {
      running = await startHeadless({ DATA_DIR: folder }, { main: 'compacting-main.ts' });
      const target = { url: running.url, planId, cookie };
      const done = await writeOn(target, key, written, 17 + 3 * round);
      // Just after an acknowledgement: the next epoch may be on its way.
      await running.end('SIGKILL');
      expect(done).toBeGreaterThan(written);
      written = done;
      const opened = openStore(join(folder, 'trame.db'));
      if (!opened.ok) throw new Error(opened.code);
      expect(await opened.value.examine()).toMatchObject({ problems: [] });
      const values = opened.value.audit.ofPlan(planId).map(({ after }) => after);
      expect(values).toEqual(values.map((_, i) => i + 1));
      expect(values.length).toBeGreaterThanOrEqual(written);
      expect(opened.value.planStore.logEnd(planId)?.epoch).toBeGreaterThan(1 + round);
      opened.value.close();
    }
  },
  10_000 + rounds * 10_000,
);
