// Which cell an element of the grid library's page belongs to.
import type { CellPlace } from '../selection.ts';

/** Null outside the cells. */
export function placeOf(element: Element): CellPlace | null {
  const cell = element.closest('.ag-cell');
  const columnId = cell?.getAttribute('col-id') ?? null;
  const rowId = cell?.closest('.ag-row')?.getAttribute('row-id') ?? null;
  if (columnId === null || rowId === null) return null;
  // The library puts a mark before the ids of pinned rows.
  return { rowId: rowId.replace(/^[tb]-/, ''), columnId };
}
