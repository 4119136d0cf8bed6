// What a pasted cell becomes in a cell of a given kind: exactly what was copied inside Trame, a true number where the source
// told one, else the text for the parser to read (design §3). Pure.
import { numberOfDecimal, withoutNoise } from '../../contract/decimal.ts';
import { formatForEditing } from '../../contract/format.ts';
import { type CellKind, type Scalar, isNumericKind } from '../../contract/kinds.ts';
import { isFormula, parseValue } from '../../contract/parse.ts';
import { formatDay } from '../../i18n/date-format.ts';
import type { PastedCell } from './flavours.ts';

export interface PastedValue {
  readonly value: Scalar | null;
  /** Copied inside Trame from a cell of the same kind and unit: its reader has seen it as it is. */
  readonly isExact: boolean;
}

/** `isSameColumn`: it was copied from the column that it goes to. */
export function pastedValue(
  cell: PastedCell,
  kind: CellKind,
  unit: string | null,
  isSameColumn: boolean,
): PastedValue {
  const stored = cell.own?.stored ?? null;
  if (stored !== null) {
    // An empty cell that shows the sum of its parts is empty for its own column only: elsewhere the figure is meant.
    if (stored.raw === null && (isSameColumn || cell.text.trim() === ''))
      return { value: null, isExact: true };
    // A formula reads its cells wherever it is; what it gives is then of the kind of its new cell.
    if (stored.raw !== null && (isFormula(stored.raw) || (stored.kind === kind && stored.unit === unit)))
      return { value: stored.raw, isExact: true };
    const written = stored.raw === null ? cell.text : formatForEditing(stored.kind, stored.raw);
    if (isText(kind)) return { value: written, isExact: false };
    const isOtherUnit =
      isNumericKind(stored.kind) && stored.unit !== null && unit !== null && stored.unit !== unit;
    // Hours are no euros: with its unit beside it, the parser says so instead of taking the bare figure.
    if (isOtherUnit && typeof stored.raw !== 'boolean')
      return { value: `${written} ${stored.unit}`, isExact: false };
  }
  return { value: isText(kind) ? blankToNull(cell.text) : readValue(cell, kind, unit), isExact: false };
}

function isText(kind: CellKind): boolean {
  return kind === 'text' || kind === 'longtext' || kind === 'choice';
}

function blankToNull(text: string): string | null {
  return text.trim() === '' ? null : text;
}

function readValue({ text, trueValue }: PastedCell, kind: CellKind, unit: string | null): Scalar | null {
  const shown = blankToNull(text);
  if (trueValue === null) return shown;
  switch (trueValue.type) {
    case 'number':
      if (!isNumericKind(kind)) return shown;
      if (trueValue.isPercent) return kind === 'percent' ? hundredfold(trueValue.number) : shown;
      return saysAnotherUnit(text, kind, unit) ? shown : trueValue.number;
    case 'date':
      return kind === 'date' ? formatDay(trueValue.day) : shown;
    case 'boolean':
      return kind === 'boolean' ? trueValue.value : shown;
    default:
      return trueValue satisfies never;
  }
}

/** « 12 k€ » keeps its meaning through its text; « 300 h » is no amount. */
function saysAnotherUnit(text: string, kind: CellKind, unit: string | null): boolean {
  const parsed = parseValue(kind, text, unit);
  return parsed.state === 'text' && parsed.reason === 'wrong_unit';
}

/** 0.1627 as 16.27: without the noise that a binary product adds. */
function hundredfold(fraction: number): number {
  return numberOfDecimal(withoutNoise(fraction * 100));
}
