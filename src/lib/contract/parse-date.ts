// Reads one French day, day first, never month first (docs/typing.md, PA40 to PA46). Gives ISO days; knows no time zone.
import { foldText } from './fold-text.ts';

/** Why a text in a date cell is not a day. */
export type DateReason =
  | 'not_date'
  /** A month, a year, or a day without its year. */
  | 'not_a_day'
  /** « 31/02/2025 », « 10/23/2017 »: the calendar has no such day. */
  | 'no_such_day';

type DateReading = { readonly value: string } | { readonly reason: DateReason };

const months: ReadonlyMap<string, number> = new Map(
  [
    'janvier janv jan',
    'fevrier fevr fev',
    'mars',
    'avril avr',
    'mai',
    'juin',
    'juillet juil',
    'aout',
    'septembre sept',
    'octobre oct',
    'novembre nov',
    'decembre dec',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

const dayFirst = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/;
const yearFirst = /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})$/;
const dayAndName = /^(\d{1,2})(er)? ([a-z]+)\.? (\d{4})$/;
const nameAndYear = /^([a-z]+)\.? (\d{4})$/;
const dayAndNameOnly = /^\d{1,2}(?:er)? ([a-z]+)\.?$/;
/** `2024`, `2024-2025`, `09/2024`, `30/06`. */
const partOfDate = /^(?:\d{4}(?:[/-]\d{4})?|\d{1,2}[/.-]\d{4}|\d{4}[/-]\d{1,2}|\d{1,2}\/\d{1,2})$/;

export function parseDate(typed: string): DateReading {
  const text = foldText(typed).trim();
  const day = dayFirst.exec(text);
  if (day) return existingDay(fullYear(day[4] ?? ''), Number(day[3]), Number(day[1]));
  const iso = yearFirst.exec(text);
  if (iso) return existingDay(Number(iso[1]), Number(iso[3]), Number(iso[4]));
  const named = dayAndName.exec(text);
  if (named) {
    const month = months.get(named[3] ?? '');
    // « 2er » is no French ordinal.
    if (month === undefined || (named[2] === 'er' && Number(named[1]) !== 1)) return { reason: 'not_date' };
    return existingDay(Number(named[4]), month, Number(named[1]));
  }
  const monthName = (nameAndYear.exec(text) ?? dayAndNameOnly.exec(text))?.[1] ?? text.replace(/\.$/, '');
  return { reason: partOfDate.test(text) || months.has(monthName) ? 'not_a_day' : 'not_date' };
}

/** Contracts and actions live in this century: « 17 » is 2017. */
function fullYear(written: string): number {
  return written.length === 2 ? 2000 + Number(written) : Number(written);
}

function existingDay(year: number, month: number, day: number): DateReading {
  // Outside, it is a slip of the keyboard (« 0202 » for « 2020 ») rather than a day.
  if (year < 1900 || year > 2199) return { reason: 'no_such_day' };
  const date = new Date(Date.UTC(year, month - 1, day));
  // A day too many runs over into another month.
  if (date.getUTCMonth() !== month - 1) return { reason: 'no_such_day' };
  return { value: date.toISOString().slice(0, 10) };
}
