import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NumericKind } from '../contract/kinds.ts';
import { numberOf } from '../contract/parse.ts';
import { decimalOf, numberOfDecimal, roundDecimal } from '../contract/decimal.ts';
import { formatNumber, type NumberFormatOptions } from './number-format.ts';

describe('numbers are shown in French form', () => {
  test.each<[number | null, NumericKind, NumberFormatOptions, string]>([
    [56_000, 'money', {}, '56\u202f000'],
    [1562.857142857143, 'money', {}, '1\u202f562,86'],
    [133.75, 'money', {}, '133,75'],
    [187.5, 'money', {}, '187,50'],
    [0.1875, 'money', {}, '0,19'],
    [1.005, 'money', {}, '1,01'],
    [1562.9999999, 'money', {}, '1\u202f563'],
    [200, 'money', { decimals: 'fixed' }, '200,00'],
    [242_877, 'money', { withUnit: true }, '242\u202f877\u00a0€'],
    [-1463, 'money', {}, '\u22121\u202f463'],
    [-0.001, 'money', {}, '0'],
    [18.243877, 'percent', { withUnit: true }, '18,24\u00a0%'],
    [12.5, 'percent', {}, '12,5'],
    [20, 'percent', { decimals: 'fixed' }, '20,00'],
    [9, 'duration', { withUnit: true }, '9\u00a0mois'],
    [35.5, 'count', {}, '35,5'],
    [12, 'count', { withUnit: true, unit: 'ménages' }, '12\u00a0ménages'],
    [12, 'count', { withUnit: true }, '12'],
    [2.5, 'ratio', { decimals: 0 }, '3'],
    [1e21, 'money', {}, '1\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000'],
    [null, 'money', { withUnit: true }, ''],
  ])('%d as %s %j: %j', (value, kind, options, expected) => {
    expect(formatNumber(value, kind, options)).toBe(expected);
  });
});

test('what is shown, typed back, is the rounded value', () => {
  const kinds = ['count', 'hours', 'money', 'percent', 'duration', 'ratio'] as const;
  const value = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: -1e7, max: 1e7, noNaN: true }),
    fc.integer(),
  );
  const options = fc.record({
    withUnit: fc.boolean(),
    decimals: fc.constantFrom('auto' as const, 'fixed' as const, 0, 1, 4),
  });
  fc.assert(
    fc.property(value, fc.constantFrom(...kinds), options, (number, kind, shown) => {
      const places = typeof shown.decimals === 'number' ? shown.decimals : 2;
      const rounded = numberOfDecimal(roundDecimal(decimalOf(number), places));
      expect(numberOf(kind, formatNumber(number, kind, shown))).toBe(rounded);
    }),
    { numRuns: 1000 },
  );
});
