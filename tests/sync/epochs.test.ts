// A long history is compacted while people work: what they see, what is sent again, what is on disk.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CellKey, cellKey, columnId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { PlanSession } from '../../src/lib/sync/session.ts';
import { unasked } from '../../src/lib/sync/step.ts';
import { Browser, isSaved, until } from '../helpers/session-client.ts';
import { firstRow, secondRow, SyncServer } from '../helpers/sync-server.ts';

const b = cellKey(secondRow, columnId('p104'));
/** Written in turn: what one tab writes over and over in one cell, Yjs folds. */
const columns = ['reliquats', 'collectivite'].map(columnId);

let server: SyncServer;
let browsers: Browser[];

beforeEach(async () => {
  server = await SyncServer.start({
    compaction: { structs: 1_000, structsPerCell: 5, chain: 8, lookEvery: 1, quietMs: 0 },
  });
  browsers = [];
});
afterEach(async () => {
  for (const browser of browsers) browser.close();
  await server.dispose();
});

async function openLive(name: string): Promise<PlanSession> {
  const browser = new Browser(server, server.addUser(name));
  browsers.push(browser);
  const session = browser.open();
  await until(session, isSaved);
  return session;
}

const cell = (session: PlanSession, key: CellKey): Scalar | null => session.content.cells.get(key) ?? null;

it('EP5 I9 two people who type through new epochs lose nothing, send nothing twice, and are told of nothing', async () => {
  const awa = await openLive('awa');
  const ben = await openLive('ben');
  const states = new Set<string>();
  for (const session of [awa, ben]) session.onState(() => states.add(session.save.state));
  for (let round = 1; round <= 60; round += 1) {
    const column = columns[round % 2] ?? columnId('p104');
    awa.edit('typing', [{ key: cellKey(firstRow, column), value: round }]);
    ben.edit('typing', [{ key: cellKey(secondRow, column), value: round }]);
    // A few edits ahead of the acknowledgements, as a fast hand is.
    await until(awa, ({ unsent }) => unsent < 4);
    await until(ben, ({ unsent }) => unsent < 4);
  }
  await Promise.all([until(awa, isSaved), until(ben, isSaved)]);
  expect(server.epoch).toBeGreaterThan(2);
  const last = [59, 60, 59, 60];
  const keys = [firstRow, secondRow].flatMap((row) => [...columns].reverse().map((one) => cellKey(row, one)));
  for (const session of [awa, ben])
    await until(session, () => keys.every((key, i) => cell(session, key) === last[i]));
  expect(keys.map((key) => server.cell(key))).toEqual(last);
  for (const row of [firstRow, secondRow]) {
    const written = server.history.filter(({ key }) => key.startsWith(row)).map(({ after }) => after);
    expect(written).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  }
  expect([...states].sort()).toEqual(['saved', 'saving']);
  expect([awa.conflicts, awa.refused, ben.conflicts, ben.refused]).toEqual([[], [], [], []]);
});

it('EP5 what is on the screen stays: nothing is told to have changed, and one’s own steps can be taken back', async () => {
  const awa = await openLive('awa');
  const ben = await openLive('ben');
  awa.edit('typing', [{ key: b, value: 'kept' }]);
  await until(ben, () => cell(ben, b) === 'kept');
  const before = server.epoch;
  let told = 0;
  awa.onChange(({ cells }) => (told += cells.filter(({ key }) => key === b).length));
  for (let i = 0; i < 60; i += 1)
    ben.edit('typing', [{ key: cellKey(firstRow, columns[i % 2] ?? columnId('p104')), value: i }]);
  await until(ben, isSaved);
  while (server.epoch === before) await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([until(awa, isSaved), until(ben, isSaved)]);
  expect(told).toBe(0);
  const step = awa.history.undo[0];
  if (step === undefined) throw new Error('no step');
  awa.writeStep(step, 'undo', unasked);
  await until(ben, () => cell(ben, b) === null);
});
