// Finding texts in the cells that are shown, and planning what replacing them would write (rules GR140… in docs/grid.md).
// Pure. Words are found as French readers read them: without regard to case, accents or kinds of space; figures with or
// without their grouping.
import { foldText } from '../contract/fold-text.ts';
import { formatForEditing, scalarFromEditing } from '../contract/format.ts';
import type { CellKey } from '../contract/ids.ts';
import { type Scalar, isNumericKind, maxTextLength } from '../contract/kinds.ts';
import { type TextReason, parseValue } from '../contract/parse.ts';
import { columnUnit } from '../contract/schema.ts';
import { documentRow } from './cell-state.ts';
import { type GridTable, stateAt, storedAt } from './grid-table.ts';
import type { CellPlace, RangeRect } from './selection.ts';

export interface FindOptions {
  /** Exactly as written: case and accents count. */
  readonly isExact: boolean;
  /** Only cells that hold nothing else. */
  readonly isWholeCell: boolean;
  /** Only inside these; null: in everything that is shown. */
  readonly within: readonly RangeRect[] | null;
}

export interface Replacement {
  readonly place: CellPlace;
  readonly key: CellKey;
  readonly seen: Scalar;
  readonly before: string;
  readonly after: string;
  readonly value: Scalar | null;
  /** Why the cell could not read what would stand there: it would keep it as a text. */
  readonly reason: TextReason | null;
}

/** A text with the places of its characters in the original, one for each. */
interface Folded {
  readonly text: string;
  readonly origins: readonly number[];
}

function folded(text: string, isExact: boolean): Folded {
  let result = '';
  const origins: number[] = [];
  let index = 0;
  for (const { segment } of new Intl.Segmenter('fr').segment(text)) {
    const part = isExact ? segment.normalize('NFC').replaceAll(/\s/gu, ' ') : foldText(segment);
    result += part;
    for (let unit = 0; unit < part.length; unit += 1) origins.push(index);
    index += segment.length;
  }
  origins.push(text.length);
  return { text: result, origins };
}

/** Where the query stands in a text, as spans of the original; several do not overlap. */
export function occurrences(
  text: string,
  query: string,
  { isExact, isWholeCell }: Pick<FindOptions, 'isExact' | 'isWholeCell'>,
): readonly (readonly [from: number, to: number])[] {
  const needle = folded(query, isExact).text;
  if (needle === '') return [];
  const { text: hay, origins } = folded(text, isExact);
  if (isWholeCell) return hay.trim() === needle.trim() ? [[0, text.length]] : [];
  const found: [number, number][] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length))
    found.push([origins[at] ?? 0, origins[at + needle.length] ?? text.length]);
  return found;
}

function contains(text: string, query: string, options: FindOptions): boolean {
  return text !== '' && occurrences(text, query, options).length > 0;
}

function isWithin(within: readonly RangeRect[] | null, row: number, column: number): boolean {
  return (
    within === null ||
    within.some(
      ({ top, bottom, left, right }) => row >= top && row <= bottom && column >= left && column <= right,
    )
  );
}

function withoutGrouping(text: string): string {
  return text.replaceAll(/(?<=\d)\s(?=\d)/gu, '');
}

/** What an editor would open on; null for places without a stored value. */
function typedText(table: GridTable, row: number, column: number): string | null {
  const cell = storedAt(table, row, column);
  const raw = cell === null ? undefined : table.context.content.cells.get(cell.key);
  return cell === null || raw === undefined ? null : formatForEditing(cell.kind, raw);
}

/** Every place whose shown or typed text holds the query, row by row. */
export function findPlaces(table: GridTable, query: string, options: FindOptions): readonly CellPlace[] {
  if (folded(query, options.isExact).text.trim() === '') return [];
  const places: CellPlace[] = [];
  for (const [rowIndex, row] of table.rows.entries())
    for (const [columnIndex, column] of table.columns.entries()) {
      if (!isWithin(options.within, rowIndex, columnIndex)) continue;
      const shown = stateAt(table, rowIndex, columnIndex)?.text ?? '';
      const isFound =
        contains(shown, query, options) ||
        contains(withoutGrouping(shown), query, options) ||
        contains(typedText(table, rowIndex, columnIndex) ?? '', query, options);
      if (isFound) places.push({ rowId: row.id, columnId: column.id });
    }
  return places;
}

/** What replacing every occurrence would write; cells that nobody may write here, and derived ones, are left out. */
export function planReplace(
  table: GridTable,
  query: string,
  replacement: string,
  options: FindOptions,
): readonly Replacement[] {
  return findPlaces(table, query, options).flatMap((place): Replacement[] => {
    const [row, column] = [table.order.rowIndex(place.rowId), table.order.columnIndex(place.columnId)];
    const gridRow = table.rows[row];
    const cell = storedAt(table, row, column);
    const source = gridRow === undefined ? null : documentRow(gridRow);
    const seen = cell === null ? undefined : table.context.content.cells.get(cell.key);
    if (cell === null || source === null || seen === undefined) return [];
    if (stateAt(table, row, column)?.lock !== null) return [];
    const before = formatForEditing(cell.kind, seen);
    const after = replaced(before, query, replacement, options);
    // A figure may be found as it is shown, grouped, and have no such text to replace.
    if (after === null || after === before || after.length > maxTextLength(cell.kind)) return [];
    const value = scalarFromEditing(cell.kind, seen, after);
    const parsed = parseValue(cell.kind, value, columnUnit(source, cell.column));
    const isText = !isNumericKind(cell.kind) && cell.kind !== 'date' && cell.kind !== 'boolean';
    const reason = parsed.state === 'text' && !isText ? parsed.reason : null;
    return [{ place, key: cell.key, seen, before, after, value, reason }];
  });
}

/** Null where the text does not hold the query. */
function replaced(text: string, query: string, replacement: string, options: FindOptions): string | null {
  const spans = occurrences(text, query, options);
  if (spans.length === 0) return null;
  let result = '';
  let end = 0;
  for (const [from, to] of spans) {
    result += text.slice(end, from) + replacement;
    end = to;
  }
  return result + text.slice(end);
}
