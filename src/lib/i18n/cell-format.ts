// What a cell shows: its value in the format of its kind, or the text that could not be read, exactly as typed.
import { isNumericKind, type CellKind, type CellValue, type Scalar } from '../contract/kinds.ts';
import { formatForEditing } from '../contract/format.ts';
import { parseValue } from '../contract/parse.ts';
import { formatDay } from './date-format.ts';
import { formatNumber, type NumberFormatOptions } from './number-format.ts';

/** `unit` is the cell's, to read what was typed; it is shown only `withUnit`. */
export function formatCell(
  kind: CellKind,
  raw: Scalar | null,
  unit: string | null,
  options: Omit<NumberFormatOptions, 'unit'> = {},
): string {
  const parsed = parseValue(kind, raw, unit);
  if (parsed.state === 'empty') return '';
  if (parsed.state === 'formula') return parsed.stored;
  return parsed.state === 'text' ? parsed.text : formatValue(kind, parsed.value, { ...options, unit });
}

/** A value that was already read. Yes and no stay French, like the contract's labels. */
export function formatValue(kind: CellKind, value: CellValue, options: NumberFormatOptions = {}): string {
  if (typeof value === 'number' && isNumericKind(kind) && Number.isFinite(value))
    return formatNumber(value, kind, options);
  if (typeof value === 'boolean') return value ? 'Oui' : 'Non';
  if (typeof value === 'string') return kind === 'date' ? formatDay(value) : value;
  return formatForEditing(kind, value);
}
