// A plan is brought back to what it was: random edits and acts on rows against the real server, then back by what its history
// says, as one gesture.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangesSince } from '../../src/lib/contract/changes.ts';
import type { Command } from '../../src/lib/contract/commands.ts';
import type { HistoryScope } from '../../src/lib/contract/history.ts';
import { type CellKey, cellKey, columnId, type RowId } from '../../src/lib/contract/ids.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import { restorationTo } from '../../src/lib/state/restoration.ts';
import { type LiveServer, startLiveServer } from '../helpers/live-server.ts';
import { RandomSource } from '../helpers/random-source.ts';
import { coordinatorRights } from '../helpers/rights.ts';
import { TestClient } from '../helpers/test-client.ts';

let server: LiveServer;
let client: TestClient;

beforeEach(async () => {
  server = await startLiveServer();
  const { url, planId, coordinator } = server;
  client = await TestClient.open({ url, planId, cookie: coordinator.cookie });
});
afterEach(async () => {
  await client.close();
  await server.dispose();
});

async function run(command: Command): Promise<RowId | null> {
  const result = await server.run(server.coordinator, command);
  return result.ok ? result.value.rowId : null;
}

/** What is shown together, in order: the actions of an axis, the rows of an action. */
function groupOf(row: Row): string {
  return row.kind === 'fiche' ? `axis ${row.axis}` : `fiche ${row.ficheId}`;
}

/** The plan as people see it: what is archived and where it stands, and the cells of what is there. */
function seen(scope: HistoryScope = { type: 'plan' }) {
  const { rows, cells } = readDocument(client.doc);
  const isThere = (row: Row | undefined): boolean =>
    row !== undefined && !row.archived && (row.kind === 'fiche' || isThere(rows.get(row.ficheId)));
  const isAsked = (row: Row): boolean =>
    scope.type !== 'row' || row.id === scope.rowId || (row.kind !== 'fiche' && row.ficheId === scope.rowId);
  const shown = [...rows.values()].filter((row) => isThere(row) && isAsked(row));
  return {
    // Where they stand is told by their order: places are numbers that nobody sees.
    rows: shown
      .sort((one, other) => one.position - other.position || (one.id < other.id ? -1 : 1))
      .map((row) => ({ ...row, position: 0 }))
      .sort((one, other) => groupOf(one).localeCompare(groupOf(other))),
    cells: Object.fromEntries(
      [...cells].filter(([key]) => shown.some(({ id }) => key.startsWith(`${id}:`))).sort(),
    ),
  };
}

async function changesSince(at: number): Promise<ChangesSince> {
  const response = await server.get(server.coordinator, `/api/plans/${server.planId}/changes?since=${at}`);
  return ((await response.json()) as { value: ChangesSince }).value;
}

async function restore(at: number, scope: HistoryScope): Promise<void> {
  const content = readDocument(client.doc);
  const present = { content, rights: coordinatorRights, phase: 'draft' } as const;
  const { writes, rows, lockedCells, lockedRows } = restorationTo(await changesSince(at), scope, present);
  expect([lockedCells, lockedRows]).toEqual([[], []]);
  for (const { rowId, command } of rows) expect(await run(command), JSON.stringify(command)).toBe(rowId);
  client.write(writes);
  if (writes.length > 0)
    expect(await client.answerTo(client.sendFrame('restore'))).toHaveProperty('lost', []);
}

/** After it, the history is of another millisecond. */
async function nextMillisecond(): Promise<number> {
  const now = Date.now();
  while (Date.now() <= now) await new Promise((resolve) => setImmediate(resolve));
  return now;
}

describe('HI6 bringing back', () => {
  it.each([61, 62, 63, 64])(
    'HI6 a plan or an action as it was, rows and cells, whatever was done since (seed %i)',
    async (seed) => {
      const random = new RandomSource(seed);
      const fiches: RowId[] = [...server.ficheIds];
      const indicators: RowId[] = [];
      const act = async (): Promise<void> => {
        const fiche = random.pick(fiches);
        const row = indicators.length > 0 && random.below(2) === 0 ? random.pick(indicators) : fiche;
        switch (random.below(9)) {
          case 0: {
            const added = await run({
              type: 'fiche.add',
              axis: 1 + random.below(2),
              title: `Action ${random.below(99)}`,
            });
            if (added !== null) fiches.push(added);
            return;
          }
          case 1: {
            const indicator = {
              origin: 'key',
              section: 'cles',
              label: `I${random.below(99)}`,
              valueKind: 'count',
              unit: null,
            } as const;
            const added = await run({ type: 'indicator.add', ficheId: fiche, indicator });
            if (added !== null) indicators.push(added);
            return;
          }
          case 2:
            return void (await run({ type: 'row.archive', rowId: row }));
          case 3:
            return void (await run({ type: 'row.restore', rowId: row }));
          case 4:
            return void (await run({ type: 'row.rename', rowId: row, label: `Nom ${random.below(99)}` }));
          case 5:
            return void (await run({
              type: 'row.move',
              rowId: fiche,
              beforeRowId: null,
              axis: 1 + random.below(2),
            }));
          default: {
            const key = cellKey(
              row,
              columnId(fiches.includes(row) ? random.pick(['p104', 'autres']) : 'target'),
            );
            const there = seen().rows.some(({ id }) => id === row);
            if (there) await client.edit([key, random.below(4) === 0 ? null : random.below(50)]);
          }
        }
      };
      const moments: { at: number; plan: ReturnType<typeof seen>; first: ReturnType<typeof seen> }[] = [];
      const first: HistoryScope = { type: 'row', rowId: fiches[0] ?? expect.fail() };
      for (let i = 0; i < 60; i++) {
        if (i % 12 === 0) moments.push({ plan: seen(), first: seen(first), at: await nextMillisecond() });
        await act();
        await client.until(() => readDocument(client.doc).rows.size >= fiches.length + indicators.length);
      }
      await nextMillisecond();
      const last = moments.at(-1) ?? expect.fail();
      await restore(last.at, first);
      await client.until(() => JSON.stringify(seen(first)) === JSON.stringify(last.first));
      // Going back is history too: one may go further back, and forth again.
      for (const { at, plan } of [...moments].reverse().concat(last)) {
        await nextMillisecond();
        await restore(at, { type: 'plan' });
        await client.until(() => JSON.stringify(seen().rows) === JSON.stringify(plan.rows));
        expect(seen()).toEqual(plan);
      }
    },
  );

  it('HI6 one cell alone', async () => {
    const [fiche] = server.ficheIds;
    const [key, other] = ['p104', 'autres'].map((column) =>
      cellKey(fiche ?? expect.fail(), columnId(column)),
    ) as [CellKey, CellKey];
    await client.edit([key, '1'], [other, '1']);
    const at = await nextMillisecond();
    await client.edit([key, '2'], [other, '2']);
    await restore(at, { type: 'cell', key });
    expect([client.value(key), client.value(other)]).toEqual(['1', '2']);
  });
});
