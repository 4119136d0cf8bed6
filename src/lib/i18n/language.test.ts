import { expect, it } from 'vitest';
import { consoleLanguage, preferredLanguage } from './language.ts';

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

it.each([
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'en' }, 'en'],
  [{ LANG: 'fr_FR.UTF-8' }, 'fr'],
  [{ LANG: 'C.UTF-8' }, 'fr'],
  [{ LANG: 'enm_GB' }, 'fr'],
  [{ LANG: 'en_GB.UTF-8', LC_ALL: 'fr_FR.UTF-8' }, 'fr'],
  [{ LANG: 'fr_FR.UTF-8', LC_MESSAGES: 'en_US.UTF-8', LC_ALL: '' }, 'en'],
  [{}, 'fr'],
])('a terminal with %j reads %s', (environment, language) => {
  expect(consoleLanguage(environment)).toBe(language);
});
