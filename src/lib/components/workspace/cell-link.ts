// The `cell` part of an address: `<rowId>:<columnId>`, of any row and column of a grid.

/** Null when the text is no such link. */
export function parseCellLink(text: string | null): { rowId: string; columnId: string } | null {
  const found = /^([0-9a-z._-]{1,80}):([a-z0-9_.@]{1,140})$/.exec(text ?? '');
  const [, rowId, columnId] = found ?? [];
  return rowId === undefined || columnId === undefined ? null : { rowId, columnId };
}
