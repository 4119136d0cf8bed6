// Tab separated text as spreadsheets write and read it. Owns the quoting and the repair of unquoted line breaks; must not
// know what a cell means.

/** Always a pair of `formatTsv`; ragged rows stay ragged. The text of no cell at all is no row. */
export function parseTsv(text: string): string[][] {
  if (text === '') return [];
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  // An opening quote that never closes is text: past the last quote of the text, no quote can close.
  const lastQuote = text.lastIndexOf('"');
  for (;;) {
    const quoted = text[at] === '"' && at < lastQuote ? readQuoted(text, at) : null;
    const cell = quoted ?? readPlain(text, at);
    row.push(cell.value);
    at = cell.end;
    if (text[at] === '\t') {
      at++;
      continue;
    }
    rows.push(row);
    row = [];
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    // One final line end closes the last row, it does not open another.
    if (at >= text.length) return rows;
  }
}

interface ReadCell {
  readonly value: string;
  readonly end: number;
}

function readPlain(text: string, start: number): ReadCell {
  let end = start;
  while (end < text.length && !isCellEnd(text[end])) end++;
  return { value: text.slice(start, end), end };
}

/** Null when the quotes do not enclose the whole cell: then they are text. */
function readQuoted(text: string, start: number): ReadCell | null {
  let close = text.indexOf('"', start + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close === -1) return null;
  const end = close + 1;
  if (end < text.length && !isCellEnd(text[end])) return null;
  return { value: text.slice(start + 1, close).replaceAll('""', '"'), end };
}

const isCellEnd = (sign: string | undefined): boolean => sign === '\t' || sign === '\n' || sign === '\r';

export function formatTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(formatCell).join('\t')}\n`).join('');
}

function formatCell(value: string): string {
  return /[\t\n\r]|^"/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/**
 * Some programs leave the line breaks of a cell unquoted. The first line says how many cells a row has; shorter lines are
 * joined until that number is reached. Only when every row comes to exactly that number; else the rows as they are.
 * A line of one cell after a full row continues its last cell.
 */
export function joinBrokenRows(rows: string[][]): string[][] {
  const width = rows[0]?.length ?? 0;
  if (width < 2 || rows.every((row) => row.length === width)) return rows;
  const joined: string[][] = [];
  for (const row of rows) {
    const last = joined.at(-1);
    const isOpen = last !== undefined && (last.length < width || row.length === 1);
    if (!isOpen) {
      joined.push([...row]);
      continue;
    }
    const [first = '', ...rest] = row;
    last.push(`${last.pop() ?? ''}\n${first}`, ...rest);
    if (last.length > width) return rows;
  }
  return joined.every((row) => row.length === width) ? joined : rows;
}
