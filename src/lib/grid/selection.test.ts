import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CellPlace,
  type GridSelection,
  GridOrder,
  addRange,
  afterReorder,
  cellCount,
  eachCell,
  extendTo,
  holdsCell,
  isSingleCell,
  moveActive,
  rectOf,
  rectsOf,
  selectAll,
  selectCell,
  selectColumns,
  selectRows,
  unionRect,
} from './selection.ts';

const columns = ['a', 'b', 'c'];
const order = new GridOrder(['r0', 'r1', 'r2', 'r3', 'r4', 'r5'], columns);

function at(rowId: string, columnId = 'a'): CellPlace {
  return { rowId, columnId };
}

function shown(rows: string): GridOrder {
  return new GridOrder(
    rows.split(' ').map((row) => (/^\d$/.test(row) ? `r${row}` : row)),
    columns,
  );
}

function cellsOf(selection: GridSelection | null, of: GridOrder): string[] {
  const found: string[] = [];
  if (selection !== null)
    eachCell(selection, of, (row, column) =>
      found.push(`${of.rows[row] ?? '?'}.${of.columns[column] ?? '?'}`),
    );
  return found;
}

const block = extendTo(selectCell(at('r1')), at('r4', 'b'));

describe('GR40 ranges', () => {
  it('GR40 Shift moves the head; anchor and active cell stay', () => {
    const longer = extendTo(block, at('r5', 'c'));
    expect(longer.active).toEqual(at('r1'));
    expect(longer.ranges).toEqual([{ anchor: at('r1'), head: at('r5', 'c'), extent: 'cells' }]);
    expect(rectsOf(extendTo(block, at('r0', 'b')), order)).toEqual([
      { top: 0, bottom: 1, left: 0, right: 1 },
    ]);
  });

  it('GR40 Ctrl adds a range, which has the active cell and is the one that Shift changes', () => {
    const two = extendTo(addRange(block, at('r0', 'c')), at('r1', 'c'));
    expect(two.active).toEqual(at('r0', 'c'));
    expect(rectsOf(two, order)).toEqual([
      { top: 1, bottom: 4, left: 0, right: 1 },
      { top: 0, bottom: 1, left: 2, right: 2 },
    ]);
  });

  it('GR40 the active cell moves inside the ranges without changing them', () => {
    expect(moveActive(block, at('r2', 'b'))).toEqual({ ...block, active: at('r2', 'b') });
  });

  it('GR40 a corner that is not shown leaves no rectangle', () => {
    const [range] = block.ranges;
    expect(range && rectOf(range, shown('0 1 2 3'))).toBeNull();
  });

  it('GR41 whole rows take every column, whole columns every row, whatever comes or goes', () => {
    const wider = new GridOrder([...order.rows, 'r6'], [...columns, 'd']);
    expect(rectsOf(selectRows(order, 'r3', 'r2'), wider)).toEqual([{ top: 2, bottom: 3, left: 0, right: 3 }]);
    expect(rectsOf(selectColumns(order, 'b', 'c'), wider)).toEqual([
      { top: 0, bottom: 6, left: 1, right: 2 },
    ]);
    expect(rectsOf(selectAll(order, at('r2')), wider)).toEqual([{ top: 0, bottom: 6, left: 0, right: 3 }]);
    expect(selectAll(order, at('r2')).active).toEqual(at('r2'));
    expect(selectRows(order, 'r2', 'r3', block).ranges).toHaveLength(2);
    expect(selectColumns(order, 'b', 'b', block).active).toEqual(at('r0', 'b'));
  });

  it('GR41 Shift after everything starts again from the active cell', () => {
    expect(cellsOf(extendTo(selectAll(order, at('r2')), at('r3')), order)).toEqual(['r2.a', 'r3.a']);
  });
});

it('GR40 a rectangle holds its edges, and no cell that is not shown', () => {
  const rect = { top: 0, bottom: 2, left: 0, right: 1 };
  expect([holdsCell(rect, 0, 0), holdsCell(rect, 2, 1), holdsCell(rect, 1, 0)]).toEqual([true, true, true]);
  expect([holdsCell(rect, 3, 1), holdsCell(rect, 2, 2)]).toEqual([false, false]);
  expect([holdsCell(rect, -1, 0), holdsCell(rect, 0, -1)]).toEqual([false, false]);
});

describe('GR42 cells of a selection', () => {
  it('GR42 a cell that two ranges hold counts once and is visited once, row by row', () => {
    const overlapping = extendTo(addRange(block, at('r2', 'b')), at('r3', 'c'));
    expect(cellCount(overlapping, order)).toBe(10);
    expect(cellsOf(overlapping, order).slice(0, 6)).toEqual(['r1.a', 'r1.b', 'r2.a', 'r2.b', 'r2.c', 'r3.a']);
    expect(isSingleCell(overlapping, order)).toBe(false);
    expect(isSingleCell(addRange(selectCell(at('r2')), at('r2')), order)).toBe(true);
  });

  it('GR42 counts as visiting does, on any ranges', () => {
    const place = fc.record({ rowId: fc.constantFrom(...order.rows), columnId: fc.constantFrom(...columns) });
    fc.assert(
      fc.property(fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 4 }), (corners) => {
        const selection = {
          active: corners[0]?.[0] ?? at('r0'),
          ranges: corners.map(([anchor, head]) => ({ anchor, head, extent: 'cells' as const })),
        };
        const cells = cellsOf(selection, order);
        const expected = new Set<string>();
        for (const { top, bottom, left, right } of rectsOf(selection, order))
          for (let row = top; row <= bottom; row += 1)
            for (const column of columns.slice(left, right + 1)) expected.add(`r${row}.${column}`);
        expect(new Set(cells)).toEqual(expected);
        expect(cells).toHaveLength(expected.size);
        expect(cellCount(selection, order)).toBe(expected.size);
        expect(cells.map((cell) => cell.split('.')[0])).toEqual(
          cells.map((cell) => cell.split('.')[0]).sort(),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('GR42 the smallest rectangle around several', () => {
    expect(unionRect([])).toBeNull();
    expect(unionRect(rectsOf(addRange(block, at('r0', 'c')), order))).toEqual({
      top: 0,
      bottom: 4,
      left: 0,
      right: 2,
    });
  });
});

describe('GR43 one’s own sort, filter and hiding', () => {
  it('GR43 collapse to the active cell what would hold other cells', () => {
    expect(afterReorder(block, order, shown('5 4 0 2 1 3'), 'own_view')).toEqual(selectCell(at('r1')));
    expect(afterReorder(block, order, shown('0 1 3 4 5'), 'own_view')).toEqual(selectCell(at('r1')));
    const without = new GridOrder(order.rows, ['a', 'x', 'b', 'c']);
    expect(afterReorder(block, order, without, 'own_view')).toEqual(selectCell(at('r1')));
  });

  it('GR43 keep what holds the same cells in another place or order', () => {
    expect(afterReorder(block, order, shown('5 0 1 2 3 4'), 'own_view')).toEqual(block);
    expect(afterReorder(block, order, shown('0 4 3 2 1 5'), 'own_view')).toEqual(block);
    const whole = selectColumns(order, 'b', 'b');
    expect(afterReorder(whole, order, shown('5 4 3 2 1 0'), 'own_view')).toEqual(whole);
  });

  it('GR43 leave nothing when the active cell is hidden', () => {
    expect(afterReorder(block, order, shown('0 2 3 4 5'), 'own_view')).toBeNull();
    expect(afterReorder(selectCell(at('r1')), order, shown('0 2'), 'own_view')).toBeNull();
  });
});

describe('GR44 rows of others', () => {
  it.each([
    ['an insert inside grows it', '0 1 2 new 3 4 5', ['r1', 'r2', 'new', 'r3', 'r4']],
    ['an insert beside it does nothing', '0 new 1 2 3 4 more 5', ['r1', 'r2', 'r3', 'r4']],
    ['an archive inside shrinks it', '0 1 3 4 5', ['r1', 'r3', 'r4']],
    ['a corner that went is the nearest that is left', '0 2 3 5', ['r2', 'r3']],
    ['a corner that was moved away is as gone', '0 1 2 3 5 4', ['r1', 'r2', 'r3']],
    ['a move inside changes nothing', '0 2 1 4 3 5', ['r2', 'r1', 'r4', 'r3']],
    ['a move out shrinks it', '2 0 1 3 4 5', ['r1', 'r3', 'r4']],
    ['a row moved into it stays out', '1 2 3 0 4 5', ['r1', 'r2', 'r3']],
    ['moved as a whole, it follows', '0 5 1 2 3 4', ['r1', 'r2', 'r3', 'r4']],
  ])('GR44 %s', (_, rows, expected) => {
    const after = shown(rows);
    const left = afterReorder(block, order, after, 'rows');
    expect(cellsOf(left, after)).toEqual(expected.flatMap((row) => [`${row}.a`, `${row}.b`]));
  });

  it('GR44 direction and extent stay', () => {
    const up = extendTo(selectCell(at('r4')), at('r1', 'b'));
    expect(afterReorder(up, order, shown('0 2 3 4 5'), 'rows')?.ranges).toEqual([
      { anchor: at('r4'), head: at('r2', 'b'), extent: 'cells' },
    ]);
    expect(
      afterReorder(selectRows(order, 'r1', 'r2'), order, shown('0 2 3'), 'rows')?.ranges[0],
    ).toMatchObject({
      extent: 'rows',
      anchor: { rowId: 'r2' },
    });
  });

  it('GR45 the active cell whose row went is the nearest end that is left', () => {
    expect(afterReorder(block, order, shown('0 2 3 4 5'), 'rows')?.active).toEqual(at('r2'));
    const inside = moveActive(block, at('r3', 'b'));
    expect(afterReorder(inside, order, shown('0 1 2 4 5'), 'rows')?.active).toEqual(at('r4', 'b'));
  });

  it('GR45 a single cell follows its row; without its row nothing is selected', () => {
    expect(afterReorder(selectCell(at('r1')), order, shown('0 2 3 4 5 1'), 'rows')).toEqual(
      selectCell(at('r1')),
    );
    expect(afterReorder(selectCell(at('r1')), order, shown('0 2'), 'rows')).toBeNull();
    const two = addRange(selectCell(at('r1')), at('r3'));
    expect(afterReorder(two, order, shown('0 1 2'), 'rows')).toEqual(selectCell(at('r1')));
  });
});

type Change =
  | { readonly type: 'insert' | 'remove'; readonly at: number }
  | { readonly type: 'move'; readonly at: number; readonly to: number };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ type: fc.constantFrom('insert' as const, 'remove' as const), at: fc.nat(20) }),
  fc.record({ type: fc.constant('move' as const), at: fc.nat(20), to: fc.nat(20) }),
);

function changed(rows: readonly string[], changes: readonly Change[]): string[] {
  const now = [...rows];
  for (const [index, one] of changes.entries()) {
    const place = one.at % (now.length + 1);
    if (one.type === 'insert') now.splice(place, 0, `new${index}`);
    else {
      const [taken] = now.splice(place, 1);
      if (one.type === 'move' && taken !== undefined) now.splice(one.to % (now.length + 1), 0, taken);
    }
  }
  return now;
}

describe('GR46 a selection never slides onto other cells', () => {
  const rows = Array.from({ length: 12 }, (_, index) => `r${index}`);
  const before = new GridOrder(rows, columns);
  const place = fc.record({ rowId: fc.constantFrom(...rows), columnId: fc.constantFrom(...columns) });
  const corners = fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 3 });
  const selectionOf = (pairs: readonly (readonly [CellPlace, CellPlace])[]): GridSelection => ({
    active: pairs.at(-1)?.[0] ?? at('r0'),
    ranges: pairs.map(([anchor, head]) => ({ anchor, head, extent: 'cells' as const })),
  });

  it('GR46 whatever others insert, archive and move: only cells of before, or new rows between them', () => {
    fc.assert(
      fc.property(corners, fc.array(change, { maxLength: 6 }), (pairs, changes) => {
        const selection = selectionOf(pairs);
        const after = new GridOrder(changed(rows, changes), columns);
        const left = afterReorder(selection, before, after, 'rows');
        const held = new Set(cellsOf(selection, before));
        for (const cell of cellsOf(left, after)) expect(held.has(cell) || cell.startsWith('new')).toBe(true);
        if (left === null) return;
        for (const range of left.ranges)
          for (const corner of [range.anchor, range.head]) expect(corner.rowId).not.toMatch(/^new/);
        const last = left.ranges.at(-1);
        const rect = last === undefined ? null : rectOf(last, after);
        const row = after.rowIndex(left.active.rowId);
        expect(rect !== null && row >= rect.top && row <= rect.bottom).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('GR46 nothing that stayed in place is lost when rows are only added and archived', () => {
    const still = change.filter(({ type }) => type !== 'move');
    fc.assert(
      fc.property(place, place, fc.array(still, { maxLength: 6 }), (anchor, head, changes) => {
        const selection = selectionOf([[anchor, head]]);
        const after = new GridOrder(changed(rows, changes), columns);
        const left = new Set(cellsOf(afterReorder(selection, before, after, 'rows'), after));
        for (const cell of cellsOf(selection, before))
          expect(left.has(cell) || after.rowIndex(cell.split('.')[0] ?? '') < 0).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('GR46 whatever one sorts and filters: the same cells, the active one, or none', () => {
    fc.assert(
      fc.property(corners, fc.shuffledSubarray(rows), (pairs, kept) => {
        const selection = selectionOf(pairs);
        const after = new GridOrder(kept, columns);
        const left = cellsOf(afterReorder(selection, before, after, 'own_view'), after).sort();
        if (left.length > 1) expect(left).toEqual(cellsOf(selection, before).sort());
        else
          for (const cell of left)
            expect(cell).toBe(`${selection.active.rowId}.${selection.active.columnId}`);
      }),
      { numRuns: 150 },
    );
  });
});
