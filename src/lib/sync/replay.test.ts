import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellKey, columnId, type CellKey, type GestureId, type RowId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Intent, IntentCell } from './intent.ts';
import { planReplay } from './replay.ts';

const now = 1_000;
const a = cellKey('aaaaaaaaaa' as RowId, columnId('p104'));
const b = cellKey('aaaaaaaaaa' as RowId, columnId('autres'));

let made = 0;
function intent(...cells: (readonly [key: CellKey, seen: Scalar | null, value: Scalar | null])[]): Intent {
  made += 1;
  return {
    id: `g${made}/0`,
    tab: 'tab',
    gestureId: `g${made}` as GestureId,
    gesture: 'typing',
    at: made,
    sequence: made,
    cells: cells.map(([key, seen, value]) => ({ key, seen, value })),
    sent: null,
    refusals: 0,
  };
}

function reader(cells: Record<string, Scalar>): (key: CellKey) => Scalar | null {
  return (key) => cells[key] ?? null;
}

function sentCells(intents: readonly Intent[]): readonly IntentCell[] {
  return intents.flatMap(({ cells }) => cells);
}

describe('I9 replay of pending edits on a fresh document', () => {
  it('I9 writes a cell that still holds what its author had seen', () => {
    const pending = intent([a, 'old', 'mine']);
    const replay = planReplay([pending], reader({ [a]: 'old' }), now);
    expect(replay).toEqual({ send: [pending], settled: [], conflicts: [] });
  });

  it('I9 shows both values, and writes nothing, where another value came in between', () => {
    const pending = intent([a, 'old', 'mine']);
    const replay = planReplay([pending], reader({ [a]: 'theirs' }), now);
    expect(replay.send).toEqual([]);
    expect(replay.settled).toEqual([pending]);
    expect(replay.conflicts).toEqual([
      { gestureId: pending.gestureId, key: a, mine: 'mine', seen: 'old', theirs: 'theirs', at: now },
    ]);
  });

  it('I9 an emptied cell and an empty one conflict like any other value', () => {
    expect(planReplay([intent([a, 'old', null])], reader({ [a]: 'theirs' }), now).conflicts).toHaveLength(1);
    expect(planReplay([intent([a, 'old', 'mine'])], reader({}), now).conflicts).toMatchObject([
      { theirs: null },
    ]);
  });

  it('I9 sends nothing again that is there already', () => {
    const pending = intent([a, 'old', 'mine'], [b, null, 2]);
    const replay = planReplay([pending], reader({ [a]: 'mine', [b]: 2 }), now);
    expect(replay).toEqual({ send: [], settled: [pending], conflicts: [] });
  });

  it('the rest of a gesture goes on without its conflicting cell', () => {
    const pending = intent([a, 'old', 'mine'], [b, null, 2]);
    const replay = planReplay([pending], reader({ [a]: 'theirs' }), now);
    expect(sentCells(replay.send)).toEqual([{ key: b, seen: null, value: 2 }]);
    expect(replay.conflicts).toHaveLength(1);
  });

  it('several edits of one cell never conflict among themselves', () => {
    const chain = [intent([a, 'old', '1']), intent([a, '1', '12']), intent([a, '12', '123'])];
    expect(planReplay(chain, reader({ [a]: 'old' }), now)).toMatchObject({ send: chain, conflicts: [] });
    // The first frame is on disk though its acknowledgement was lost.
    expect(planReplay(chain, reader({ [a]: '1' }), now)).toMatchObject({
      send: chain.slice(1),
      conflicts: [],
    });
  });

  it('a chain in conflict is shown once: the last value made, the first value seen', () => {
    const chain = [intent([a, 'old', '1']), intent([a, '1', '12'])];
    const replay = planReplay(chain, reader({ [a]: 'theirs' }), now);
    expect(replay.send).toEqual([]);
    expect(replay.conflicts).toMatchObject([
      { mine: '12', seen: 'old', theirs: 'theirs', gestureId: chain[1]?.gestureId },
    ]);
  });

  it("an edit made on top of somebody else's is written where theirs stands", () => {
    const chain = [intent([a, 'old', 'mine']), intent([a, 'theirs', 'mine too'])];
    expect(planReplay(chain, reader({ [a]: 'theirs' }), now)).toMatchObject({
      send: [chain[1]],
      conflicts: [],
    });
  });

  it('keeps the order in which the edits were made, whatever the order they come in', () => {
    const first = intent([a, null, 1]);
    const second = intent([b, null, 2]);
    expect(planReplay([second, first], reader({}), now).send).toEqual([first, second]);
  });

  it('I9 (property) never writes over a value its author has not seen, and loses no edit', () => {
    const scalar = fc.constantFrom(null, 'u', 'v', 'w', 1);
    const cells = fc.uniqueArray(fc.record({ key: fc.constantFrom(a, b), seen: scalar, value: scalar }), {
      selector: ({ key }) => key,
      minLength: 1,
    });
    fc.assert(
      fc.property(
        fc.array(cells, { minLength: 1, maxLength: 6 }),
        fc.record({ a: scalar, b: scalar }),
        (gestures, doc) => {
          const intents = gestures.map((list) =>
            intent(...list.map((cell) => [cell.key, cell.seen, cell.value] as const)),
          );
          const state = new Map<CellKey, Scalar | null>([
            [a, doc.a],
            [b, doc.b],
          ]);
          const replay = planReplay(intents, (key) => state.get(key) ?? null, now);
          for (const key of [a, b]) {
            const chain = intents.flatMap((one) => one.cells.filter((cell) => cell.key === key));
            if (chain.length === 0) continue;
            const known = chain.some((cell) => cell.seen === state.get(key) || cell.value === state.get(key));
            const writes = sentCells(replay.send).filter((cell) => cell.key === key);
            const conflict = replay.conflicts.find((one) => one.key === key);
            const last = chain.at(-1)?.value;
            if (known) {
              expect(conflict).toBeUndefined();
              expect(writes.length === 0 ? state.get(key) : writes.at(-1)?.value).toBe(last);
            } else {
              expect(writes).toEqual([]);
              expect(conflict?.mine).toBe(last);
            }
          }
          expect(replay.send.length + replay.settled.length).toBe(intents.length);
        },
      ),
    );
  });
});
