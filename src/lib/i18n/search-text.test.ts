import { expect, test } from 'vitest';
import { foldForSearch, matchesSearch } from './search-text.ts';

test.each([
  ['évènement', 'événement'],
  ['Mission locale', 'MISSION LOCALE'],
  ["Structures d'hébergement", 'structures d’hébergement'],
  ['d`insertion', 'D´INSERTION'],
  ['Œuvre', 'oeuvre'],
  ['Lætitia', 'laetitia'],
  ['56\u202f000\u00a0€', '56 000 €'],
  ['e\u0301tat', 'ÉTAT'],
  ['aujourd\u00adhui', 'Aujourdhui'],
  ['Metz\u2011Métropole', 'Metz-Métropole'],
  [' FLE  et\nalphabétisation ', 'fle et alphabetisation'],
])('%j and %j are the same for search', (a, b) => {
  expect(foldForSearch(a)).toBe(foldForSearch(b));
});

test('every word of the query must be there, in any order', () => {
  const text = foldForSearch("Apprentissage de la langue française, de l'alphabétisation à la certification");
  expect(matchesSearch(text, 'FRANCAISE  apprentissage')).toBe(true);
  expect(matchesSearch(text, 'l’alphab')).toBe(true);
  expect(matchesSearch(text, 'française emploi')).toBe(false);
  expect(matchesSearch(text, '  ')).toBe(true);
});
