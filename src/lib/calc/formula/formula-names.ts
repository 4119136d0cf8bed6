// The names of rows and columns, as formulas ask for them. Somebody who knows the plan implements it, for the cell that holds
// the formula; this folder knows no document.
import type { ColumnId, RowId } from '../../contract/ids.ts';
import type { Reference } from './tree.ts';

/** Where a column's name is looked for: in the formula's own row, in a named row, or among whole columns. */
export type ColumnScope =
  | { readonly kind: 'this_row' }
  | { readonly kind: 'row'; readonly rowId: RowId }
  | { readonly kind: 'column' };

/** Names are compared as people do: case, accents, kinds of spaces and of apostrophes do not matter. */
export interface FormulaNames {
  /** None: nobody has that name; several: it says too little. */
  findColumns(scope: ColumnScope, name: string): readonly ColumnId[];
  /** By « Fiche 3 » or « Action 3 », or by the name of an indicator. */
  findRows(name: string): readonly RowId[];
  /** Null when it has none, or has gone. */
  columnName(scope: ColumnScope, columnId: ColumnId): string | null;
  rowName(rowId: RowId): string | null;
}

export function scopeOf(reference: Reference): ColumnScope {
  return reference.kind === 'row' ? { kind: 'row', rowId: reference.rowId } : { kind: reference.kind };
}
