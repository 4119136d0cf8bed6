// How a line of values goes on when it is dragged: numbers, days, months, names of months and of days, texts that end in a
// number. Pure sequences; knows no cell and no grid. `at(0)` is the first value after the source, `at(-1)` its last.
import { numberOfDecimal, withoutNoise } from '../contract/decimal.ts';
import { foldText } from '../contract/fold-text.ts';
import { dayNumber, isoDayOf } from './day-number.ts';

export type Sequence<Value> = (index: number) => Value;

function clean(value: number): number {
  return numberOfDecimal(withoutNoise(value));
}

/** The common step of a line; null when its steps differ, or there is only one value. */
function stepOf(values: readonly number[]): number | null {
  const [first, second] = values;
  if (first === undefined || second === undefined) return null;
  const step = clean(second - first);
  return values.every((value, index) => index === 0 || clean(value - (values[index - 1] ?? 0)) === step)
    ? step
    : null;
}

/** Null when the values do not make one; a single one goes on by `alone`. */
export function numberSequence(values: readonly number[], alone: number | null): Sequence<number> | null {
  const step = values.length === 1 ? alone : stepOf(values);
  const last = values.at(-1);
  if (step === null || last === undefined) return null;
  return (index) => clean(last + step * (index + 1));
}

function monthsOf(isoDay: string): number {
  return Number(isoDay.slice(0, 4)) * 12 + Number(isoDay.slice(5, 7)) - 1;
}

function daysInMonth(months: number): number {
  return new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
}

function dayInMonth(months: number, day: number): string {
  const inMonth = Math.min(day, daysInMonth(months));
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-${String(inMonth).padStart(2, '0')}`;
}

/** Which way a line goes on: a single value steps forward when it is filled down or right, and back the other way. */
export type Direction = 1 | -1;

/** ISO days. The same day of each month, or its last one, makes a step of months; else days are counted. */
export function daySequence(days: readonly string[], alone: Direction = 1): Sequence<string> | null {
  const last = days.at(-1);
  if (last === undefined) return null;
  const dayOfMonth = Math.max(...days.map((day) => Number(day.slice(8, 10))));
  const monthStep = stepOf(days.map(monthsOf));
  if (
    monthStep !== null &&
    monthStep !== 0 &&
    days.every((day) => dayInMonth(monthsOf(day), dayOfMonth) === day)
  )
    return (index) => dayInMonth(monthsOf(last) + monthStep * (index + 1), dayOfMonth);
  const numbers = numberSequence(days.map(dayNumber), alone);
  return numbers === null ? null : (index) => isoDayOf(numbers(index));
}

const nameLists: readonly (readonly string[])[] = [
  'janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre',
  'janv.,févr.,mars,avr.,mai,juin,juil.,août,sept.,oct.,nov.,déc.',
  'january,february,march,april,may,june,july,august,september,october,november,december',
  'jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec',
  'lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche',
  'lun.,mar.,mer.,jeu.,ven.,sam.,dim.',
  'monday,tuesday,wednesday,thursday,friday,saturday,sunday',
  'mon,tue,wed,thu,fri,sat,sun',
].map((list) => list.split(','));

function cased(name: string, like: string): string {
  if (like === like.toUpperCase() && like.length > 1) return name.toUpperCase();
  const first = like.charAt(0);
  return first === first.toUpperCase() ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}

/** Names of months or of days of the week, round and round, written as the last one is. */
export function nameSequence(texts: readonly string[], alone: Direction = 1): Sequence<string> | null {
  const last = texts.at(-1);
  if (last === undefined) return null;
  for (const list of nameLists) {
    const folded = list.map((name) => foldText(name).trim());
    const places = texts.map((text) => folded.indexOf(foldText(text).trim()));
    if (places.includes(-1)) continue;
    const turns = (from: number, to: number): number =>
      (((to - from) % list.length) + list.length) % list.length;
    const step = places.length === 1 ? alone : turns(places[0] ?? 0, places[1] ?? 0);
    const isEven = places.every(
      (place, index) => index === 0 || turns(places[index - 1] ?? 0, place) === step,
    );
    if (!isEven) return null;
    const start = places.at(-1) ?? 0;
    return (index) => {
      const place = (start + step * (index + 1)) % list.length;
      return cased(list[(place + list.length) % list.length] ?? '', last.trim());
    };
  }
  return null;
}

/** `Action 1`, `Action 2`…: one text before the number. Leading zeros stay. */
export function numberedSequence(texts: readonly string[], alone: Direction = 1): Sequence<string> | null {
  const parts = texts.map((text) => /^(.*\D)(\d{1,9})$/su.exec(text));
  const words = parts[0]?.[1];
  if (words === undefined || words.trim() === '' || parts.some((part) => part?.[1] !== words)) return null;
  const digits = parts.map((part) => part?.[2] ?? '');
  const numbers = numberSequence(digits.map(Number), alone);
  const width = digits.some((text) => text.startsWith('0')) ? (digits.at(-1) ?? '').length : 0;
  return numbers === null
    ? null
    : (index) => `${words}${String(Math.abs(numbers(index))).padStart(width, '0')}`;
}
