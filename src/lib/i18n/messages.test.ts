// The typography and tone of every sentence, in every area. That English has the same keys is for the types to say.
import { describe, expect, test } from 'vitest';
import { time as timeEn } from './en/time.ts';
import { time as timeFr } from './fr/time.ts';
import { messagesFor } from './messages.ts';

/** Every sentence with its path. A sentence with parameters is tried with a figure in each place. */
function sentences(node: unknown, path: string): (readonly [path: string, sentence: string])[] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return sentences(node(...Array<string>(node.length).fill('3')), path);
  if (typeof node === 'object' && node !== null)
    return Object.entries(node).flatMap(([key, value]) => sentences(value, `${path}.${key}`));
  throw new Error(`${path} is no sentence`);
}

const french = sentences({ ...messagesFor('fr'), time: timeFr }, 'fr');
const english = sentences({ ...messagesFor('en'), time: timeEn }, 'en');

/** The sentences that a rule forbids, with their path, so that the failure says which. */
function breaking(list: typeof french, forbidden: RegExp): readonly string[] {
  return list.filter(([, text]) => forbidden.test(text)).map(([path, text]) => `${path}: ${text}`);
}

describe('French typography', () => {
  test('a no-break space precedes : ; ?', () => {
    // Not inside addresses (https://…) and times of day.
    expect(breaking(french, /[^\u00a0\u202f](?:[;?]|:(?!\/\/|\d))/u)).toEqual([]);
  });

  test('« guillemets » hold no-break spaces inside', () => {
    expect(breaking(french, /«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»|"/u)).toEqual([]);
  });

  test('a no-break space stands between a figure and € or %', () => {
    expect(breaking(french, /\d ?[€%]/u)).toEqual([]);
  });

  test('« vous », never « tu », and no « Oups »', () => {
    expect(breaking(french, /(?<!\p{L})(?:tu|toi|ton|ta|tes|oups)(?!\p{L})/iu)).toEqual([]);
  });
});

describe('tone in both languages', () => {
  const all = [...french, ...english];

  test('no exclamation marks', () => {
    expect(breaking(all, /!/)).toEqual([]);
  });

  test('no sentence is empty, has blanks doubled or at its start, or misses a parameter', () => {
    expect(breaking(all, /^\s*$|^\s| {2}(?!\S*$)|undefined|NaN|\[object/u)).toEqual([]);
  });

  test('three dots are one sign', () => {
    expect(breaking(all, /\.\.\./)).toEqual([]);
  });

  test('what happened and what to do: every failure is at least one whole sentence', () => {
    const ends = /[.…]$/u;
    for (const { errors, reasons } of [messagesFor('fr'), messagesFor('en')])
      for (const [code, sentence] of Object.entries({ ...errors, ...reasons }))
        expect(sentence, code).toMatch(ends);
  });
});
