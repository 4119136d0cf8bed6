import { expect, it } from 'vitest';
import { cleanName } from './clean-name.ts';

it('HI5 a name is one line, and turns nothing around it over', () => {
  expect(cleanName(' COPIL\u202e du\n12\u0000 mars  ')).toBe('COPIL du 12 mars');
  expect(cleanName('\u200f\u2066')).toBe('');
  // Accents as one character; an emoji of several stays whole.
  expect(cleanName('E\u0301te\u0301 👩\u200d🌾')).toBe('Été 👩\u200d🌾');
});
