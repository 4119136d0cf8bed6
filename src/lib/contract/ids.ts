// Branded identifiers, and the key of a cell in the document. Knows nothing of storage or transport.

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Ten lower-case base-32 characters, made by the server, never reused. */
export type RowId = Branded<'RowId'>;
/** `field`, `field@realised`, `field@spent`… on fiche rows; `target`, `target@realised`, `comment`… on indicator rows. */
export type ColumnId = Branded<'ColumnId'>;
/** `rowId:columnId`, the key of one cell in the flat `cells` root. */
export type CellKey = Branded<'CellKey'>;
export type PlanId = Branded<'PlanId'>;
export type ContractId = Branded<'ContractId'>;
export type OrganisationId = Branded<'OrganisationId'>;
export type UserId = Branded<'UserId'>;
export type LeaseId = Branded<'LeaseId'>;
/** Made by the client, one for each gesture (typing, paste, fill…); unique for ever. */
export type GestureId = Branded<'GestureId'>;

const rowIdPattern = /^[0-9a-hjkmnp-tv-z]{10}$/;
const columnIdPattern =
  /^[a-z][a-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,63}){0,3}(@(realised|spent|proposed|comment|received))?$/;

export function isRowId(text: string): text is RowId {
  return rowIdPattern.test(text);
}

/** True for the shape of a column id; whether a row of a given kind has that column is the schema's to say. */
export function isColumnId(text: string): text is ColumnId {
  return columnIdPattern.test(text);
}

export function columnId(text: string): ColumnId {
  if (!isColumnId(text)) throw new Error(`not a column id: ${text}`);
  return text;
}

export function cellKey(rowId: RowId, column: ColumnId): CellKey {
  return `${rowId}:${column}` as CellKey;
}

/** Null when the text is not the key of a cell. */
export function splitCellKey(key: string): { rowId: RowId; columnId: ColumnId } | null {
  const colon = key.indexOf(':');
  if (colon < 0) return null;
  const rowId = key.slice(0, colon);
  const column = key.slice(colon + 1);
  if (!isRowId(rowId) || !isColumnId(column)) return null;
  return { rowId, columnId: column };
}
