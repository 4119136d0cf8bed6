import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PastedCell, TrueValue } from './flavours.ts';
import { pastedValue } from './paste-value.ts';
import { readClipboard } from './read-clipboard.ts';
import { trueValueOf } from './true-value.ts';

const folder = new URL('../../../../tests/fixtures/clipboard/', import.meta.url);

function rowsOf(name: string): readonly (readonly PastedCell[])[] {
  const html = readFileSync(new URL(name, folder), 'utf8');
  const reading = readClipboard({ text: '', html, own: '' }, false);
  if (!reading.ok) throw new Error(reading.code);
  return reading.table.rows;
}

function number(value: number, isPercent = false): TrueValue {
  return { type: 'number', number: value, isPercent };
}

function calc(code: string, value: number): TrueValue | null {
  return trueValueOf({ sdval: String(value).replace('.', ','), sdnum: `1036;1036;${code}` }, 'shown');
}

function excel(code: string, value: number): TrueValue | null {
  return trueValueOf({ 'x:num': String(value), style: `mso-number-format:"${code}"` }, 'shown');
}

function sheets(format: object, value: number): TrueValue | null {
  return trueValueOf(
    {
      'data-sheets-value': JSON.stringify({ '1': 3, '3': value }),
      'data-sheets-numberformat': JSON.stringify(format),
    },
    'shown',
  );
}

const day: TrueValue = { type: 'date', day: '2024-09-01' };
const serial = 45_536;

describe('true values', () => {
  it('GR76 what Excel puts on the clipboard comes whole: figures, percents and days', () => {
    const [header, first, second] = rowsOf('excel-budget.html');
    expect(header?.map(({ trueValue }) => trueValue)).toEqual([null, null, null, null, null]);
    expect(first?.map(({ text, trueValue }) => [text, trueValue])).toEqual([
      ['2', number(2)],
      ['1 562,86 €', number(1562.857142857143)],
      ['16,27%', number(0.16272727, true)],
      ['01/09/2024', day],
      ['350 h', number(350.25)],
    ]);
    expect(second?.map(({ text, trueValue }) => [text, trueValue])).toEqual([
      ['3', number(3)],
      ['-50,25 €', number(-50.25)],
      ['', null],
      ['01/09/2024 14:30', day],
      ['300:00', null],
    ]);
  });

  it('GR76 what Google Sheets puts on the clipboard comes whole', () => {
    const [first, second] = rowsOf('google-sheets-budget.html');
    expect(first?.map(({ text, trueValue }) => [text, trueValue])).toEqual([
      ['Langue', null],
      ['1 562,86 €', number(1562.857142857143)],
      ['16,27 %', number(0.16272727, true)],
      ['01/09/2024', day],
      ['TRUE', { type: 'boolean', value: true }],
    ]);
    expect(second?.map(({ text, trueValue }) => [text, trueValue])).toEqual([
      ['Accueil', null],
      ['12:00:00', null],
      ['300:00:00', null],
      ['01/09/2024 14:30', day],
      ['FALSE', { type: 'boolean', value: false }],
    ]);
  });

  it.each([
    '[HH]:MM',
    '[h]:mm',
    'HH:MM',
    '[MM]:SS',
    '[ss]',
    '[h]',
    'h:mm AM/PM',
    'mm:ss,0',
    'MMMM',
    'jjjj',
    'yyyy',
  ])('GR170 behind a time, a month or a weekday (%s) stands no figure: the text is read', (code) => {
    expect([calc(code, 12.5), excel(code, 12.5), sheets({ '1': 2, '2': code }, 12.5)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('GR170 times and durations of Sheets are no figures, whatever their code says', () => {
    for (const type of [6, 7, 8])
      expect([sheets({ '1': type }, 0.5), sheets({ '1': type, '2': '0.00' }, 0.5)]).toEqual([null, null]);
    expect(sheets({ '1': 7, '2': 'dd/mm/yyyy hh:mm' }, serial + 0.5)).toEqual(day);
  });

  it('GR170 a time in an hours cell is read as its text, and is doubtful', () => {
    const cell = rowsOf('excel-budget.html')[2]?.[4];
    if (cell === undefined) throw new Error('no cell');
    expect(pastedValue(cell, 'hours', null, false).value).toBe('300:00');
  });

  it('GR76 letters in quotes, escaped signs and colours are no tokens of a code', () => {
    expect(calc('# ##0" h"', 300)).toEqual(number(300));
    expect(calc('[RED]0\\ \\h', 300)).toEqual(number(300));
    expect(calc('0,00E+00', 300)).toEqual(number(300));
    expect(calc('Standard" heures"', 300)).toEqual(number(300));
    expect(excel('\\#\\,\\#\\#0\\0022 h\\0022', 300)).toEqual(number(300));
    expect(excel('_-* \\#\\,\\#\\#0\\.00\\\\ \\0022€\\0022_-', 300)).toEqual(number(300));
    for (const name of ['General', 'Standard', 'Fixed', 'Scientific', 'Currency'])
      expect(excel(name, 300)).toEqual(number(300));
    expect(excel('Percent', 0.5)).toEqual(number(0.5, true));
  });

  it('GR76 days are days in the letters of each language, a time beside them or not', () => {
    for (const code of ['JJ/MM/AAAA', 'JJ/MM/AA HH:MM', 'TT.MM.JJJJ', 'D MMM YYYY', 'MMMM AAAA', 'JJ MMM'])
      expect([code, calc(code, serial + 0.25)]).toEqual([code, day]);
    for (const code of [
      'dd\\/mm\\/yyyy',
      'dd\\/mm\\/yyyy\\ hh\\:mm',
      '\\[$-40C\\]d\\\\-mmm\\\\-yy\\;\\@',
      'Short Date',
    ])
      expect([code, excel(code, serial)]).toEqual([code, day]);
    expect(excel('Short Time', 0.5)).toBeNull();
  });
});
