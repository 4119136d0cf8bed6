import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PastedCell, PastedTable } from './flavours.ts';
import { decodeOwn, encodeOwn } from './own-flavour.ts';

const cell: fc.Arbitrary<PastedCell> = fc.record({
  text: fc.string(),
  trueValue: fc.oneof(
    fc.constant(null),
    fc.record({
      type: fc.constant('number' as const),
      number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      isPercent: fc.boolean(),
    }),
    fc.record({ type: fc.constant('date' as const), day: fc.constant('2024-09-01') }),
  ),
  own: fc.record({
    stored: fc.oneof(
      fc.constant(null),
      fc.record({
        raw: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
        kind: fc.constantFrom('money' as const, 'text' as const),
        unit: fc.constantFrom('€', null),
      }),
    ),
  }),
});

const table: fc.Arbitrary<PastedTable> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([height, width]) =>
    fc.record({
      from: fc.constant('own' as const),
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
      origin: fc.constant({
        planId: 'plan',
        rowIds: Array.from({ length: height }, (_, index) => `r${index}`),
        columnIds: Array.from({ length: width }, (_, index) => `c${index}`),
      }),
    }),
  );

describe('the lossless flavour', () => {
  it('GR78 what was copied inside Trame comes back exactly (I6)', () => {
    fc.assert(
      fc.property(table, (copied) => {
        expect(decodeOwn(encodeOwn(copied))).toEqual(copied);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['no JSON', '{'],
    ['another version', JSON.stringify({ version: 2, origin: null, rows: [] })],
    [
      'fewer rows than it says',
      JSON.stringify({ version: 1, origin: { planId: 'p', rowIds: ['a'], columnIds: ['b'] }, rows: [] }),
    ],
    [
      'a cell that is none',
      JSON.stringify({
        version: 1,
        origin: { planId: 'p', rowIds: ['a'], columnIds: ['b'] },
        rows: [[['x', { type: 'number' }, null]]],
      }),
    ],
  ])('GR79 what does not have its shape is refused whole: %s', (_, json) => {
    expect(decodeOwn(json)).toBeNull();
  });
});
