// Days as formulas count them: whole numbers, 30 December 1899 being 0, as in spreadsheets.

const dayMs = 86_400_000;
const zero = Date.UTC(1899, 11, 30);
/** The years that a date cell takes (PA44). */
const [first, last] = [serial('1900-01-01'), serial('2199-12-31')];

function serial(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - zero) / dayMs);
}

/** `day` is an ISO day; null when it is none, or outside the years of a plan. */
export function serialOfDay(day: string): number | null {
  const found = serial(day);
  return Number.isFinite(found) && found >= first && found <= last ? found : null;
}

/** The ISO day of a whole number; null outside the years of a plan. */
export function dayOfSerial(number: number): string | null {
  if (!Number.isInteger(number) || number < first || number > last) return null;
  return new Date(zero + number * dayMs).toISOString().slice(0, 10);
}
