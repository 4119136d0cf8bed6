// Finite numbers as plain decimal digits: the shortest digits that name the number, never its binary expansion and never
// an exponent. What people see of 1.005 is « 1,005 », so that is what is compared, rounded and written back.

/** value = ± 0.DIGITS × 10^point. Zero has no digits. DIGITS neither starts nor ends with 0. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: number;
}

export function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
  // The most frequent numbers, and the quickest: whole ones are their own digits.
  if (Number.isSafeInteger(value)) {
    const whole = String(Math.abs(value));
    return { negative: value < 0, ...trimZeros(whole, whole.length) };
  }
  // Without an argument toExponential gives as many digits as needed to name the number uniquely.
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const { digits, point } = trimZeros(mantissa.replace('.', ''), Number(exponent) + 1);
  return { negative: value < 0, digits, point };
}

/** Drops the zeros that say nothing at both ends of `digits`; `point` counts from their start. */
export function trimZeros(digits: string, point: number): { digits: string; point: number } {
  let start = 0;
  while (digits[start] === '0') start++;
  let end = digits.length;
  while (end > start && digits[end - 1] === '0') end--;
  return start === end
    ? { digits: '', point: 0 }
    : { digits: digits.slice(start, end), point: point - start };
}

/** Integer digits (at least `0`) and decimals (maybe none), all written out. */
export function writtenOut({ digits, point }: Decimal): { integer: string; decimals: string } {
  if (point <= 0) return { integer: '0', decimals: digits === '' ? '' : '0'.repeat(-point) + digits };
  return { integer: digits.slice(0, point).padEnd(point, '0'), decimals: digits.slice(point) };
}

/** Rounded half away from zero to `places` decimals, as spreadsheets show it: 1.005 gives 1.01, -0.125 gives -0.13. */
export function roundDecimal(decimal: Decimal, places: number): Decimal {
  const { negative, digits, point } = decimal;
  const kept = point + places;
  if (kept >= digits.length) return decimal;
  if (kept < 0) return { negative: false, digits: '', point: 0 };
  const roundsUp = (digits[kept] ?? '0') >= '5';
  const head = digits.slice(0, kept) || '0';
  const rounded = roundsUp ? (BigInt(head) + 1n).toString() : head;
  // A carry (9,99 -> 10,0) or the « 0 » of an empty head makes the digits longer than those they replace.
  const trimmed = trimZeros(rounded, point + (rounded.length - kept));
  return { negative: negative && trimmed.digits !== '', ...trimmed };
}

export function numberOfDecimal({ negative, digits, point }: Decimal): number {
  const value = digits === '' ? 0 : Number(`0.${digits}e${point}`);
  return negative ? -value : value;
}

/** What people and sheets write has at most that many decimals; beyond is the noise of binary fractions. */
const keptDecimals = 10;

export function withoutNoise(value: number): Decimal {
  return roundDecimal(decimalOf(value), keptDecimals);
}
