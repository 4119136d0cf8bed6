// Where the cells of a pasted table go by their place: from the top left cell of the selection on, through axis rows as if
// they were absent (rules GR91… in docs/grid.md). Pure; says nothing of what may be written there.
import { type GridTable, isFlowedThroughAt } from '../grid-table.ts';
import { type GridSelection, cellCount, eachCell, rectsOf } from '../selection.ts';
import type { PastedTable } from './flavours.ts';

export interface PasteTarget {
  readonly sourceRow: number;
  readonly sourceColumn: number;
  /** Index in the table; else why there is none. */
  readonly row: number | 'no_row' | 'hidden_row' | 'gone_row';
  /** Index in the table; null beyond its edge. */
  readonly column: number | null;
}

/** Only rows that a paste goes through are selected. */
export function startsOnSubtotal(table: GridTable, selection: GridSelection): boolean {
  const rect = rectsOf(selection, table.order).at(-1);
  return (
    rect !== undefined && indices(rect.top, rect.bottom).every((index) => isFlowedThroughAt(table, index))
  );
}

export function placedTargets(
  pasted: PastedTable,
  table: GridTable,
  selection: GridSelection,
): readonly PasteTarget[] {
  const height = pasted.rows.length;
  const width = pasted.rows[0]?.length ?? 0;
  const targets: PasteTarget[] = [];
  // One value is meant for the cells that are selected: on a subtotal it is refused, as typing is.
  const isOnSubtotal = startsOnSubtotal(table, selection);
  if (height === 1 && width === 1 && (cellCount(selection, table.order) > 1 || isOnSubtotal)) {
    eachCell(selection, table.order, (row, column) => {
      if (isOnSubtotal || !isFlowedThroughAt(table, row))
        targets.push({ sourceRow: 0, sourceColumn: 0, row, column });
    });
    return targets;
  }
  const rect = rectsOf(selection, table.order).at(-1);
  if (rect === undefined) return targets;
  const open = indices(rect.top, table.rows.length - 1).filter((index) => !isFlowedThroughAt(table, index));
  const rows = tiled(open, open.filter((index) => index <= rect.bottom).length, height);
  const columns = tiled(indices(rect.left, table.columns.length - 1), rect.right - rect.left + 1, width);
  for (const [rowOffset, row] of rows.entries())
    for (const [columnOffset, column] of columns.entries())
      targets.push({
        sourceRow: rowOffset % height,
        sourceColumn: columnOffset % width,
        row: row ?? 'no_row',
        column,
      });
  return targets;
}

/** The same cells in the table as it is now: they never slide onto others when rows came or went meanwhile. */
export function followedTargets(
  targets: readonly PasteTarget[],
  before: GridTable,
  now: GridTable,
): readonly PasteTarget[] {
  if (before.order === now.order) return targets;
  return targets.map((target) => {
    const { row, column } = target;
    const rowIndex = typeof row === 'number' ? now.order.rowIndex(before.order.rows[row] ?? '') : null;
    const columnIndex = column === null ? -1 : now.order.columnIndex(before.order.columns[column] ?? '');
    return {
      ...target,
      row: rowIndex === null ? row : rowIndex < 0 ? 'gone_row' : rowIndex,
      column: columnIndex < 0 ? null : columnIndex,
    };
  });
}

function indices(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** As often as the block fits the selection exactly; else once, beyond the edge of the table as null. */
function tiled(open: readonly number[], selected: number, size: number): readonly (number | null)[] {
  const length = selected > size && selected % size === 0 ? selected : size;
  return Array.from({ length }, (_, index) => open[index] ?? null);
}
