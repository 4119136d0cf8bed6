// May this person write this cell of this plan, with this value? The one place that the check asks for each cell.
// Rights per cell (partner, State, phases of the plan) will be asked here, through contract/permissions.
import type { ErrorCode } from '../../src/lib/contract/errors.ts';
import { type CellKey, type RowId, splitCellKey } from '../../src/lib/contract/ids.ts';
import { maxTextLength, type Scalar } from '../../src/lib/contract/kinds.ts';
import { mayEditCells, type Role } from '../../src/lib/contract/permissions.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { columnKind } from '../../src/lib/contract/schema.ts';

export interface Writer {
  readonly role: Role;
}

/** Null when the write is allowed. `value` null empties the cell. */
export function authoriseWrite(
  writer: Writer,
  rows: ReadonlyMap<RowId, Row>,
  key: CellKey,
  value: Scalar | null,
): ErrorCode | null {
  if (!mayEditCells(writer.role)) return 'read_only_role';
  const cell = splitCellKey(key);
  if (cell === null) return 'not_a_cell';
  const row = rows.get(cell.rowId);
  if (row === undefined) return 'unknown_row';
  if (isArchived(row, rows)) return 'archived';
  const kind = columnKind(row, cell.columnId);
  if (kind === null) return 'unknown_column';
  if (typeof value === 'string' && value.length > maxTextLength(kind)) return 'text_too_long';
  return null;
}

/** A row is also archived when the action it belongs to is. */
export function isArchived(row: Row, rows: ReadonlyMap<RowId, Row>): boolean {
  if (row.archived) return true;
  return row.kind !== 'fiche' && (rows.get(row.ficheId)?.archived ?? true);
}
