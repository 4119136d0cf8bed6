import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareText, foldForSearch, matchesSearch } from './search-text.ts';

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

test('sorting ignores case and accents and counts in numbers', () => {
  const sorted = ['Zèbre', 'action 10', 'état', 'Action 2', 'œuvre', 'ordre', 'etc', 'Écluse'].sort(
    compareText,
  );
  expect(sorted.map(foldForSearch)).toEqual([
    'action 2',
    'action 10',
    'ecluse',
    'etat',
    'etc',
    'oeuvre',
    'ordre',
    'zebre',
  ]);
});

test('the order is total: the same whatever the order of arrival', () => {
  const texts = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('é', 'É', 'e', 'œ', 'oe', 'OE', '')),
  );
  fc.assert(
    fc.property(texts, fc.integer(), (items, seed) => {
      const turn = items.length === 0 ? 0 : Math.abs(seed) % items.length;
      const shifted = [...items.slice(turn), ...items.slice(0, turn)].reverse();
      expect(shifted.sort(compareText)).toEqual([...items].sort(compareText));
    }),
  );
});
