// What the attributes of a cell in foreign html say it truly holds: Calc (sdval), Excel (x:num), Google Sheets
// (data-sheets-value). Nothing is trusted: whatever is malformed leaves the displayed text alone. Knows no table.
import { parseJson } from '../../contract/parse-json.ts';
import { dayOfSerial } from '../day-number.ts';
import type { TrueValue } from './flavours.ts';

type Attributes = Readonly<Record<string, string>>;

export function trueValueOf(attributes: Attributes, text: string): TrueValue | null {
  if (text.trim() === '') return null;
  return fromCalc(attributes) ?? fromExcel(attributes) ?? fromSheets(attributes);
}

function fromCalc({ sdval, sdnum = '' }: Attributes): TrueValue | null {
  if (sdval === undefined) return null;
  const number = strictNumber(sdval.replace(',', '.'));
  // sdnum="language;language;code": the code itself may hold semicolons.
  const format = sdnum.split(';').slice(2).join(';');
  if (number !== null && /^"?(BOOLEAN|BOOLÉEN|VRAI|LOGI)/i.test(format)) {
    return { type: 'boolean', value: number !== 0 };
  }
  return formatted(number, format);
}

function fromExcel(attributes: Attributes): TrueValue | null {
  const raw = attributes['x:num'];
  if (raw === undefined || raw === '') return null;
  const style = attributes.style ?? '';
  const format = /mso-number-format\s*:\s*("(?:[^"\\]|\\[\s\S])*"|[^;]*)/i.exec(style)?.[1] ?? '';
  return formatted(strictNumber(raw), format.replace(/^"|"$/g, '').replaceAll('\\', ''));
}

function fromSheets(attributes: Attributes): TrueValue | null {
  const value = jsonRecord(attributes['data-sheets-value']);
  if (value === null) return null;
  const number = value['3'];
  if (value['1'] === 3 && typeof number === 'number' && Number.isFinite(number)) {
    const format = jsonRecord(attributes['data-sheets-numberformat']);
    const code = format?.['2'];
    if (format?.['1'] === 3) return formatted(number, '%');
    return formatted(number, typeof code === 'string' ? code : format?.['1'] === 5 ? 'yyyy-mm-dd' : '');
  }
  const flag = value['4'];
  return value['1'] === 4 && (flag === 0 || flag === 1 || typeof flag === 'boolean')
    ? { type: 'boolean', value: Boolean(flag) }
    : null;
}

function formatted(number: number | null, format: string): TrueValue | null {
  if (number === null) return null;
  // Literals, colours and currencies are not letters of the code; a percent sign in quotes is still shown by nobody else.
  const code = format.replace(/"[^"]*"|\[[^\]]*\]/g, '');
  if (code.includes('%') || /^percent$/i.test(code)) return { type: 'number', number, isPercent: true };
  const isDate =
    /date/i.test(code) || (/[jd]/i.test(code) && /m/i.test(code)) || /m.*(a{2}|y{2})/i.test(code);
  if (!isDate || /standard|general/i.test(code)) return { type: 'number', number, isPercent: false };
  const day = dayOfSerial(number);
  return day === null ? null : { type: 'date', day };
}

function strictNumber(text: string): number | null {
  if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

function jsonRecord(text: string | undefined): Readonly<Record<string, unknown>> | null {
  if (text === undefined || text.length > 100_000) return null;
  const value = parseJson(text);
  return typeof value === 'object' && value !== null ? { ...value } : null;
}
