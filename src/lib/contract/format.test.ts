import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatForEditing, scalarFromEditing } from './format.ts';
import type { CellKind, NumericKind, Scalar } from './kinds.ts';
import { parseValue } from './parse.ts';

const numericKinds: readonly NumericKind[] = ['count', 'hours', 'money', 'percent', 'duration', 'ratio'];
const kinds: readonly CellKind[] = [...numericKinds, 'date', 'boolean', 'choice', 'text', 'longtext'];
const units = [null, '€', 'k€', '%', 'h', 'mois', 'personnes'] as const;
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('PA60 what an editor opens with', () => {
  test.each<[CellKind, Scalar | null, string]>([
    ['money', 1562.857142857143, '1562,857142857143'],
    ['money', 56_000, '56000'],
    ['money', -1463.5, '-1463,5'],
    ['percent', 50, '50'],
    ['count', 1e21, '1000000000000000000000'],
    ['ratio', 1e-7, '0,0000001'],
    ['money', 0, '0'],
    ['money', -0, '0'],
    ['money', '1 463 €', '1 463 €'],
    ['date', '23/10/17', '23/10/17'],
    ['boolean', true, 'oui'],
    ['boolean', false, 'non'],
    ['money', null, ''],
  ])('%s %j opens as %j', (kind, raw, expected) => {
    expect(formatForEditing(kind, raw)).toBe(expected);
  });

  test('parse(format(v)) = v for every finite number of every kind and unit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...numericKinds),
        fc.constantFrom(...units),
        finite,
        (kind, unit, value) => {
          expect(parseValue(kind, formatForEditing(kind, value), unit)).toEqual({
            state: 'value',
            value: value === 0 ? 0 : value,
          });
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each([Number.MAX_VALUE, Number.MIN_VALUE, -Number.MAX_VALUE, Number.MAX_SAFE_INTEGER, 2 ** 70])(
    'parse(format(v)) = v at the ends of what a number can be: %d',
    (value) => {
      expect(parseValue('money', formatForEditing('money', value), '€')).toEqual({ state: 'value', value });
    },
  );

  test('parse(format(v)) = v for yes and no', () => {
    for (const value of [true, false])
      expect(parseValue('boolean', formatForEditing('boolean', value))).toEqual({ state: 'value', value });
  });
});

describe('PA60 what leaving an editor stores', () => {
  test('opening and leaving a cell keeps it, whatever it holds', () => {
    const scalar = fc.oneof<fc.Arbitrary<Scalar | null>[]>(
      fc.string({ unit: 'binary' }),
      finite,
      fc.boolean(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), scalar, (kind, raw) => {
        expect(scalarFromEditing(kind, raw, formatForEditing(kind, raw))).toBe(raw);
      }),
    );
  });

  test('a changed text is stored as typed, spaces included', () => {
    expect(scalarFromEditing('money', 56_000, ' 56 k€ ')).toBe(' 56 k€ ');
    expect(scalarFromEditing('money', null, '1.000')).toBe('1.000');
  });

  test('blanks empty the cell', () => {
    expect(scalarFromEditing('money', 56_000, '')).toBeNull();
    expect(scalarFromEditing('text', 'ancien', ' \u00a0')).toBeNull();
  });
});
