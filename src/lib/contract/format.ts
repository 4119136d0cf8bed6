// What an editor opens with, and what leaving it stores. Opening and leaving a cell changes nothing (PA60). Display
// formats, with groups and units, are i18n's.
import { decimalOf, writtenOut } from './decimal.ts';
import type { CellKind, Scalar } from './kinds.ts';

/** The string as typed; a stored number in all its digits, with a decimal comma and nothing else. */
export function formatForEditing(kind: CellKind, raw: Scalar | null): string {
  if (raw === null) return '';
  if (typeof raw === 'string') return raw;
  if (typeof raw === 'boolean') return raw ? 'oui' : 'non';
  // The document may hold such a number only if somebody forged it; show it rather than fail.
  if (!Number.isFinite(raw)) return String(raw);
  const decimal = decimalOf(raw);
  const { integer, decimals } = writtenOut(decimal);
  return `${decimal.negative ? '-' : ''}${integer}${decimals === '' ? '' : `,${decimals}`}`;
}

/** What the cell stores once an editor that opened on `before` is left with `text`: the text as typed, nothing for blanks. */
export function scalarFromEditing(kind: CellKind, before: Scalar | null, text: string): Scalar | null {
  if (text === formatForEditing(kind, before)) return before;
  return text.trim() === '' ? null : text;
}
