// What can be done about an edit that was refused because its row had been archived meanwhile: the row is restored, and the
// edit made again (design §5). Pure: whoever calls runs the commands and makes the edit.
import type { Command } from '../contract/commands.ts';
import type { ErrorCode } from '../contract/errors.ts';
import { type RowId, splitCellKey } from '../contract/ids.ts';
import type { EditWrite } from '../document/apply.ts';
import type { DocumentContent } from '../document/read.ts';
import type { RefusedEdit } from '../sync/session.ts';

/** True when the row is still known: the edit can be made again once it is no longer archived. */
export function canReapply(edit: RefusedEdit, content: DocumentContent): boolean {
  const place = splitCellKey(edit.key);
  return edit.code === 'archived' && place !== null && content.rows.has(place.rowId);
}

/** The rows to restore first, in order: an action before its indicator. None when somebody restored them already. */
export function rowsToRestore(edit: RefusedEdit, content: DocumentContent): readonly RowId[] {
  const place = splitCellKey(edit.key);
  const row = place === null ? undefined : content.rows.get(place.rowId);
  if (row === undefined) return [];
  const fiche = row.kind === 'fiche' ? undefined : content.rows.get(row.ficheId);
  return [fiche, row].flatMap((one) => (one?.archived === true ? [one.id] : []));
}

/** Null when done; the code when a row could not be restored: then nothing is written and the edit stays in the tray. */
export async function restoreAndReapply(
  edit: RefusedEdit,
  content: DocumentContent,
  run: (command: Command) => Promise<{ rowId: RowId } | { code: ErrorCode }>,
  session: {
    edit(gesture: 'reapply', writes: readonly EditWrite[]): void;
    dismissRefused(edit: RefusedEdit): void;
  },
): Promise<ErrorCode | null> {
  for (const rowId of rowsToRestore(edit, content)) {
    const result = await run({ type: 'row.restore', rowId });
    if ('code' in result) return result.code;
  }
  // I9: who changed the cell before it was archived is not overwritten either.
  session.edit('reapply', [{ key: edit.key, value: edit.mine, seen: edit.seen }]);
  session.dismissRefused(edit);
  return null;
}
