// Puts the selected cells in the three flavours of the clipboard (rules GR85… in docs/grid.md). Pure: the adapter hands
// the flavours to the browser.
import { type GridTable, isFlowedThrough } from '../grid-table.ts';
import { type GridSelection, type RangeRect, rectsOf } from '../selection.ts';
import { copiedCell } from './copied-cell.ts';
import type { ClipboardFlavours } from './flavours.ts';
import { tableHtml } from './html-write.ts';
import { encodeOwn } from './own-flavour.ts';
import { formatTsv } from './tsv.ts';

export type CopyOutcome =
  | { readonly ok: true; readonly flavours: ClipboardFlavours; readonly cells: number }
  /** The ranges make no rectangle together. */
  | { readonly ok: false; readonly code: 'ranges' };

function indices(spans: readonly (readonly [from: number, to: number])[]): readonly number[] {
  const found = new Set<number>();
  for (const [from, to] of spans) for (let index = from; index <= to; index += 1) found.add(index);
  return [...found].sort((a, b) => a - b);
}

/** Several ranges make one table when they stand beside one another or below one another. */
function linesUp(rects: readonly RangeRect[]): boolean {
  const [first] = rects;
  if (first === undefined) return false;
  return (
    rects.every(({ top, bottom }) => top === first.top && bottom === first.bottom) ||
    rects.every(({ left, right }) => left === first.left && right === first.right)
  );
}

export function copySelection(table: GridTable, selection: GridSelection, planId: string): CopyOutcome {
  const rects = rectsOf(selection, table.order);
  if (!linesUp(rects)) return { ok: false, code: 'ranges' };
  const selected = indices(rects.map(({ top, bottom }) => [top, bottom])).flatMap((index) => {
    const row = table.rows[index];
    return row === undefined ? [] : [row];
  });
  const columns = indices(rects.map(({ left, right }) => [left, right])).flatMap((index) => {
    const column = table.columns[index];
    return column === undefined ? [] : [column];
  });
  const own = selected.filter((row) => !isFlowedThrough(row));
  const rows = own.length === 0 ? selected : own;
  const cells = rows.map((row) => columns.map((column) => copiedCell(row, column, table)));
  return {
    ok: true,
    cells: rows.length * columns.length,
    flavours: {
      text: formatTsv(cells.map((row) => row.map(({ text }) => text))),
      html: tableHtml(cells),
      own: encodeOwn({
        from: 'own',
        rows: cells.map((row) =>
          row.map(({ text, trueValue, own: cell }) => ({ text, trueValue, own: cell })),
        ),
        origin: { planId, rowIds: rows.map(({ id }) => id), columnIds: columns.map(({ id }) => id) },
      }),
    },
  };
}
