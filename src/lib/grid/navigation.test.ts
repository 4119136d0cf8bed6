import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { motionTarget, stepTarget } from './navigation.ts';
import { GridOrder, type GridSelection, addRange, extendTo, rectsOf, selectCell } from './selection.ts';

const order = new GridOrder(['r0', 'r1', 'r2', 'r3', 'r4', 'r5'], ['a', 'b', 'c']);

function at(row: number, columnId: string): { rowId: string; columnId: string } {
  return { rowId: `r${row}`, columnId };
}

/** Column a filled in r0, r1, r3, r5; the rest empty. */
const table = {
  order,
  isFilled: (row: number, column: number) => column === 0 && [0, 1, 3, 5].includes(row),
};

describe('GR52 arrows, pages and ends', () => {
  it('GR52 move by one and stop at the border', () => {
    expect(motionTarget('down', at(0, 'a'), table, 3)).toEqual(at(1, 'a'));
    expect(motionTarget('up', at(0, 'a'), table, 3)).toEqual(at(0, 'a'));
    expect(motionTarget('right', at(0, 'c'), table, 3)).toEqual(at(0, 'c'));
    expect(motionTarget('left', at(0, 'c'), table, 3)).toEqual(at(0, 'b'));
  });

  it('GR52 Home and End in the row, with Ctrl in the grid; pages by what is shown', () => {
    expect(motionTarget('row_start', at(2, 'b'), table, 3)).toEqual(at(2, 'a'));
    expect(motionTarget('row_end', at(2, 'b'), table, 3)).toEqual(at(2, 'c'));
    expect(motionTarget('grid_start', at(2, 'b'), table, 3)).toEqual(at(0, 'a'));
    expect(motionTarget('grid_end', at(2, 'b'), table, 3)).toEqual(at(5, 'c'));
    expect(motionTarget('page_down', at(1, 'b'), table, 3)).toEqual(at(4, 'b'));
    expect(motionTarget('page_up', at(1, 'b'), table, 3)).toEqual(at(0, 'b'));
  });
});

describe('GR53 the edge of what is filled', () => {
  it('GR53 is the last of a block, then the next filled cell, then the border', () => {
    expect(motionTarget('edge_down', at(0, 'a'), table, 3)).toEqual(at(1, 'a'));
    expect(motionTarget('edge_down', at(1, 'a'), table, 3)).toEqual(at(3, 'a'));
    expect(motionTarget('edge_down', at(2, 'a'), table, 3)).toEqual(at(3, 'a'));
    expect(motionTarget('edge_up', at(3, 'a'), table, 3)).toEqual(at(1, 'a'));
    expect(motionTarget('edge_up', at(2, 'a'), table, 3)).toEqual(at(1, 'a'));
    expect(motionTarget('edge_down', at(0, 'b'), table, 3)).toEqual(at(5, 'b'));
    expect(motionTarget('edge_left', at(3, 'c'), table, 3)).toEqual(at(3, 'a'));
    expect(motionTarget('edge_right', at(3, 'a'), table, 3)).toEqual(at(3, 'c'));
  });

  it('GR53 passes axis rows by as if they were absent', () => {
    const skipping = { ...table, skips: (row: number) => row === 2 };
    expect(motionTarget('edge_down', at(0, 'a'), skipping, 3)).toEqual(at(3, 'a'));
    const lastSkipped = { ...table, skips: (row: number) => row === 5 };
    expect(motionTarget('edge_down', at(0, 'b'), lastSkipped, 3)).toEqual(at(4, 'b'));
  });
});

const none = (): boolean => false;
const isAxis = (row: number): boolean => row === 0 || row === 3;

function walk(selection: GridSelection, rows: -1 | 0 | 1, columns: -1 | 0 | 1, steps: number): string[] {
  const seen: string[] = [];
  let now = selection;
  for (let count = 0; count < steps; count += 1) {
    now = stepTarget(now, order, rows, columns, isAxis).selection;
    seen.push(`${now.active.rowId}${now.active.columnId}`);
  }
  return seen;
}

describe('GR54 Enter and Tab from one cell', () => {
  it('GR54 flow through axis rows and stay at the end', () => {
    expect(walk(selectCell(at(1, 'b')), 1, 0, 4)).toEqual(['r2b', 'r4b', 'r5b', 'r5b']);
    expect(walk(selectCell(at(4, 'b')), -1, 0, 3)).toEqual(['r2b', 'r1b', 'r1b']);
  });

  it('GR54 Tab goes on in the next row', () => {
    expect(walk(selectCell(at(2, 'b')), 0, 1, 3)).toEqual(['r2c', 'r4a', 'r4b']);
    expect(walk(selectCell(at(4, 'b')), 0, -1, 3)).toEqual(['r4a', 'r2c', 'r2b']);
  });

  it('GR54 Enter after a run of Tabs returns to the column where the run began', () => {
    const first = stepTarget(selectCell(at(1, 'a')), order, 0, 1, none);
    const second = stepTarget(first.selection, order, 0, 1, none, first.tabOrigin);
    expect(second.selection.active).toEqual(at(1, 'c'));
    const enter = stepTarget(second.selection, order, 1, 0, none, second.tabOrigin);
    expect(enter).toEqual({ selection: selectCell(at(2, 'a')), tabOrigin: null });
    expect(stepTarget(second.selection, order, 1, 0, none).selection.active).toEqual(at(2, 'c'));
  });
});

describe('GR55 Enter and Tab in a selection of several cells', () => {
  const block = extendTo(selectCell(at(1, 'a')), at(4, 'b'));

  it('GR55 go round inside it and leave it as it is', () => {
    expect(walk(block, 1, 0, 6)).toEqual(['r2a', 'r4a', 'r1b', 'r2b', 'r4b', 'r1a']);
    expect(walk(block, 0, 1, 6)).toEqual(['r1b', 'r2a', 'r2b', 'r4a', 'r4b', 'r1a']);
    expect(walk(block, -1, 0, 2)).toEqual(['r4b', 'r2b']);
    expect(stepTarget(block, order, 1, 0, isAxis).selection.ranges).toEqual(block.ranges);
  });

  it('GR55 go on from a range to the next, and back', () => {
    const two = extendTo(addRange(extendTo(selectCell(at(1, 'a')), at(2, 'a')), at(4, 'c')), at(5, 'c'));
    expect(walk(two, 1, 0, 4)).toEqual(['r5c', 'r1a', 'r2a', 'r4c']);
    expect(walk(two, -1, 0, 4)).toEqual(['r2a', 'r1a', 'r5c', 'r4c']);
  });

  it('GR55 visit every cell once, always in the last range', () => {
    const index = fc.nat(5);
    const column = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(index, index, column, column, fc.boolean(), (from, to, left, right, byRows) => {
        let now = extendTo(selectCell(at(from, left)), at(to, right));
        const [rect] = rectsOf(now, order);
        if (rect === undefined || (from === to && left === right)) return;
        const cells = (rect.bottom - rect.top + 1) * (rect.right - rect.left + 1);
        const start = now.active;
        const seen = new Set<string>();
        for (let count = 0; count < cells; count += 1) {
          now = stepTarget(now, order, byRows ? 1 : 0, byRows ? 0 : 1, none).selection;
          seen.add(`${now.active.rowId}${now.active.columnId}`);
        }
        expect(seen.size).toBe(cells);
        expect(now.active).toEqual(start);
      }),
      { numRuns: 60 },
    );
  });
});
