import { expect, it } from 'vitest';
import { dayBefore, dayInParis, endOfDayInParis } from './paris-time.ts';

it.each([
  ['2024-12-05', '2024-12-05T23:00:00Z'],
  ['2025-06-30', '2025-06-30T22:00:00Z'],
  // The clocks change in the morning of these days.
  ['2025-03-29', '2025-03-29T23:00:00Z'],
  ['2025-03-30', '2025-03-30T22:00:00Z'],
  ['2025-10-25', '2025-10-25T22:00:00Z'],
  ['2025-10-26', '2025-10-26T23:00:00Z'],
  ['2024-12-31', '2024-12-31T23:00:00Z'],
])('ST16 %s ends in Paris at %s', (day, at) => {
  expect(new Date(endOfDayInParis(day)).toISOString()).toBe(at.replace('Z', '.000Z'));
});

it('ST16 a day begins where the one before it ends', () => {
  for (const day of ['2024-12-05', '2025-03-30', '2025-03-31', '2025-10-26', '2025-10-27', '2025-01-01']) {
    const start = endOfDayInParis(dayBefore(day));
    expect(dayInParis(start)).toBe(day);
    expect(dayInParis(start - 1)).toBe(dayBefore(day));
  }
});
