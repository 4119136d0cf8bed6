// The one way from what a cell stores to what it means, for typing, paste, import, screen and server alike (rules PA1…
// in docs/typing.md). Reads exactly or keeps the text with the reason: it never guesses, never throws, never gives NaN.
import { foldText } from './fold-text.ts';
import { formatForEditing } from './format.ts';
import { isNumericKind, type CellKind, type CellValue, type Scalar } from './kinds.ts';
import { parseDate, type DateReason } from './parse-date.ts';
import { parseNumber, type NumberReason } from './parse-number.ts';

/** Why a text is not read as its cell's kind. Sentences live in i18n (`reasons.<code>`). */
export type TextReason = NumberReason | DateReason | 'not_boolean';

type ParsedValue =
  | { readonly state: 'empty' }
  /** What it gives is the engine's to say. */
  | { readonly state: 'formula'; readonly stored: string }
  /** A date is an ISO day. */
  | { readonly state: 'value'; readonly value: number | string | boolean }
  /** Kept as it is, out of every sum. */
  | { readonly state: 'text'; readonly text: string; readonly reason: TextReason };

/** PA50: `=` begins a formula, in a cell of any kind. */
export function isFormula(raw: Scalar | null): boolean {
  return typeof raw === 'string' && raw.startsWith('=');
}

const empty: ParsedValue = { state: 'empty' };

const booleanWords: ReadonlyMap<string, boolean> = new Map([
  ...['oui', 'vrai', 'yes', 'true', 'x', '1', '☑', '☒', '✓', '✔'].map((word) => [word, true] as const),
  ...['non', 'faux', 'no', 'false', '0', '☐'].map((word) => [word, false] as const),
]);

export function parseValue(kind: CellKind, raw: Scalar | null, unit: string | null = null): ParsedValue {
  if (raw === null) return empty;
  if (typeof raw !== 'string') return parseStored(kind, raw);
  if (raw.trim() === '') return empty;
  if (isFormula(raw)) return { state: 'formula', stored: raw };
  // PA50: the apostrophe of `'=` says « this is a text » and is not part of it.
  const text = raw.startsWith("'=") ? raw.slice(1) : raw;
  if (kind === 'text' || kind === 'longtext' || kind === 'choice') return { state: 'value', value: text };
  if (isNumericKind(kind)) return readingOf(text, parseNumber(kind, unit, text));
  if (kind === 'date') return readingOf(text, parseDate(text));
  const value = booleanWords.get(foldText(text).trim());
  return value === undefined ? { state: 'text', text, reason: 'not_boolean' } : { state: 'value', value };
}

/** The number of a numeric cell; null when it is empty or holds a text or a formula, and for every other kind. */
export function numberOf(kind: CellKind, raw: Scalar | null, unit: string | null = null): number | null {
  if (!isNumericKind(kind)) return null;
  const parsed = parseValue(kind, raw, unit);
  return parsed.state === 'value' && typeof parsed.value === 'number' ? parsed.value : null;
}

/** The value as exports and the API give it: a text that could not be read is given as the text. Null for a formula. */
export function valueOf(kind: CellKind, raw: Scalar | null, unit: string | null = null): CellValue {
  const parsed = parseValue(kind, raw, unit);
  return parsed.state === 'value' ? parsed.value : parsed.state === 'text' ? parsed.text : null;
}

function readingOf(text: string, reading: { value: number | string } | { reason: TextReason }): ParsedValue {
  return 'value' in reading
    ? { state: 'value', value: reading.value }
    : { state: 'text', text, reason: reading.reason };
}

/** A true number or boolean is what it is, in a cell of its kind; elsewhere it is the text that an editor would show. */
function parseStored(kind: CellKind, raw: number | boolean): ParsedValue {
  const text = formatForEditing(kind, raw);
  if (kind === 'text' || kind === 'longtext' || kind === 'choice') return { state: 'value', value: text };
  if (kind === 'boolean')
    return typeof raw === 'boolean'
      ? { state: 'value', value: raw }
      : { state: 'text', text, reason: 'not_boolean' };
  if (kind === 'date') return { state: 'text', text, reason: 'not_date' };
  if (typeof raw === 'boolean' || !Number.isFinite(raw)) return { state: 'text', text, reason: 'not_number' };
  return { state: 'value', value: raw === 0 ? 0 : raw };
}
