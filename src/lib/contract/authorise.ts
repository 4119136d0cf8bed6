// May this person write this cell of this plan, with this value? The one place that the server's check asks for each cell,
// and a browser before it sends what waited; who may is said by permissions.ts.
import type { ErrorCode } from './errors.ts';
import { type CellKey, type ColumnId, type RowId, splitCellKey } from './ids.ts';
import { maxTextLength, type Scalar } from './kinds.ts';
import { cellRefusal, columnGroupOf, type Rights } from './permissions.ts';
import type { Phase } from './plan.ts';
import { ficheOf, type Row } from './rows.ts';
import { columnKind } from './schema.ts';

export interface PlanFacts {
  readonly phase: Phase;
  readonly rows: ReadonlyMap<RowId, Row>;
}

/** Null when the write is allowed. `value` null empties the cell. */
export function authoriseWrite(
  rights: Rights,
  { phase, rows }: PlanFacts,
  key: CellKey,
  value: Scalar | null,
): ErrorCode | null {
  const colon = key.indexOf(':');
  const row = rows.get(key.slice(0, colon) as RowId);
  const column = key.slice(colon + 1) as ColumnId;
  const kind = row === undefined ? null : columnKind(row, column);
  // What rows and schema know is well formed: the shape is looked at only to say what is wrong.
  if (row === undefined || kind === null)
    return splitCellKey(key) === null ? 'not_a_cell' : row === undefined ? 'unknown_row' : 'unknown_column';
  const group = columnGroupOf(column);
  const refusal = cellRefusal(rights, { phase, row, fiche: ficheOf(row, rows), group });
  if (refusal !== null) return refusal;
  return typeof value === 'string' && value.length > maxTextLength(kind) ? 'text_too_long' : null;
}

/** A row is also archived when the action it belongs to is. */
export function isArchived(row: Row, rows: ReadonlyMap<RowId, Row>): boolean {
  return row.archived || (ficheOf(row, rows)?.archived ?? true);
}
