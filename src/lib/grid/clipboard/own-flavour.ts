// The lossless flavour: a copied table as JSON, read back by Trame alone. The clipboard is anybody's: what does not have
// exactly this shape is no flavour of ours, and the next one serves.
import { isCellKind, type Scalar } from '../../contract/kinds.ts';
import { parseJson } from '../../contract/parse-json.ts';
import type { OwnCell, PastedCell, PastedTable, TrueValue } from './flavours.ts';

const version = 1;
/** As many cells as the largest plan shows, and some. */
const maxCells = 400_000;

/** As JSON arrays: [text, true value, stored]. */
type Coded = readonly [string, TrueValue | null, OwnCell['stored']];

export function encodeOwn(table: PastedTable): string {
  const rows = table.rows.map((row) =>
    row.map(({ text, trueValue, own }): Coded => [text, trueValue, own?.stored ?? null]),
  );
  return JSON.stringify({ version, origin: table.origin, rows });
}

/** Null when it is not one of ours, whole. */
export function decodeOwn(json: string): PastedTable | null {
  const found = parseJson(json);
  if (!isRecord(found) || found.version !== version || !Array.isArray(found.rows)) return null;
  const { origin } = found;
  if (
    !isRecord(origin) ||
    typeof origin.planId !== 'string' ||
    !isTexts(origin.rowIds) ||
    !isTexts(origin.columnIds)
  )
    return null;
  const { planId, rowIds, columnIds } = origin;
  if (rowIds.length * columnIds.length > maxCells || found.rows.length !== rowIds.length) return null;
  const rows: PastedCell[][] = [];
  for (const row of found.rows as unknown[]) {
    if (!Array.isArray(row) || row.length !== columnIds.length) return null;
    const cells = row.map(decodeCell);
    const read = cells.filter((cell) => cell !== null);
    if (read.length !== cells.length) return null;
    rows.push(read);
  }
  return { from: 'own', rows, origin: { planId, rowIds, columnIds } };
}

function decodeCell(coded: unknown): PastedCell | null {
  if (!Array.isArray(coded) || coded.length !== 3) return null;
  const [text, trueValue, stored] = coded as unknown[];
  if (typeof text !== 'string') return null;
  const value = trueValue === null ? null : decodeValue(trueValue);
  const own = stored === null ? null : decodeStored(stored);
  if ((trueValue !== null && value === null) || (stored !== null && own === null)) return null;
  return { text, trueValue: value, own: { stored: own } };
}

function decodeValue(value: unknown): TrueValue | null {
  if (!isRecord(value)) return null;
  const { type, number, isPercent, day } = value;
  if (type === 'number' && typeof number === 'number' && typeof isPercent === 'boolean')
    return { type, number, isPercent };
  if (type === 'date' && typeof day === 'string') return { type, day };
  return type === 'boolean' && typeof value.value === 'boolean' ? { type, value: value.value } : null;
}

function decodeStored(stored: unknown): OwnCell['stored'] {
  if (!isRecord(stored)) return null;
  const { raw, kind, unit } = stored;
  if (typeof kind !== 'string' || !isCellKind(kind) || !isScalar(raw)) return null;
  return unit === null || typeof unit === 'string' ? { raw, kind, unit } : null;
}

function isScalar(value: unknown): value is Scalar | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
