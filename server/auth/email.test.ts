import { expect, it } from 'vitest';
import { parseEmail } from './email.ts';

it.each([
  ['  Ana.Dupont@Metz.FR ', 'ana.dupont@metz.fr'],
  ['e\u0301lodie@metz.fr', '\u00e9lodie@metz.fr'],
  ['ana@localhost', 'ana@localhost'],
])('%j is one address however it is written', (typed, email) => {
  expect(parseEmail(typed)).toBe(email);
});

it.each([
  '',
  'ana',
  'ana@',
  '@metz.fr',
  'a b@metz.fr',
  'a@b@c',
  'a\u0000@metz.fr',
  `${'a'.repeat(250)}@metz.fr`,
])('%j is no address', (typed) => {
  expect(parseEmail(typed)).toBeNull();
});
