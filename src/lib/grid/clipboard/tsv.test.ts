import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTsv, joinBrokenRows, parseTsv } from './tsv.ts';

const payload = (name: string): string =>
  readFileSync(new URL(`../../../../tests/fixtures/clipboard/${name}`, import.meta.url), 'utf8');

describe('tab separated text', () => {
  it('GR70 every table comes back from its text', () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', '\t', '\n', '\r', 'a', ' ') }));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        expect(parseTsv(formatTsv(rows))).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  it('GR70 quotes open a cell only at its start and only when they close', () => {
    expect(parseTsv('a"b\t"c\nd"\r\n"e\tf')).toEqual([
      ['a"b', 'c\nd'],
      ['"e', 'f'],
    ]);
    expect(parseTsv('"a" b\tc\r1\r\n')).toEqual([['"a" b', 'c'], ['1']]);
  });

  it('GR71 line breaks left unquoted are joined when every row comes out whole', () => {
    const rows = joinBrokenRows(parseTsv(payload('gnumeric-budget-full.txt')));
    expect(rows.map((row) => row.length)).toEqual(Array.from({ length: 12 }, () => 15));
    expect(rows[1]?.[14]).toBe('Année 2024-2025\nMaintenir le recrutement actuel');
  });

  it('GR71 a table that cannot be repaired surely stays as it is', () => {
    const rows = [['a', 'b'], ['c'], ['d', 'e', 'f']];
    expect(joinBrokenRows(rows)).toEqual(rows);
  });
});
