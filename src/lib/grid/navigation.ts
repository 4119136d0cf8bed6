// Where the keyboard takes the active cell: arrows, pages, the edge of what is filled, Enter and Tab. Pure: knows places
// and whether a cell is filled, no values and no screen.
import type { Motion } from './keymap.ts';
import {
  type CellPlace,
  type GridOrder,
  type GridSelection,
  type RangeRect,
  holdsCell,
  isSingleCell,
  moveActive,
  rectOf,
  selectCell,
} from './selection.ts';

interface NavigationTable {
  readonly order: GridOrder;
  /** Whether the cell shows something. */
  isFilled(row: number, column: number): boolean;
  /** Rows that the edge of what is filled passes by as if they were absent. */
  skips?(row: number): boolean;
}

interface Spot {
  readonly row: number;
  readonly column: number;
}

function clamp(value: number, length: number): number {
  return Math.max(0, Math.min(length - 1, value));
}

function placeAt(order: GridOrder, row: number, column: number): CellPlace {
  return { rowId: order.rows[row] ?? '', columnId: order.columns[column] ?? '' };
}

/**
 * As Excel's Ctrl+arrow: through a block of filled cells to its last one; from its end or from an empty cell to the next
 * filled one; where none is left, to the border.
 */
function edgeFrom(from: Spot, rows: -1 | 0 | 1, columns: -1 | 0 | 1, table: NavigationTable): Spot {
  const { order } = table;
  const next = ({ row, column }: Spot): Spot | null => {
    let at = { row: row + rows, column: column + columns };
    while (rows !== 0 && table.skips?.(at.row) === true && order.rows[at.row] !== undefined)
      at = { row: at.row + rows, column };
    return order.rows[at.row] === undefined || order.columns[at.column] === undefined ? null : at;
  };
  const isFilled = (at: Spot | null): at is Spot => at !== null && table.isFilled(at.row, at.column);
  let at = from;
  let ahead = next(at);
  if (table.isFilled(at.row, at.column) && isFilled(ahead)) {
    while (isFilled(ahead)) {
      at = ahead;
      ahead = next(at);
    }
    return at;
  }
  while (ahead !== null) {
    at = ahead;
    if (table.isFilled(at.row, at.column)) return at;
    ahead = next(at);
  }
  return at;
}

/** From a place that is no longer shown one starts at the first cell. */
export function motionTarget(
  motion: Motion,
  from: CellPlace,
  table: NavigationTable,
  pageRows: number,
): CellPlace {
  const { order } = table;
  const row = Math.max(0, order.rowIndex(from.rowId));
  const column = Math.max(0, order.columnIndex(from.columnId));
  const to = (toRow: number, toColumn: number): CellPlace =>
    placeAt(order, clamp(toRow, order.rows.length), clamp(toColumn, order.columns.length));
  const edge = (rows: -1 | 0 | 1, columns: -1 | 0 | 1): CellPlace => {
    const found = edgeFrom({ row, column }, rows, columns, table);
    return to(found.row, found.column);
  };
  const page = Math.max(1, pageRows);
  switch (motion) {
    case 'up':
      return to(row - 1, column);
    case 'down':
      return to(row + 1, column);
    case 'left':
      return to(row, column - 1);
    case 'right':
      return to(row, column + 1);
    case 'row_start':
      return to(row, 0);
    case 'row_end':
      return to(row, Infinity);
    case 'grid_start':
      return to(0, 0);
    case 'grid_end':
      return to(Infinity, Infinity);
    case 'page_up':
      return to(row - page, column);
    case 'page_down':
      return to(row + page, column);
    case 'edge_up':
      return edge(-1, 0);
    case 'edge_down':
      return edge(1, 0);
    case 'edge_left':
      return edge(0, -1);
    case 'edge_right':
      return edge(0, 1);
    default:
      return motion satisfies never;
  }
}

interface Step {
  readonly selection: GridSelection;
  /** Column where the present run of Tabs began, for the Enter that ends it; null outside such a run. */
  readonly tabOrigin: string | null;
}

type RowTest = (rowIndex: number) => boolean;

/** Null where no row is left. */
function nextRow(from: number, by: -1 | 1, order: GridOrder, isFlowedThrough: RowTest): number | null {
  let row = from + by;
  while (order.rows[row] !== undefined && isFlowedThrough(row)) row += by;
  return order.rows[row] === undefined ? null : row;
}

/** Null at the end of the table: one stays where one is. */
function singleStep(
  from: Spot,
  rows: -1 | 0 | 1,
  columns: -1 | 0 | 1,
  order: GridOrder,
  isFlowedThrough: RowTest,
): Spot | null {
  if (rows !== 0) {
    const row = nextRow(from.row, rows, order, isFlowedThrough);
    return row === null ? null : { row, column: from.column };
  }
  if (columns === 0) return from;
  const column = from.column + columns;
  if (order.columns[column] !== undefined) return { row: from.row, column };
  const row = nextRow(from.row, columns, order, isFlowedThrough);
  return row === null ? null : { row, column: columns > 0 ? 0 : order.columns.length - 1 };
}

/** The rows of a range that are stopped at; all of them where it holds none but rows that are flowed through. */
function stopsOf(rect: RangeRect, isFlowedThrough: RowTest): readonly number[] {
  const all = Array.from({ length: rect.bottom - rect.top + 1 }, (_, index) => rect.top + index);
  const stops = all.filter((row) => !isFlowedThrough(row));
  return stops.length === 0 ? all : stops;
}

/** Null past the last cell of the range in that direction. */
function nextInside(
  at: Spot,
  rect: RangeRect,
  stops: readonly number[],
  byRows: boolean,
  by: -1 | 1,
): Spot | null {
  const row = by > 0 ? stops.find((stop) => stop > at.row) : stops.findLast((stop) => stop < at.row);
  const column = at.column + by;
  const isColumnInside = column >= rect.left && column <= rect.right;
  const firstRow = by > 0 ? stops[0] : stops.at(-1);
  if (byRows) {
    if (row !== undefined) return { row, column: at.column };
    return isColumnInside && firstRow !== undefined ? { row: firstRow, column } : null;
  }
  // In a row that is flowed through, one goes on to the next that is not.
  if (isColumnInside && stops.includes(at.row)) return { row: at.row, column };
  return row === undefined ? null : { row, column: by > 0 ? rect.left : rect.right };
}

/**
 * Round inside a selection of several cells, through all its ranges. They are turned so that the last one has the active
 * cell, which keeps their round order.
 */
function roundStep(
  selection: GridSelection,
  order: GridOrder,
  byRows: boolean,
  by: -1 | 1,
  isFlowedThrough: RowTest,
): GridSelection {
  const shown = selection.ranges.filter((range) => rectOf(range, order) !== null);
  const last = shown.at(-1);
  const rect = last === undefined ? null : rectOf(last, order);
  if (rect === null) return selection;
  const at = {
    row: order.rowIndex(selection.active.rowId),
    column: order.columnIndex(selection.active.columnId),
  };
  const inside = holdsCell(rect, at.row, at.column)
    ? nextInside(at, rect, stopsOf(rect, isFlowedThrough), byRows, by)
    : null;
  if (inside !== null)
    return moveActive({ ...selection, ranges: shown }, placeAt(order, inside.row, inside.column));
  const turned =
    by > 0 ? [...shown.slice(1), ...shown.slice(0, 1)] : [...shown.slice(-1), ...shown.slice(0, -1)];
  const target = turned.at(-1);
  const entered = target === undefined ? null : rectOf(target, order);
  if (entered === null) return selection;
  const stops = stopsOf(entered, isFlowedThrough);
  const row = by > 0 ? stops[0] : stops.at(-1);
  const column = by > 0 ? entered.left : entered.right;
  return moveActive({ ...selection, ranges: turned }, placeAt(order, row ?? entered.top, column));
}

/**
 * Enter (rows ±1) and Tab (columns ±1). `tabOrigin` is what the last step gave; whoever moves the active cell in another
 * way hands in null. Enter after a run of Tabs goes to the column where the run began, as in Excel.
 */
export function stepTarget(
  selection: GridSelection,
  order: GridOrder,
  rows: -1 | 0 | 1,
  columns: -1 | 0 | 1,
  isFlowedThrough: RowTest,
  tabOrigin: string | null = null,
): Step {
  if (!isSingleCell(selection, order)) {
    const by = rows < 0 || columns < 0 ? -1 : 1;
    return { selection: roundStep(selection, order, rows !== 0, by, isFlowedThrough), tabOrigin: null };
  }
  const { rowId, columnId } = selection.active;
  const origin = tabOrigin === null ? -1 : order.columnIndex(tabOrigin);
  const from = {
    row: order.rowIndex(rowId),
    column: rows > 0 && origin >= 0 ? origin : order.columnIndex(columnId),
  };
  if (from.row < 0 || from.column < 0) return { selection, tabOrigin: null };
  const found = singleStep(from, rows, columns, order, isFlowedThrough);
  const to = found === null ? selection : selectCell(placeAt(order, found.row, found.column));
  return { selection: to, tabOrigin: rows === 0 ? (tabOrigin ?? columnId) : null };
}
