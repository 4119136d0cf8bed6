// The grid as the hands see it: the rows and columns that are shown, in their order, and what their cells hold. Pure.
import { type CellContext, type CellState, cellState, storedCell } from './cell-state.ts';
import type { GridColumn } from './columns.ts';
import type { GridRow } from './row-model.ts';
import type { GridOrder } from './selection.ts';

export interface GridTable {
  /** Indexed as `order.rows`: the total row, where there is one, is last. */
  readonly rows: readonly GridRow[];
  /** Indexed as `order.columns`. */
  readonly columns: readonly GridColumn[];
  readonly order: GridOrder;
  readonly context: CellContext;
}

/** Copy, paste and fill go through these rows as if they were absent (design §3). */
export function isFlowedThrough(row: GridRow): boolean {
  return row.type === 'axis' || row.type === 'total' || row.type === 'no_indicator';
}

/** Null outside the table. */
export function stateAt(table: GridTable, row: number, column: number): CellState | null {
  const gridRow = table.rows[row];
  const gridColumn = table.columns[column];
  return gridRow === undefined || gridColumn === undefined
    ? null
    : cellState(gridRow, gridColumn, table.context);
}

/** The stored cell at a place, or null: derived values, headings and axis rows have none. */
export function storedAt(table: GridTable, row: number, column: number): ReturnType<typeof storedCell> {
  const gridRow = table.rows[row];
  const gridColumn = table.columns[column];
  return gridRow === undefined || gridColumn === undefined ? null : storedCell(gridRow, gridColumn);
}
