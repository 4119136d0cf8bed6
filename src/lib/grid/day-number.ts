// Counts days, so that they can be added to and told to spreadsheets. Pure; reads no text but ISO days.

const dayMs = 86_400_000;
/** Of 1 January 1970, counted from 30/12/1899 as spreadsheets do. */
const serialOfFirst = 25_569;

/** Days since 1 January 1970. */
export function dayNumber(isoDay: string): number {
  return Math.round(Date.parse(`${isoDay}T00:00:00Z`) / dayMs);
}

export function isoDayOf(number: number): string {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}

export function serialOfDay(isoDay: string): number {
  return dayNumber(isoDay) + serialOfFirst;
}

/** Serial 1 is 1899-12-31 in Calc; only days that every program counts alike (1900-03-01 to 2199) are read. */
export function dayOfSerial(serial: number): string | null {
  return serial < 61 || serial >= 109_575 ? null : isoDayOf(Math.floor(serial) - serialOfFirst);
}
