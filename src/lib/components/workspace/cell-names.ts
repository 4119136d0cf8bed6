// What a cell of the table that is shown is called, for lists of cells: its row, its column, and both in full.
import type { GridTable } from '#lib/grid/grid-table.ts';
import { describeCell, rowName } from '#lib/grid/notes.ts';
import type { CellPlace } from '#lib/grid/selection.ts';
import type { Messages } from '#lib/i18n/messages.ts';

export interface CellNames {
  readonly row: string;
  readonly column: string;
  readonly full: string;
}

/** Null when it is not shown. */
export function cellNames(table: GridTable | null, place: CellPlace, messages: Messages): CellNames | null {
  const row = table?.rows[table.order.rowIndex(place.rowId)];
  const column = table?.columns[table.order.columnIndex(place.columnId)];
  if (row === undefined || column === undefined) return null;
  return {
    row: rowName(row, messages.grid),
    column: column.name,
    full: describeCell(row, column, messages.grid),
  };
}
