import { describe, expect, test } from 'vitest';
import { formatAge, formatDay, formatMoment, formatTime } from './date-format.ts';

const summer = Date.UTC(2025, 5, 30, 12, 5);
const lateInWinter = Date.UTC(2025, 0, 1, 23, 5);

test('a day is shown day first; what is no ISO day stays as it is', () => {
  expect(formatDay('2025-06-30')).toBe('30/06/2025');
  expect(formatDay('septembre 2024')).toBe('septembre 2024');
});

describe('moments are those of Paris unless another zone is named', () => {
  test.each([
    [summer, undefined, '30/06/2025 à 14\u00a0h\u00a005'],
    [lateInWinter, undefined, '02/01/2025 à 0\u00a0h\u00a005'],
    [summer, 'Indian/Reunion', '30/06/2025 à 16\u00a0h\u00a005'],
    [lateInWinter, 'America/Cayenne', '01/01/2025 à 20\u00a0h\u00a005'],
  ])('%d in %s is %j', (at, timeZone, expected) => {
    expect(formatMoment(at, 'fr', timeZone)).toBe(expected);
  });

  test('in English the words change, the figures do not', () => {
    expect(formatMoment(new Date(summer), 'en')).toBe('30/06/2025 at 14\u00a0h\u00a005');
    expect(formatTime(new Date(summer))).toBe('14\u00a0h\u00a005');
  });
});

describe('ages', () => {
  const minute = 60_000;
  test.each([
    [-5 * minute, 'à l’instant', 'just now'],
    [59_999, 'à l’instant', 'just now'],
    [minute, 'il y a 1\u00a0min', '1\u00a0min ago'],
    [3 * minute + 59_000, 'il y a 3\u00a0min', '3\u00a0min ago'],
    [60 * minute, 'il y a 1\u00a0h', '1\u00a0h ago'],
    [25 * 60 * minute, 'il y a 1\u00a0j', '1\u00a0d ago'],
    [7 * 24 * 60 * minute, '30/06/2025', '30/06/2025'],
  ])('%d ms ago: %s, %s', (age, french, english) => {
    expect(formatAge(summer, summer + age, 'fr')).toBe(french);
    expect(formatAge(summer, summer + age, 'en')).toBe(english);
  });
});
