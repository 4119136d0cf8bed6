import { expect, it } from 'vitest';
import { preferredLanguage } from './language.ts';

it.each([
  ['en-GB,en;q=0.9,fr;q=0.8', 'en'],
  ['de,fr-CH;q=0.7,en;q=0.3', 'fr'],
  ['de,en;q=0.3,fr;q=0.7', 'fr'],
  ['en;q=0,de', 'fr'],
  ['de', 'fr'],
  [null, 'fr'],
])('a browser that asks for %s reads %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
