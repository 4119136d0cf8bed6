// One table from whatever a program put on the clipboard: our own flavour first, then html with its true values, then text
// (rules GR80… in docs/grid.md). Pure; the clipboard is anybody's, so its size is bounded here.
import type { ClipboardFlavours, PastedCell, PastedTable } from './flavours.ts';
import { readHtmlTable } from './html-table.ts';
import { decodeOwn } from './own-flavour.ts';
import { joinBrokenRows, parseTsv } from './tsv.ts';

export type ClipboardReading =
  | { readonly ok: true; readonly table: PastedTable }
  /** `nothing`: no flavour holds a cell. */
  | { readonly ok: false; readonly code: 'nothing' | 'too_large' };

/** In UTF-16 units, of one flavour: a plan of 10 000 rows stays far below. */
const maxLength = 60_000_000;
const maxCells = 400_000;

/** `valuesOnly` reads what the source showed as text, and nothing that stands behind it. */
export function readClipboard(flavours: ClipboardFlavours, valuesOnly: boolean): ClipboardReading {
  const { text, html, own } = flavours;
  if (Math.max(text.length, html.length, own.length) > maxLength) return { ok: false, code: 'too_large' };
  const table =
    valuesOnly && text !== '' ? textTable(text) : (ownTable(own) ?? htmlTable(html) ?? textTable(text));
  const cells = table.rows.length * (table.rows[0]?.length ?? 0);
  if (cells === 0) return { ok: false, code: 'nothing' };
  return cells > maxCells ? { ok: false, code: 'too_large' } : { ok: true, table };
}

function ownTable(own: string): PastedTable | null {
  return own === '' ? null : decodeOwn(own);
}

function htmlTable(html: string): PastedTable | null {
  const rows = html === '' ? null : readHtmlTable(html);
  return rows === null || rows.length === 0 ? null : { from: 'html', rows: rectangular(rows), origin: null };
}

function textTable(text: string): PastedTable {
  const rows = joinBrokenRows(parseTsv(text)).map((row) => row.map(textCell));
  return { from: 'text', rows: rectangular(rows), origin: null };
}

function textCell(text: string): PastedCell {
  return { text, trueValue: null, own: null };
}

function rectangular(rows: readonly (readonly PastedCell[])[]): readonly (readonly PastedCell[])[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return rows.map((row) =>
    row.length === width ? row : [...row, ...Array.from({ length: width - row.length }, () => textCell(''))],
  );
}
