// Which operand a place of the grid stands for when it is clicked, or reached with the arrows, while a formula is written. Pure.
import type { PickedPlace } from '../calc/formula/assist/insert-reference.ts';
import type { Reference } from '../calc/formula/tree.ts';
import { hourlyCostKeys } from '../contract/catalogue.ts';
import { columnId, isColumnId, type RowId } from '../contract/ids.ts';
import type { GridColumn } from './columns.ts';
import type { GridRow } from './row-model.ts';

function keyOf({ source }: GridColumn): string | null {
  return source.type === 'cell' ? source.column : source.type === 'derived' ? source.key : null;
}

/** A header or the total: the whole column. Null where no formula could read anything. */
export function pickedColumn(column: GridColumn): PickedPlace | null {
  const key = keyOf(column);
  return key === null || !isColumnId(key) ? null : { kind: 'column', columnId: key };
}

export function pickedPlace(row: GridRow, column: GridColumn): PickedPlace | null {
  const key = keyOf(column);
  if (key === null || !isColumnId(key)) return null;
  switch (row.type) {
    case 'fiche':
    case 'indicator':
      return { kind: 'cell', rowId: row.id, columnId: key };
    case 'hourly_cost':
      // The engine gives the cost, planned and actual, as values of its action.
      if (key !== 'target' && key !== 'target@realised') return null;
      return {
        kind: 'cell',
        rowId: row.fiche.id,
        columnId: columnId(key === 'target' ? row.key : `${row.key}@realised`),
      };
    case 'total':
      return pickedColumn(column);
    // A subtotal has no name that a formula could give it.
    case 'axis':
    case 'aggregate':
    case 'shown_total':
    case 'no_indicator':
      return null;
    default:
      return row satisfies never;
  }
}

const hourlyCosts: ReadonlySet<string> = new Set(Object.values(hourlyCostKeys));

/** Where the grid shows what a formula reads; the row is null for a whole column. */
export function shownAt(
  reference: Reference,
  ownRow: RowId,
): { readonly rowId: string | null; readonly columnId: string } {
  if (reference.kind === 'column') return { rowId: null, columnId: reference.columnId };
  const rowId = reference.kind === 'row' ? reference.rowId : ownRow;
  const [key = '', side] = reference.columnId.split('@');
  if (!hourlyCosts.has(key)) return { rowId, columnId: reference.columnId };
  return { rowId: `${rowId}.${key}`, columnId: side === undefined ? 'target' : `target@${side}` };
}
