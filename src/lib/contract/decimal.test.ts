import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalOf, numberOfDecimal, roundDecimal } from './decimal.ts';

function rounded(value: number, places: number): number {
  return numberOfDecimal(roundDecimal(decimalOf(value), places));
}

test.each([
  [1.005, 2, 1.01],
  [0.1875, 2, 0.19],
  [1562.857142857143, 2, 1562.86],
  [-0.125, 2, -0.13],
  [9.995, 2, 10],
  [999.999, 2, 1000],
  [0.05, 1, 0.1],
  [0.5, 0, 1],
  [0.49, 0, 0],
  [0.004, 2, 0],
  [0.00044, 2, 0],
  [0.00099, 2, 0],
  [1e21, 2, 1e21],
  [5e-324, 2, 0],
])('%f rounds to %i decimals as the eye expects: %f', (value, places, expected) => {
  expect(rounded(value, places)).toBe(expected);
});

test('what rounds to zero has no minus sign', () => {
  expect(roundDecimal(decimalOf(-0.001), 2).negative).toBe(false);
  expect(Object.is(rounded(-0.001, 2), 0)).toBe(true);
});

test('rounding is half away from zero, for every number of thousandths', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (thousandths) => {
      const hundredths = Math.sign(thousandths) * Math.floor((Math.abs(thousandths) + 5) / 10);
      expect(rounded(thousandths / 1000, 2)).toBe(hundredths === 0 ? 0 : hundredths / 100);
    }),
  );
});

test('a decimal names its number exactly', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(numberOfDecimal(decimalOf(value))).toBe(value === 0 ? 0 : value);
    }),
  );
});
