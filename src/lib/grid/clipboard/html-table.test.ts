import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readHtmlTable } from './html-table.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../../../tests/fixtures/clipboard/${name}`, import.meta.url), 'utf8');
const expected = JSON.parse(fixture('expected.json')) as Record<
  string,
  { values: (string | number | null)[][] }
>;
const texts = (html: string): string[][] | null =>
  readHtmlTable(html)?.map((row) => row.map(({ text }) => text)) ?? null;
const serialOf = (day: string): number => Date.parse(day) / 86_400_000 + 25_569;

describe('tables of foreign html', () => {
  it.each(['lo-calc-budget-full', 'lo-calc-dates-percent', 'lo-calc-one-cell'])(
    'GR72 true values come whole from %s',
    (name) => {
      const rows = readHtmlTable(fixture(`${name}.html`)) ?? [];
      const values = expected[name]?.values ?? [];
      expect(rows.map((row) => row.length)).toEqual(values.map((row) => row.length));
      for (const [r, row] of values.entries()) {
        for (const [c, value] of row.entries()) {
          const cell = rows[r]?.[c];
          const held = cell?.trueValue ?? null;
          if (typeof value !== 'number') {
            expect([cell?.text, held]).toEqual([value ?? '', null]);
            continue;
          }
          const number =
            held?.type === 'number' ? held.number : held?.type === 'date' ? serialOf(held.day) : Number.NaN;
          expect(Math.abs(number - value)).toBeLessThan(1e-9);
          expect(held?.type === 'date').toBe(value > 45_000 && value < 46_000 && cell?.text.includes('/'));
          if (cell?.text.includes('%')) expect(held).toMatchObject({ isPercent: true });
        }
      }
    },
  );

  it('GR72 the text of every cell of a budget without true values is read', () => {
    const rows = texts(fixture('gnumeric-budget-full.html'));
    expect(rows?.map((row) => row.length)).toEqual(Array.from({ length: 12 }, () => 15));
    expect(rows?.[1]?.[14]).toBe('Année 2024-2025\nMaintenir le recrutement actuel');
  });

  it('GR73 merged cells fill the cells they cover with nothing, and a forged span is bounded', () => {
    expect(texts('<table><tr><td colspan=2 rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f</table>')).toEqual([
      ['a', '', 'b'],
      ['', '', 'c'],
      ['d', 'e', 'f'],
    ]);
    expect(texts('<table><tr><td colspan=1000000000 rowspan=1000000000>a</table>')?.[0]?.length).toBe(1);
  });

  it('GR74 text collapses as a browser shows it', () => {
    expect(
      texts('<table><tr><td><p>a  &amp;\n b</p><p>c<br>d</p><style>x</style></td></tr></table>'),
    ).toEqual([['a & b\nc\nd']]);
  });

  it('GR75 the table inside a layout is the one, and no table is null', () => {
    expect(texts('<table><tr><td>menu<table><tr><td>1<td>2</table></table>')).toEqual([['1', '2']]);
    expect(texts('<p>a</p>')).toBe(null);
  });

  it('GR76 a malformed true value leaves the text', () => {
    const cell = readHtmlTable('<table><tr><td sdval="1e999">12</td><td x:num="abc">3</td></table>')?.[0];
    expect(cell?.map(({ trueValue }) => trueValue)).toEqual([null, null]);
  });
});
