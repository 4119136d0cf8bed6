import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CellKind } from '../../contract/kinds.ts';
import { numberOf } from '../../contract/parse.ts';
import type { PastedCell } from './flavours.ts';
import { pastedValue } from './paste-value.ts';
import { readClipboard } from './read-clipboard.ts';

const folder = new URL('../../../../tests/fixtures/clipboard/', import.meta.url);
const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<
  string,
  { values?: (string | number | null)[][] }
>;

function payload(name: string, extension: 'html' | 'txt'): string {
  return readFileSync(new URL(`${name}.${extension}`, folder), 'utf8');
}

function rowsOf(text: string, html = '', valuesOnly = false): readonly (readonly PastedCell[])[] {
  const reading = readClipboard({ text, html, own: '' }, valuesOnly);
  if (!reading.ok) throw new Error(reading.code);
  return reading.table.rows;
}

function textCell(text: string): PastedCell {
  return { text, trueValue: null, own: null };
}

/** Amounts and counts of the budget sheet: column, kind. */
const figures: readonly (readonly [number, CellKind])[] = [
  [4, 'money'],
  [5, 'money'],
  [6, 'money'],
  [7, 'count'],
  [8, 'hours'],
];

describe('reading the clipboard', () => {
  it.each(['lo-calc-budget-full', 'gnumeric-budget-full'])(
    'GR80 %s gives its figures, from html and from text',
    (name) => {
      const values = expected['lo-calc-budget-full']?.values ?? [];
      expect(values.length).toBeGreaterThan(5);
      for (const rows of [rowsOf('', payload(name, 'html')), rowsOf(payload(name, 'txt'))]) {
        expect(rows.length).toBe(values.length);
        for (const [index, row] of values.entries()) {
          for (const [column, kind] of figures) {
            const wanted = row[column];
            const cell = rows[index]?.[column];
            if (index === 0 || cell === undefined) continue;
            const { value } = pastedValue(cell, kind, null, false);
            expect(numberOf(kind, value), `${name} ${index}:${column} « ${cell.text} »`).toBe(wanted ?? null);
          }
        }
      }
    },
  );

  it('GR81 html comes before text, text alone where only values are wanted', () => {
    const html = '<table><tr><td sdval="1562,857142" sdnum="1036;1036;0">1563</td></tr></table>';
    expect(rowsOf('1563', html)[0]?.[0]?.trueValue).toEqual({
      type: 'number',
      number: 1562.857142,
      isPercent: false,
    });
    expect(rowsOf('1563', html, true)[0]?.[0]).toEqual(textCell('1563'));
  });

  it('GR82 short rows are filled up with empty cells', () => {
    expect(rowsOf('a\tb\tc\nd\te').map((row) => row.length)).toEqual([3, 3]);
  });

  it('GR83 an empty clipboard is said, and one beyond every plan is refused', () => {
    expect(readClipboard({ text: '', html: '<p></p>', own: '' }, false)).toEqual({
      ok: false,
      code: 'nothing',
    });
    expect(readClipboard({ text: '\t'.repeat(400_001), html: '', own: '' }, false)).toEqual({
      ok: false,
      code: 'too_large',
    });
  });
});

describe('what a pasted cell becomes', () => {
  it('GR84 a percent is a fraction in the source and percents here, without binary noise', () => {
    const share: PastedCell = {
      text: '16,27%',
      trueValue: { type: 'number', number: 0.1627, isPercent: true },
      own: null,
    };
    expect(pastedValue(share, 'percent', null, false).value).toBe(16.27);
    expect(pastedValue(share, 'money', null, false).value).toBe('16,27%');
  });

  it('GR84 a cell of the same kind and unit comes back exactly as it was stored (I6)', () => {
    const own = { stored: { raw: 'environ 9 600', kind: 'money', unit: null } } as const;
    expect(pastedValue({ text: 'environ 9 600', trueValue: null, own }, 'money', null, false)).toEqual({
      value: 'environ 9 600',
      isExact: true,
    });
  });

  it('GR84 a figure of another unit keeps it, so that it is not taken for one of this cell', () => {
    const own = { stored: { raw: 300, kind: 'hours', unit: 'h' } } as const;
    const cell: PastedCell = {
      text: '300',
      trueValue: { type: 'number', number: 300, isPercent: false },
      own,
    };
    expect(pastedValue(cell, 'duration', 'mois', false).value).toBe('300 h');
  });

  it('GR84 a true date is written as a day, a true boolean as itself, each in a cell of its kind only', () => {
    const day: PastedCell = { text: '01-sept', trueValue: { type: 'date', day: '2024-09-01' }, own: null };
    expect(pastedValue(day, 'date', null, false).value).toBe('01/09/2024');
    expect(pastedValue(day, 'text', null, false).value).toBe('01-sept');
    const yes: PastedCell = { text: 'VRAI', trueValue: { type: 'boolean', value: true }, own: null };
    expect(pastedValue(yes, 'boolean', null, false).value).toBe(true);
    expect(pastedValue(yes, 'count', null, false).value).toBe('VRAI');
  });
});
