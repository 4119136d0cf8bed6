import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daySequence, nameSequence, numberedSequence, numberSequence, type Sequence } from './series.ts';

function next<Value>(sequence: Sequence<Value> | null, count: number): Value[] {
  return sequence === null ? [] : Array.from({ length: count }, (_, index) => sequence(index));
}

describe('series', () => {
  it('GR133 equal steps go on without the noise of binary fractions; others make no series', () => {
    expect(next(numberSequence([0.1, 0.2], null), 3)).toEqual([0.3, 0.4, 0.5]);
    expect(numberSequence([1, 2, 4], null)).toBeNull();
    expect(numberSequence([7], null)).toBeNull();
    expect(next(numberSequence([7], 1), 2)).toEqual([8, 9]);
    fc.assert(
      fc.property(
        fc.integer({ min: -9999, max: 9999 }),
        fc.integer({ min: -999, max: 999 }),
        fc.integer({ min: 2, max: 6 }),
        (start, step, count) => {
          const line = Array.from({ length: count }, (_, index) => start + step * index);
          expect(next(numberSequence(line, null), 3)).toEqual(
            [0, 1, 2].map((index) => start + step * (count + index)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('GR134 days go on by day, or by month to the last day of a short one', () => {
    expect(next(daySequence(['2024-12-31']), 2)).toEqual(['2025-01-01', '2025-01-02']);
    expect(next(daySequence(['2025-01-31', '2025-02-28']), 2)).toEqual(['2025-03-31', '2025-04-30']);
    expect(next(daySequence(['2025-03-15', '2025-02-15']), 3)).toEqual([
      '2025-01-15',
      '2024-12-15',
      '2024-11-15',
    ]);
    expect(next(daySequence(['2025-01-01', '2025-01-08']), 1)).toEqual(['2025-01-15']);
  });

  it('GR135 names of months and days, and texts that end in a number, go on as written', () => {
    expect(next(nameSequence(['Novembre']), 3)).toEqual(['Décembre', 'Janvier', 'Février']);
    expect(next(nameSequence(['févr.', 'janv.']), 3)).toEqual(['déc.', 'nov.', 'oct.']);
    expect(next(nameSequence(['SUNDAY']), 1)).toEqual(['MONDAY']);
    expect(next(numberedSequence(['Action 09']), 2)).toEqual(['Action 10', 'Action 11']);
    expect(numberedSequence(['Action 1', 'Lot 2'])).toBeNull();
    expect(numberedSequence(['12'])).toBeNull();
  });
});
