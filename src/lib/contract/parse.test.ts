// Recites docs/typing.md, rule by rule. Columns: what is typed, what is read (or the reason why not).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellKinds, type CellKind, type Scalar } from './kinds.ts';
import { numberOf, parseValue, valueOf, type TextReason } from './parse.ts';

type Case = readonly [typed: Scalar, expected: number | string | boolean | { reason: TextReason }];

function recite(title: string, kind: CellKind, unit: string | null, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)(`${kind}${unit === null ? '' : ` in ${unit}`}: %j -> %j`, (typed, expected) => {
      const parsed = parseValue(kind, typed, unit);
      expect(parsed).toEqual(
        typeof expected === 'object'
          ? { state: 'text', text: typed, reason: expected.reason }
          : { state: 'value', value: expected },
      );
    });
  });
}

const ambiguous = { reason: 'ambiguous' } as const;
const notNumber = { reason: 'not_number' } as const;
const extraWords = { reason: 'extra_words' } as const;
const wrongUnit = { reason: 'wrong_unit' } as const;
const twoNumbers = { reason: 'two_numbers' } as const;
const tooManyDigits = { reason: 'too_many_digits' } as const;
const noSuchDay = { reason: 'no_such_day' } as const;
const notADay = { reason: 'not_a_day' } as const;
const notDate = { reason: 'not_date' } as const;

recite('PA1 the comma separates decimals', 'ratio', null, [
  ['12,5', 12.5],
  ['1,234', 1.234],
  [',5', 0.5],
  ['12,', extraWords],
  ['1,234,567', ambiguous],
]);
recite('PA2 the dot of the numeric pad separates decimals', 'ratio', null, [
  ['12.5', 12.5],
  ['0.125', 0.125],
  ['1234.567', 1234.567],
  ['1 234.567', 1234.567],
  ['.5', 0.5],
]);
recite('PA3 one dot before three figures is ambiguous', 'money', '€', [
  ['1.000', ambiguous],
  ['45.800', ambiguous],
  ['-1.000', ambiguous],
  ['1.000 €', ambiguous],
  ['012.345', ambiguous],
]);
recite('PA4 dots that can only separate thousands do so', 'money', '€', [
  ['1.234.567', 1_234_567],
  ['1.234.567,8', 1_234_567.8],
  ['1.234,56', 1234.56],
  ['1,234.56', ambiguous],
  ['1.23.456', extraWords],
]);
recite('PA5 spaces group by three and nothing else', 'money', '€', [
  ['56 000', 56_000],
  ['56\u00a0000', 56_000],
  ['56\u202f000', 56_000],
  ['56\u2009000', 56_000],
  ['1\u202f234\u00a0567,89', 1_234_567.89],
  ['1 23', twoNumbers],
  ['12 3456', twoNumbers],
  ['1234 567', twoNumbers],
  ['1\t000', twoNumbers],
  ["1'000", twoNumbers],
]);
recite('PA6 negative numbers', 'money', '€', [
  ['-1 463', -1463],
  ['\u22121 463', -1463],
  ['(1 463)', -1463],
  ['(1 463) €', -1463],
  ['(1 463,5 €)', -1463.5],
  ['+5', 5],
  ['-0', 0],
  ['- 5', extraWords],
  ['(-5)', extraWords],
  ['5-', extraWords],
  ['(1) 463', twoNumbers],
]);
recite('PA7 digits are kept exactly or not read', 'count', null, [
  ['9007199254740991', 9007199254740991],
  ['0,000001', 0.000001],
  ['007', 7],
  ['\u200e35\u200b', 35],
  ['1000000000000000000000', 1e21],
  ['12345678901234567890', tooManyDigits],
  ['0,12345678901234567890', tooManyDigits],
  ['9'.repeat(400), tooManyDigits],
  [`0,${'0'.repeat(400)}1`, tooManyDigits],
]);
recite('PA8 no exponents, no fractions', 'count', null, [
  ['1e400', extraWords],
  ['1e5', extraWords],
  ['1/2', twoNumbers],
  ['½', notNumber],
  ['١٢', notNumber],
]);

recite('PA20 the unit of the cell', 'count', 'personnes', [
  ['35', 35],
  ['35 personnes', 35],
  ['35personnes', 35],
  ['1 Personne', 1],
  ['35,5', 35.5],
  ['35 bénéficiaires', extraWords],
]);
recite('PA20 the unit of the cell', 'count', 'ménages', [
  ['12 ménages', 12],
  ['12 menage', 12],
]);
recite('PA20 the unit of the cell', 'ratio', 'consultations/participant', [
  ['2,5 consultations/participant', 2.5],
  ['2,5 consultations', wrongUnit],
]);
recite('PA20 a cell without unit reads none', 'count', null, [
  ['35 personnes', wrongUnit],
  ['35 \u0301', extraWords],
]);
recite('PA21 money', 'money', '€', [
  ['56000', 56_000],
  ['56000€', 56_000],
  ['56\u202f000\u00a0€', 56_000],
  ['56000 euros', 56_000],
  ['1 euro', 1],
  ['56 000 EUR', 56_000],
  ['56 k€', 56_000],
  ['1.1k€', 1100],
  ['1,2 M€', 1_200_000],
  ['1,2 m€', wrongUnit],
  ['56 k', wrongUnit],
  ['56 $', wrongUnit],
  ['56 000 € TTC', extraWords],
]);
recite('PA21 money, the unit not said', 'money', null, [['56 k€', 56_000]]);
recite('PA22 percent', 'percent', '%', [
  ['18,24 %', 18.24],
  ['18,24\u202f%', 18.24],
  ['50%', 50],
  ['50 pour cent', 50],
  ['0,5', 0.5],
]);
recite('PA22 percent of something', 'percent', '% des participants', [
  ['50%', 50],
  ['50 % des participants', 50],
]);
recite('PA22 percent in a count', 'count', 'personnes', [['50%', wrongUnit]]);
recite('PA23 durations', 'duration', 'mois', [
  ['9 mois', 9],
  ['9', 9],
  ['1,5 MOIS', 1.5],
  ['2 ans', wrongUnit],
  ['18 semaines', wrongUnit],
  ['neuf mois', notNumber],
]);
recite('PA23 durations, the unit not said', 'duration', null, [['9 mois', 9]]);
recite('PA24 hours', 'hours', 'h', [
  ['300 h', 300],
  ['300h', 300],
  ['300 heures', 300],
  ['2h30', twoNumbers],
]);
recite('PA25 the unit of something else', 'hours', 'h', [['9 mois', wrongUnit]]);
recite('PA26 a cell in another unit than its kind', 'money', 'k€', [
  ['56', 56],
  ['56 k€', 56],
  ['56 €', wrongUnit],
]);
recite('PA26 a cell in another unit than its kind', 'duration', 'jours', [
  ['3 jours', 3],
  ['3 mois', wrongUnit],
]);

recite('PA30 no figure', 'money', '€', [
  ['néant', notNumber],
  ['NC', notNumber],
  ['sans objet', notNumber],
  ['-', notNumber],
  ['à préciser', notNumber],
  ['niveau A1', notNumber],
  ['€', notNumber],
]);
recite('PA31 one number among words', 'count', 'personnes', [
  ['environ 9 600', extraWords],
  ['Ressource humaine 1 ETP annuel', extraWords],
]);
recite('PA32 several numbers', 'count', 'ateliers', [['40 formations soit environ 320 heures', twoNumbers]]);

recite('PA40 day first, never month first', 'date', null, [
  ['30/06/2025', '2025-06-30'],
  ['1/9/2024', '2024-09-01'],
  ['30-06-2025', '2025-06-30'],
  ['30.06.2025', '2025-06-30'],
  ['03/04/2025', '2025-04-03'],
  ['10/23/2017', noSuchDay],
  ['30/06-2025', notDate],
]);
recite('PA41 two figures of a year are of this century', 'date', null, [
  ['23/10/17', '2017-10-23'],
  ['01/01/99', '2099-01-01'],
]);
recite('PA42 year first', 'date', null, [
  ['2018-01-19', '2018-01-19'],
  ['2018/01/30', '2018-01-30'],
]);
recite('PA43 the month in words', 'date', null, [
  ['1er octobre 2024', '2024-10-01'],
  ['1ᵉʳ octobre 2024', '2024-10-01'],
  ['1 OCTOBRE 2024', '2024-10-01'],
  ['5 déc. 2024', '2024-12-05'],
  ['14\u00a0août 2024', '2024-08-14'],
  ['2er octobre 2024', notDate],
  ['1 brumaire 2024', notDate],
]);
recite('PA44 a day that does not exist', 'date', null, [
  ['29/02/2024', '2024-02-29'],
  ['29/02/2025', noSuchDay],
  ['31/02/2025', noSuchDay],
  ['00/01/2025', noSuchDay],
  ['30/06/0202', noSuchDay],
]);
recite('PA45 part of a date', 'date', null, [
  ['septembre 2024', notADay],
  ['sept. 2024', notADay],
  ['1er octobre', notADay],
  ['octobre', notADay],
  ['09/2024', notADay],
  ['2024', notADay],
  ['2024-2025', notADay],
  ['30/06', notADay],
]);
recite('PA46 not a date', 'date', null, [
  ['du 01/09/2024 au 30/06/2025', notDate],
  ['à préciser', notDate],
  ['2025-06-30T00:00:00Z', notDate],
]);

test.each(cellKinds)('PA50 = begins a formula, in a cell of any kind: %s', (kind) => {
  for (const stored of ['=1+1', '=']) expect(parseValue(kind, stored)).toEqual({ state: 'formula', stored });
  expect(numberOf(kind, '=1+1')).toBeNull();
  expect(valueOf(kind, '=1+1')).toBeNull();
});
test("PA50 '= starts a text with =, everywhere", () => {
  expect(parseValue('text', "'=P104")).toEqual({ state: 'value', value: '=P104' });
  expect(parseValue('money', "'=néant")).toEqual({ state: 'text', text: '=néant', reason: 'not_number' });
  expect(parseValue('text', "'tis")).toEqual({ state: 'value', value: "'tis" });
});
recite('PA51 yes or no', 'boolean', null, [
  ['Oui', true],
  ['VRAI', true],
  ['x', true],
  ['☒', true],
  ['non', false],
  ['☐', false],
  [true, true],
  [false, false],
  ['peut-être', { reason: 'not_boolean' }],
]);
recite('PA52 texts are kept whole', 'longtext', null, [['  deux\n lignes ', '  deux\n lignes ']]);
recite('PA52 choices are kept whole', 'choice', null, [['aap', 'aap']]);

describe('PA53 stored numbers and booleans', () => {
  test('pass through in a cell of their kind', () => {
    expect(parseValue('money', 1562.857142857143, '€')).toEqual({ state: 'value', value: 1562.857142857143 });
    expect(Object.is(numberOf('money', -0), 0)).toBe(true);
  });
  test('are the text of an editor elsewhere', () => {
    expect(valueOf('text', 12.5)).toBe('12,5');
    expect(valueOf('text', true)).toBe('oui');
    expect(parseValue('count', true)).toEqual({ state: 'text', text: 'oui', reason: 'not_number' });
    expect(parseValue('date', 45838)).toEqual({ state: 'text', text: '45838', reason: 'not_date' });
    expect(parseValue('boolean', 1)).toEqual({ state: 'text', text: '1', reason: 'not_boolean' });
  });
  test.each([NaN, Infinity, -Infinity])('%s never comes out as a number', (value) => {
    expect(numberOf('money', value)).toBeNull();
    expect(parseValue('money', value).state).toBe('text');
  });
});

const kinds: readonly CellKind[] = [
  ...(['count', 'hours', 'money', 'percent', 'duration', 'ratio'] as const),
  ...(['date', 'boolean', 'choice', 'text', 'longtext'] as const),
];

test.each(kinds)('PA33 nothing or only spaces in a %s cell is empty', (kind) => {
  for (const raw of [null, '', '   ', '\u00a0\u202f\n']) {
    expect(parseValue(kind, raw)).toEqual({ state: 'empty' });
    expect(valueOf(kind, raw)).toBeNull();
    expect(numberOf(kind, raw)).toBeNull();
  }
});

test('valueOf gives the text that could not be read; numberOf only numbers', () => {
  expect(valueOf('count', '40 formations soit environ 320 heures', 'ateliers')).toBe(
    '40 formations soit environ 320 heures',
  );
  expect(numberOf('count', '40 formations soit environ 320 heures', 'ateliers')).toBeNull();
  expect(numberOf('duration', '9 mois', 'mois')).toBe(9);
  expect(valueOf('date', '30/06/2025')).toBe('2025-06-30');
  expect(numberOf('text', '12')).toBeNull();
});

/** Strings made of what numbers, dates and traps are made of: plain random text hardly ever comes near a number. */
const nearNumbers = fc
  .array(
    fc.constantFrom(
      ...'0123456789.,-+−()=% \u00a0\u202f\u2009€'.split(''),
      ...['000', 'k€', 'M€', ' mois', ' h', 'e', '/', "'", '1er', ' octobre ', 'é', '\u0301', '\n', '\ud800'],
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(nearNumbers, fc.string({ unit: 'binary' }), fc.string({ maxLength: 300 }));
const anyUnit = fc.option(
  fc.oneof(fc.constantFrom('€', 'k€', '%', 'h', 'mois', 'personnes', 'ménages'), nearNumbers),
);

test('any string in any cell: read or kept whole, never thrown on, never NaN, infinite or -0', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), anyText, anyUnit, (kind, text, unit) => {
      const parsed = parseValue(kind, text, unit);
      if (parsed.state === 'text') return parsed.text === (text.startsWith("'=") ? text.slice(1) : text);
      if (parsed.state === 'empty') return text.trim() === '';
      if (parsed.state === 'formula') return parsed.stored === text && text.startsWith('=');
      if (typeof parsed.value === 'number')
        return Number.isFinite(parsed.value) && !Object.is(parsed.value, -0);
      return true;
    }),
    { numRuns: 2000 },
  );
});

test('PA5 any grouping space equals any other', () => {
  const spaces = [' ', '\u00a0', '\u202f', '\u2009'];
  fc.assert(
    fc.property(nearNumbers, fc.constantFrom(...spaces), fc.constantFrom(...spaces), (text, one, other) => {
      const spaced = (space: string): string => text.replace(/[ \u00a0\u202f\u2009]/g, space);
      expect(numberOf('money', spaced(one), '€')).toBe(numberOf('money', spaced(other), '€'));
    }),
    { numRuns: 2000 },
  );
});

test('spaces around a text do not change what is read, nor what is kept', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), nearNumbers, (kind, text) => {
      fc.pre(!/^['=]/.test(text) && text.trim() !== '');
      const padded = ` \u00a0${text}\n `;
      const [bare, parsed] = [parseValue(kind, text), parseValue(kind, padded)];
      const isText = kind === 'text' || kind === 'longtext' || kind === 'choice';
      if (parsed.state === 'text') expect(parsed).toEqual({ ...bare, text: padded });
      else expect(parsed).toEqual(isText ? { state: 'value', value: padded } : bare);
    }),
    { numRuns: 2000 },
  );
});

test('a long hostile text is read in linear time', () => {
  // A reader that backtracks would need minutes; the default time limit of a test is the assertion.
  for (const text of [
    '1 '.repeat(50_000),
    `${'.'.repeat(50_000)}a5`,
    `1${' '.repeat(50_000)}x5`,
    '(1'.repeat(50_000),
  ])
    expect(parseValue('money', text, '€').state).toBe('text');
});
