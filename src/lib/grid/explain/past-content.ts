// The plan as it was at a moment, from what it is now and what changed since. Pure; the engine then says what a figure was.
import type { ChangesSince } from '../../contract/changes.ts';
import type { CellKey, RowId } from '../../contract/ids.ts';
import type { Scalar } from '../../contract/kinds.ts';
import type { Row } from '../../contract/rows.ts';
import type { DocumentContent } from '../../document/read.ts';

/** Cells hold what they held; rows that came since are gone, those that went are back, each in the axis it was in. */
export function contentAt(content: DocumentContent, { cells, rows }: ChangesSince): DocumentContent {
  const before = new Map<CellKey, Scalar>(content.cells);
  for (const { key, before: value } of cells) {
    if (value === null) before.delete(key);
    else before.set(key, value);
  }
  const then = new Map<RowId, Row>(content.rows);
  // The newest first: taken back one after the other.
  for (const { rowId, change, fromAxis } of rows) {
    const row = then.get(rowId);
    if (row === undefined) continue;
    if (change === 'added') then.delete(rowId);
    else if (change === 'archived') then.set(rowId, { ...row, archived: false });
    else if (change === 'restored') then.set(rowId, { ...row, archived: true });
    else if (change === 'moved' && fromAxis !== null && row.kind === 'fiche')
      then.set(rowId, { ...row, axis: fromAxis });
  }
  return { plan: content.plan, rows: then, cells: before };
}
