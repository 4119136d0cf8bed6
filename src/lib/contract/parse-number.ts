// Reads one French number with the unit of its cell, exactly or not at all (docs/typing.md, PA1 to PA32).
import { decimalOf, numberOfDecimal, trimZeros } from './decimal.ts';
import type { NumericKind } from './kinds.ts';
import { isKnownUnit, unitExponent } from './parse-unit.ts';

/** Why a text in a numeric cell is not a number. */
export type NumberReason =
  /** « 1.000 »: the dot or comma can be read two ways. */
  | 'ambiguous'
  /** No figure in it: « néant », « NC », « - ». */
  | 'not_number'
  /** One number among other words: « environ 9 600 ». */
  | 'extra_words'
  /** One number, with another unit than the cell's: « 2 ans » in months. */
  | 'wrong_unit'
  | 'two_numbers'
  /** More digits than can be kept exactly. */
  | 'too_many_digits';

type NumberReading = { readonly value: number } | { readonly reason: NumberReason };

const space = '[ \\u00a0\\u202f\\u2009]';
const everySpace = new RegExp(space, 'g');
const spaceGrouped = new RegExp(`^\\d{1,3}(?:${space}\\d{3})+(?:[.,]\\d+)?$`);
const plain = /^(?:\d+|\d*[.,]\d+)$/;
const oneDotThreeDigits = /^(?!0\.)\d{1,3}\.\d{3}$/;
const dotGrouped = /^[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+)$/;
const commaGrouped = /^[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)$/;

/** Sign, the run of figures and separators, and what follows; the tail starts like no figure, so that matching stays linear. */
const shape = new RegExp(
  `^([+\\-\\u2212]?)([\\d.,](?:(?:${space})?[\\d.,])*)(?:${space})*((?:[^\\d.,\\s]\\D*)?)$`,
  'u',
);
/** Accounting style. A figure right after the bracket would be a second number. */
const parenthesised = /^\(([^()]*)\)([^\d]*)$/u;
/** Numbers as a reader counts them; the figure of « A1 » is part of a word, that of « 2h30 » is not. */
const numberToken = new RegExp(
  `(?<![\\p{L}\\d])(?:\\d{1,3}(?:${space}\\d{3}(?!\\d))+|\\d+)(?:[.,]\\d+)*|(?<=\\dh)\\d+`,
  'gu',
);
/** Left behind by word processors around what they copy. */
const invisible = /[\s\u200b-\u200f\u2060\ufeff]/u;

/** What most cells hold; exact by its length. */
const shortWhole = /^\d{1,15}$/;

export function parseNumber(kind: NumericKind, unit: string | null, typed: string): NumberReading {
  if (shortWhole.test(typed)) return { value: Number(typed) };
  const text = trimInvisible(typed);
  const accounting = parenthesised.exec(text);
  const match = shape.exec(
    accounting ? `${(accounting[1] ?? '').trim()} ${accounting[2] ?? ''}`.trim() : text,
  );
  if (match === null) return { reason: whyNot(text) };
  const [, sign = '', figures = '', tail = ''] = match;
  if (accounting && sign !== '') return { reason: whyNot(text) };
  const isAmbiguous = oneDotThreeDigits.test(figures) || commaGrouped.test(figures);
  const written = readFigures(figures);
  if (written === null && !isAmbiguous) return { reason: whyNot(text) };
  const exponent = tail === '' ? 0 : unitExponent(kind, unit, tail);
  if (exponent === null) return { reason: isKnownUnit(tail) ? 'wrong_unit' : 'extra_words' };
  if (written === null || isAmbiguous) return { reason: 'ambiguous' };
  return exactNumber(written, exponent, accounting !== null || (sign !== '' && sign !== '+'));
}

/** As `123.45`: a dot and nothing else between the digits. */
function readFigures(figures: string): string | null {
  if (plain.test(figures)) return figures.replace(',', '.');
  if (spaceGrouped.test(figures)) return figures.replace(everySpace, '').replace(',', '.');
  if (dotGrouped.test(figures)) return figures.replaceAll('.', '').replace(',', '.');
  return null;
}

/** So many significant digits always come through a double unchanged. */
const safeDigits = 15;
/** Far inside the range of doubles. */
const safeExponent = 290;

/** A number only when it says the very digits that were typed. */
function exactNumber(written: string, exponent: number, negative: boolean): NumberReading {
  const [integer = '', decimals = ''] = written.split('.');
  const typed = trimZeros(integer + decimals, integer.length + exponent);
  if (typed.digits === '') return { value: 0 };
  const value = numberOfDecimal({ negative, ...typed });
  if (typed.digits.length <= safeDigits && Math.abs(typed.point) <= safeExponent) return { value };
  if (!Number.isFinite(value)) return { reason: 'too_many_digits' };
  const kept = decimalOf(value);
  const same = kept.digits === typed.digits && kept.point === typed.point;
  return same ? { value } : { reason: 'too_many_digits' };
}

function whyNot(text: string): NumberReason {
  const count = text.match(numberToken)?.length ?? 0;
  return count === 0 ? 'not_number' : count === 1 ? 'extra_words' : 'two_numbers';
}

/** By hand: a pattern anchored at the end is tried from every space in the text. */
function trimInvisible(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && invisible.test(text.charAt(start))) start++;
  while (end > start && invisible.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
