// The grid as the hands see it: the rows and columns that are shown, in their order, and what their cells hold. Pure.
import { indicatorTotal, totalledColumns } from '../calc/indicator-totals.ts';
import { type CellContext, type CellState, type Lock, cellState, lockOf, storedCell } from './cell-state.ts';
import type { GridColumn } from './columns.ts';
import type { GridRow } from './row-model.ts';
import type { GridOrder } from './selection.ts';

export interface GridTable {
  /** Indexed as `order.rows`: the total, and « dont affiché », where they are, are last. */
  readonly rows: readonly GridRow[];
  /** Indexed as `order.columns`. */
  readonly columns: readonly GridColumn[];
  readonly order: GridOrder;
  readonly context: CellContext;
}

/** Copy, paste and fill go through these rows as if they were absent (design §3). */
export function isFlowedThrough(row: GridRow): boolean {
  return row.type === 'axis' || row.type === 'no_indicator' || !('axis' in row);
}

/** Null outside the table. */
export function stateAt(table: GridTable, row: number, column: number): CellState | null {
  const gridRow = table.rows[row];
  const gridColumn = table.columns[column];
  return gridRow === undefined || gridColumn === undefined
    ? null
    : cellState(gridRow, gridColumn, table.context);
}

/** Why the cell at a place cannot be written; null when it can. */
export function lockAt(table: GridTable, row: number, column: number): Lock | null {
  const gridRow = table.rows[row];
  const gridColumn = table.columns[column];
  return gridRow === undefined || gridColumn === undefined
    ? 'no_cell'
    : lockOf(gridRow, gridColumn, table.context);
}

/** The stored cell at a place, or null: derived values, headings and axis rows have none. */
export function storedAt(table: GridTable, row: number, column: number): ReturnType<typeof storedCell> {
  const gridRow = table.rows[row];
  const gridColumn = table.columns[column];
  return gridRow === undefined || gridColumn === undefined ? null : storedCell(gridRow, gridColumn);
}

/** The engine's answer at a place; null when it has none, and on an axis without any action (GR26). */
export function derivedNumber(row: GridRow, column: GridColumn, table: GridTable): number | null {
  const { derived } = table.context;
  const { source } = column;
  const key = source.type === 'cell' ? source.column : source.type === 'derived' ? source.key : null;
  if (key === null || row.type === 'no_indicator') return null;
  if (row.type === 'aggregate') {
    const totalled = totalledColumns.find((one) => one === key);
    return totalled === undefined ? null : indicatorTotal(row.group, totalled, table.context).value;
  }
  if (row.type === 'axis')
    return row.ficheCount === 0 ? null : (derived.axis(row.axis.number)?.[key]?.value ?? null);
  if (row.type === 'total') return derived.overall()[key]?.value ?? null;
  if (row.type === 'shown_total') return row.totals[key]?.value ?? null;
  return derived.row(row.id)?.[key]?.value ?? null;
}

/** False outside the table. */
export function isFlowedThroughAt(table: GridTable, index: number): boolean {
  const row = table.rows[index];
  return row !== undefined && isFlowedThrough(row);
}
