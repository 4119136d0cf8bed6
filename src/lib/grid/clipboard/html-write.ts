// A copied table as the HTML that spreadsheets read: each cell as the screen shows it, with the value that stands behind it
// for LibreOffice (sdval, sdnum) and for Excel (x:num, mso-number-format). Pure; knows no grid.
import { formatDay } from '../../i18n/date-format.ts';
import { serialOfDay } from '../day-number.ts';
import { type CopiedCell, plainNumber } from './copied-cell.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return /[&<>"'\n\r]/.test(text)
    ? text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign).replace(/\r\n|\r|\n/g, '<br>')
    : text;
}

/**
 * On every cell of words: a spreadsheet takes `007`, `3-4`, `1E5`, « juin 25 » and « septembre 2024 » for figures and dates,
 * each program and language others.
 */
const textAttributes = ` sdnum="1036;0;@" x:str style='mso-number-format:"\\@"'`;
const dayAttributes = ` sdnum="1036;1036;JJ/MM/AAAA" style='mso-number-format:"dd\\/mm\\/yyyy"'`;

function numberAttributes(value: number, shown: string): string {
  const places = (/,(\d+)/.exec(shown)?.[1] ?? '').length;
  const zeros = '0'.repeat(places);
  const french = places === 0 ? '# ##0' : `# ##0,${zeros}`;
  const english = places === 0 ? '\\#\\,\\#\\#0' : `\\#\\,\\#\\#0\\.${zeros}`;
  return ` align="right" sdval="${plainNumber(value)}" sdnum="1036;1036;${french}" x:num="${plainNumber(value, '.')}" style='mso-number-format:"${english}"'`;
}

function cellHtml({ shown, trueValue }: CopiedCell): string {
  if (trueValue?.type === 'number')
    return `<td${numberAttributes(trueValue.number, shown)}>${escaped(shown)}</td>`;
  if (trueValue?.type === 'date') {
    const serial = serialOfDay(trueValue.day);
    return `<td sdval="${serial}" x:num="${serial}"${dayAttributes}>${formatDay(trueValue.day)}</td>`;
  }
  // An empty cell stays without a format: what is typed there later may be a figure.
  return shown === '' ? '<td></td>' : `<td${textAttributes}>${escaped(shown)}</td>`;
}

export function tableHtml(rows: readonly (readonly CopiedCell[])[]): string {
  const parts = [
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>',
  ];
  for (const row of rows) {
    parts.push('<tr>');
    for (const cell of row) parts.push(cellHtml(cell));
    parts.push('</tr>');
  }
  parts.push('</table></body></html>');
  return parts.join('');
}
