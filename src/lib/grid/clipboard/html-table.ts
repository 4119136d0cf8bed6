// The table of an html fragment, whoever wrote it, old or broken html included. Owns the html parser; must not know where
// the cells go. It reads events and never builds a document, so nothing of a foreign page can load or run.
import { Parser } from 'htmlparser2';
import { classFormats } from './class-formats.ts';
import type { PastedCell } from './flavours.ts';
import { trueValueOf } from './true-value.ts';

/** Spans beyond these are forged: no copied table is as wide or as tall by one cell. */
const maxColspan = 1_000;
const maxRowspan = 10_000;
/** Cells that spans alone may add. */
const maxCoveredCells = 200_000;

interface OpenCell {
  readonly attributes: Record<string, string>;
  readonly isHidden: boolean;
  text: string;
  /** White space read, to be written as one space before the next sign. */
  hasSpace: boolean;
  breaks: number;
}

interface OpenTable {
  readonly rows: PastedCell[][];
  /** By column: how many rows further a merged cell reaches. */
  covered: number[];
  row: PastedCell[] | null;
  rowIsHidden: boolean;
  cell: OpenCell | null;
  filled: number;
  hasInner: boolean;
}

const emptyCell: PastedCell = { text: '', trueValue: null, own: null };
const silent: ReadonlySet<string> = new Set(['style', 'script', 'title', 'template', 'comment']);
const blocks: ReadonlySet<string> = new Set([
  'p',
  'div',
  'li',
  'ul',
  'ol',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);

/** Null when there is no table. Of several, the one with most filled cells; a table around another is a layout. */
export function readHtmlTable(html: string): PastedCell[][] | null {
  const open: OpenTable[] = [];
  let best: OpenTable | null = null;
  let silence = 0;
  let css: string | null = null;
  let formats: ReadonlyMap<string, string> = new Map();
  let coveredCells = 0;

  const skipCovered = (table: OpenTable, row: PastedCell[], toTheEnd = false): void => {
    while (row.length < table.covered.length) {
      const left = table.covered[row.length] ?? 0;
      if (left === 0 && !(toTheEnd && table.covered.slice(row.length).some((rows) => rows > 0))) return;
      if (left > 0) table.covered[row.length] = left - 1;
      row.push(emptyCell);
    }
  };

  const closeCell = (table: OpenTable): void => {
    const { cell, row } = table;
    table.cell = null;
    if (cell === null || row === null || cell.isHidden) return;
    skipCovered(table, row);
    const across = span(cell.attributes.colspan, maxColspan);
    const down = span(cell.attributes.rowspan, maxRowspan);
    coveredCells += across * down - 1;
    const fits = coveredCells <= maxCoveredCells;
    if (cell.text !== '') table.filled++;
    for (let index = 0; index < (fits ? across : 1); index++) {
      while (table.covered.length <= row.length) table.covered.push(0);
      if (fits) table.covered[row.length] = down - 1;
      const { text } = cell;
      row.push(
        index > 0
          ? emptyCell
          : { text, trueValue: trueValueOf(withFormat(cell.attributes, formats), text), own: null },
      );
    }
  };

  const closeRow = (table: OpenTable): void => {
    closeCell(table);
    if (table.row === null) return;
    skipCovered(table, table.row, true);
    if (!table.rowIsHidden) table.rows.push(table.row);
    table.row = null;
  };

  const openRow = (table: OpenTable, attributes: Record<string, string>): void => {
    closeRow(table);
    table.row = [];
    table.rowIsHidden = isHidden(attributes);
  };

  const closeTable = (): void => {
    const table = open.pop();
    if (table === undefined) return;
    closeRow(table);
    const holdsCells = table.rows.some((row) => row.length > 0);
    if (holdsCells && !table.hasInner && (best === null || table.filled > best.filled)) best = table;
    const outer = open.at(-1);
    if (outer !== undefined && holdsCells) outer.hasInner = true;
  };

  const parser = new Parser({
    onopentag(name, attributes) {
      if (silent.has(name)) silence++;
      if (name === 'style') css ??= '';
      const table = open.at(-1);
      if (name === 'table') {
        open.push({
          rows: [],
          covered: [],
          row: null,
          rowIsHidden: false,
          cell: null,
          filled: 0,
          hasInner: false,
        });
      } else if (table === undefined) return;
      else if (name === 'tr') openRow(table, attributes);
      else if (name === 'td' || name === 'th') {
        closeCell(table);
        if (table.row === null) openRow(table, {});
        table.cell = { attributes, isHidden: isHidden(attributes), text: '', hasSpace: false, breaks: 0 };
      } else if (table.cell !== null) {
        if (name === 'br') table.cell.breaks++;
        else if (blocks.has(name)) breakLine(table.cell);
        // Calc and Sheets may carry the value on an element inside the cell.
        for (const key of ['sdval', 'sdnum']) {
          const value = attributes[key];
          if (value !== undefined) table.cell.attributes[key] ??= value;
        }
      }
    },
    ontext(text) {
      if (css !== null) css += text;
      const cell = open.at(-1)?.cell;
      if (silence === 0 && cell) write(cell, text);
    },
    onclosetag(name) {
      if (silent.has(name)) silence = Math.max(0, silence - 1);
      if (name === 'style' && css !== null) {
        formats = new Map([...formats, ...classFormats(css)]);
        css = null;
      }
      const table = open.at(-1);
      if (table === undefined) return;
      if (name === 'table') closeTable();
      else if (name === 'tr') closeRow(table);
      else if (name === 'td' || name === 'th') closeCell(table);
      else if (table.cell !== null && blocks.has(name)) breakLine(table.cell);
    },
  });
  parser.end(html);
  while (open.length > 0) closeTable();
  return rowsOf(best);
}

function rowsOf(table: OpenTable | null): PastedCell[][] | null {
  return table === null ? null : table.rows;
}

/** Excel names the format of a cell by its class; what stands at the cell itself goes before it. */
function withFormat(
  attributes: Record<string, string>,
  formats: ReadonlyMap<string, string>,
): Record<string, string> {
  const { style = '' } = attributes;
  const format = formats.get(attributes.class ?? '');
  return format === undefined || /mso-number-format/i.test(style)
    ? attributes
    : { ...attributes, style: `${style};${format}` };
}

function span(text: string | undefined, limit: number): number {
  const number = Number.parseInt(text ?? '1', 10);
  return number >= 1 ? Math.min(number, limit) : 1;
}

function isHidden({ style = '' }: Record<string, string>): boolean {
  return /display\s*:\s*none/i.test(style);
}

function breakLine(cell: OpenCell): void {
  cell.breaks = Math.max(cell.breaks, 1);
}

/** As a browser shows it: white space collapses, but a non-breaking space stays; a break at either end shows nothing. */
function write(cell: OpenCell, text: string): void {
  for (const part of text.split(/([ \t\r\n\f]+)/)) {
    if (part === '') continue;
    if (/^[ \t\r\n\f]/.test(part)) {
      cell.hasSpace = true;
      continue;
    }
    if (cell.text !== '') cell.text += cell.breaks > 0 ? '\n'.repeat(cell.breaks) : cell.hasSpace ? ' ' : '';
    cell.text += part;
    cell.breaks = 0;
    cell.hasSpace = false;
  }
}
