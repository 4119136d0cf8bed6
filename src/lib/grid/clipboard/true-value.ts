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
  return formatted(strictNumber(raw), cssUnescaped(format.trim().replace(/^"|"$/g, '')));
}

/** Excel writes the quotes of a code as `\0022`, and a backslash before every sign. */
function cssUnescaped(text: string): string {
  return text.replace(/\\00([0-9a-f]{2})|\\([\s\S])/gi, (_, code: string | undefined, sign: string) =>
    code === undefined ? sign : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** As Sheets counts its formats. 6 to 8 are a time, a time of a day, a duration: only the code tells a day among them. */
const sheetsPercent = 3;
const sheetsDate = 5;
const sheetsTimes: readonly unknown[] = [6, 7, 8];

function fromSheets(attributes: Attributes): TrueValue | null {
  const value = jsonRecord(attributes['data-sheets-value']);
  if (value === null) return null;
  const number = value['3'];
  if (value['1'] === 3 && typeof number === 'number' && Number.isFinite(number)) {
    const format = jsonRecord(attributes['data-sheets-numberformat']);
    const type = format?.['1'];
    const code = format?.['2'];
    if (type === sheetsPercent) return formatted(number, '%');
    if (sheetsTimes.includes(type)) {
      const moment = typeof code === 'string' ? formatted(number, code) : null;
      return moment?.type === 'date' ? moment : null;
    }
    return formatted(number, typeof code === 'string' ? code : type === sheetsDate ? 'yyyy-mm-dd' : '');
  }
  const flag = value['4'];
  return value['1'] === 4 && (flag === 0 || flag === 1 || typeof flag === 'boolean')
    ? { type: 'boolean', value: Boolean(flag) }
    : null;
}

/** Formats that Excel calls by a name of its own; their letters are no tokens. */
const namedNumbers = /^(standard|general|général|fixed|scientific|currency|euro currency)$/i;
const namedDates = /^((short|medium|long|general) )?date$/i;

/**
 * Null where the cell shows a time, a month or a weekday: behind `300:00` stands 12.5 days, which is no figure that anybody
 * means, so the text is read instead.
 */
function formatted(number: number | null, format: string): TrueValue | null {
  if (number === null) return null;
  // Literals, padding, colours and currencies are not letters of the code; elapsed hours, minutes and seconds are.
  const code = format
    .replace(/"[^"]*"|\\[\s\S]|[_*][\s\S]|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .replace(/general|standard/gi, '')
    .replace(/am\/pm|a\/p/gi, 'h');
  if (code.includes('%') || /^percent$/i.test(code)) return { type: 'number', number, isPercent: true };
  const name = format.trim();
  const isFigure = namedNumbers.test(name) || !/[hsymjd]|a{2}/i.test(code);
  if (isFigure) return { type: 'number', number, isPercent: false };
  const day = namedDates.test(name) || showsDay(code) ? dayOfSerial(number) : null;
  return day === null ? null : { type: 'date', day };
}

/** Day, month and year, in the letters of French, English or German; without a time day and month, or month and year, do. */
function showsDay(code: string): boolean {
  const hasMonth = /m/i.test(code);
  const hasDay = /[djt]/i.test(code);
  const hasYear = /y|a{2}/i.test(code) || (/t/i.test(code) && /j/i.test(code));
  if (/\[/.test(code) || !hasMonth) return false;
  return /[hs]/i.test(code) ? hasDay && hasYear : hasDay || hasYear;
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
