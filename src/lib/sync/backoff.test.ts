import { expect, it } from 'vitest';
import { backoffMs, maxBackoffMs } from './backoff.ts';

it('waits longer after each failure, never more than 4 s, and spreads the clients', () => {
  const longest = Array.from({ length: 40 }, (_, attempt) => backoffMs(attempt, 0.999_999));
  expect(longest.slice(0, 5)).toEqual([250, 500, 1000, 2000, 4000]);
  expect(Math.max(...longest)).toBe(maxBackoffMs);
  expect(backoffMs(3, 0)).toBe(1000);
});
