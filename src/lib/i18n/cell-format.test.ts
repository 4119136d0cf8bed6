import { expect, test } from 'vitest';
import type { CellKind, Scalar } from '../contract/kinds.ts';
import { formatCell } from './cell-format.ts';

test.each<[CellKind, string | null, Scalar | null, string]>([
  ['money', '€', '56 k€', '56\u202f000'],
  ['money', '€', 1562.857142857143, '1\u202f562,86'],
  ['percent', '%', '50%', '50'],
  ['duration', 'mois', '9 mois', '9'],
  ['count', 'ateliers', '40 formations soit environ 320 heures', '40 formations soit environ 320 heures'],
  ['money', '€', '1.000', '1.000'],
  ['money', '€', '  néant ', '  néant '],
  ['date', null, '23/10/17', '23/10/2017'],
  ['date', null, 'septembre 2024', 'septembre 2024'],
  ['boolean', null, 'x', 'Oui'],
  ['boolean', null, false, 'Non'],
  ['text', null, "'=P104", '=P104'],
  ['text', null, 12.5, '12,5'],
  ['money', '€', NaN, 'NaN'],
  ['money', '€', null, ''],
])('a %s cell in %s holding %j shows %j', (kind, unit, raw, expected) => {
  expect(formatCell(kind, raw, unit)).toBe(expected);
});

test('the unit is shown on demand', () => {
  expect(formatCell('money', '56 k€', '€', { withUnit: true })).toBe('56\u202f000\u00a0€');
});
