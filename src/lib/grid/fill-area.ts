// What the keys of filling fill from where: the first line of the selection, or the line before it. Pure.
import { type GridTable, isFlowedThroughAt, stateAt } from './grid-table.ts';
import type { FillMode } from './fill.ts';
import type { RangeRect } from './selection.ts';

export interface FillArea {
  readonly source: RangeRect;
  /** Holds the source. */
  readonly target: RangeRect;
  readonly mode: FillMode;
}

/** As Ctrl+D and Ctrl+R of a spreadsheet: one line takes what stands before it. Null where nothing stands there. */
export function areaOfFill(table: GridTable, rect: RangeRect, direction: 'down' | 'right'): FillArea | null {
  if (direction === 'right') {
    const from = rect.left === rect.right ? rect.left - 1 : rect.left;
    if (from < 0) return null;
    return { source: { ...rect, left: from, right: from }, target: { ...rect, left: from }, mode: 'copy' };
  }
  let from = rect.top;
  if (rect.top === rect.bottom) {
    do from -= 1;
    while (isFlowedThroughAt(table, from));
  } else while (from < rect.bottom && isFlowedThroughAt(table, from)) from += 1;
  if (from < 0) return null;
  return { source: { ...rect, top: from, bottom: from }, target: { ...rect, top: from }, mode: 'copy' };
}

/** Along the longer side, from the filled cells that the selection begins with. Null when it begins with an empty one. */
export function areaOfSeries(table: GridTable, rect: RangeRect): FillArea | null {
  const isDown = rect.bottom - rect.top >= rect.right - rect.left;
  const last = isDown ? rect.bottom : rect.right;
  let end = (isDown ? rect.top : rect.left) - 1;
  for (let next = end + 1; next <= last; next += 1) {
    if (isDown && isFlowedThroughAt(table, next)) continue;
    const text = isDown ? stateAt(table, next, rect.left)?.text : stateAt(table, rect.top, next)?.text;
    if ((text ?? '') === '') break;
    end = next;
  }
  if (end < (isDown ? rect.top : rect.left)) return null;
  const source = isDown ? { ...rect, bottom: end } : { ...rect, right: end };
  return { source, target: rect, mode: 'series' };
}

/** What a drag of the handle to a cell fills: along the longer way out of the source. Null while it is still inside. */
export function fillTarget(source: RangeRect, row: number, column: number): RangeRect | null {
  const down = Math.max(row - source.bottom, source.top - row, 0);
  const across = Math.max(column - source.right, source.left - column, 0);
  if (row < 0 || column < 0 || (down === 0 && across === 0)) return null;
  if (down >= across)
    return { ...source, top: Math.min(source.top, row), bottom: Math.max(source.bottom, row) };
  return { ...source, left: Math.min(source.left, column), right: Math.max(source.right, column) };
}

/** Down as far as the column before the source is filled, else the column after it. Null where neither goes on. */
export function fillDownRect(table: GridTable, source: RangeRect): RangeRect | null {
  for (const column of [source.left - 1, source.right + 1]) {
    let bottom = source.bottom;
    for (let row = source.bottom + 1; row < table.rows.length; row += 1) {
      if (isFlowedThroughAt(table, row)) continue;
      if ((stateAt(table, row, column)?.text ?? '') === '') break;
      bottom = row;
    }
    if (bottom > source.bottom) return { ...source, bottom };
  }
  return null;
}
