// How numbers are shown: fr-FR in both languages (design D10), rounded half up for the eye only. Written out by hand from
// the decimal digits rather than by Intl, whose spaces, minus sign and rounding of binary values vary with its version.
import { decimalOf, roundDecimal, writtenOut } from '../contract/decimal.ts';
import type { NumericKind } from '../contract/kinds.ts';

const groupSpace = '\u202f';
const unitSpace = '\u00a0';
const minusSign = '\u2212';

export interface NumberFormatOptions {
  /**
   * `auto`: money shows cents (two) only when it has some, other kinds up to two decimals; `fixed`: always two; a number:
   * exactly that many.
   */
  readonly decimals?: 'auto' | 'fixed' | number;
  /** Units stand in column headers, so a cell has none unless asked. */
  readonly withUnit?: boolean;
  /** The cell's own unit (`mois`, `ménages`…); without it, that of the kind. */
  readonly unit?: string | null;
}

const shownDecimals = 2;
const kindUnits: Partial<Record<NumericKind, string>> = {
  money: '€',
  percent: '%',
  hours: 'h',
  duration: 'mois',
};

/** Empty gives an empty text. */
export function formatNumber(
  value: number | null,
  kind: NumericKind,
  options: NumberFormatOptions = {},
): string {
  if (value === null) return '';
  const { decimals = 'auto', withUnit = false } = options;
  const places = typeof decimals === 'number' ? decimals : shownDecimals;
  const rounded = roundDecimal(decimalOf(value), places);
  const written = writtenOut(rounded);
  const isPadded = decimals !== 'auto' || (kind === 'money' && written.decimals !== '');
  const shown = isPadded ? written.decimals.padEnd(places, '0') : written.decimals;
  const number = `${rounded.negative ? minusSign : ''}${grouped(written.integer)}${shown === '' ? '' : `,${shown}`}`;
  const unit = withUnit ? (options.unit ?? kindUnits[kind] ?? '') : '';
  return unit === '' ? number : `${number}${unitSpace}${unit}`;
}

function grouped(integer: string): string {
  return integer.replace(/\B(?=(?:\d{3})+$)/g, groupSpace);
}
