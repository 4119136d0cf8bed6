// Finding texts in the cells that are shown, and planning what replacing them would write (rules GR150… in docs/grid.md).
// Pure. Words are found as French readers read them: without regard to case, accents or kinds of space; figures with or
// without their grouping.
import { foldText } from '../contract/fold-text.ts';
import type { CellKey } from '../contract/ids.ts';
import { type Scalar, isNumericKind, maxTextLength } from '../contract/kinds.ts';
import { type TextReason, parseValue } from '../contract/parse.ts';
import { columnUnit } from '../contract/schema.ts';
import { documentRow } from './cell-state.ts';
import { scalarTyped, textForEditing } from './typed-cell.ts';
import { type GridTable, lockAt, stateAt, storedAt } from './grid-table.ts';
import { type CellPlace, type GridOrder, type GridSelection, rectsOf } from './selection.ts';

export interface FindOptions {
  /** Exactly as written: case and accents count. */
  readonly isExact: boolean;
  /** Only cells that hold nothing else. */
  readonly isWholeCell: boolean;
  /** Only inside these; null: in everything that is shown. */
  readonly within: readonly CellBlock[] | null;
}

/** Cells by their ids: what others insert or archive meanwhile does not shift it (GR46). */
export interface CellBlock {
  readonly rows: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
}

export function blocksOf(selection: GridSelection, order: GridOrder): readonly CellBlock[] {
  return rectsOf(selection, order).map(({ top, bottom, left, right }) => ({
    rows: new Set(order.rows.slice(top, bottom + 1)),
    columns: new Set(order.columns.slice(left, right + 1)),
  }));
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

/** A text with the places of its characters in the original, one for each; null: each stands where it stood. */
interface Folded {
  readonly text: string;
  readonly origins: readonly number[] | null;
}

const plainText = /^[ -_a-~]*$/;
/** Each code unit is a character of its own: nearly every text, and cutting into characters costs most of a search. */
const separateUnits = /^[ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2015\u2018-\u201f\u2026\u2032\u202f\u20ac]*$/;
const segmenter = new Intl.Segmenter('fr');
/** By code unit: no more than `separateUnits` lets through. */
const foldedUnits = new Map<string, string>();

function foldedUnit(unit: string): string {
  const known = foldedUnits.get(unit);
  if (known !== undefined) return known;
  const made = foldText(unit);
  foldedUnits.set(unit, made);
  return made;
}

function* charactersOf(text: string): Iterable<string> {
  for (const { segment } of segmenter.segment(text)) yield segment;
}

function folded(text: string, isExact: boolean): Folded {
  const isSeparate = separateUnits.test(text);
  if (isExact && isSeparate) return { text: text.replaceAll(/\s/gu, ' '), origins: null };
  if (plainText.test(text)) return { text: text.toLowerCase(), origins: null };
  let result = '';
  const origins: number[] = [];
  let index = 0;
  for (const character of isSeparate ? text : charactersOf(text)) {
    const part = isExact
      ? character.normalize('NFC').replaceAll(/\s/gu, ' ')
      : isSeparate
        ? foldedUnit(character)
        : foldText(character);
    result += part;
    for (let unit = 0; unit < part.length; unit += 1) origins.push(index);
    index += character.length;
  }
  origins.push(text.length);
  return { text: result, origins };
}

type Manner = Pick<FindOptions, 'isExact' | 'isWholeCell'>;

/** Where the query stands in a text, as spans of the original; several do not overlap. */
export function occurrences(
  text: string,
  query: string,
  manner: Manner,
): readonly (readonly [from: number, to: number])[] {
  const needle = folded(query, manner.isExact).text;
  return needle === '' ? [] : spansOf(text, needle, manner);
}

function spansOf(
  text: string,
  needle: string,
  { isExact, isWholeCell }: Manner,
): readonly (readonly [from: number, to: number])[] {
  const { text: hay, origins } = folded(text, isExact);
  if (isWholeCell) return hay.trim() === needle.trim() ? [[0, text.length]] : [];
  const origin = (at: number): number => (origins === null ? at : (origins[at] ?? text.length));
  const found: [number, number][] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length))
    found.push([origin(at), origin(at + needle.length)]);
  return found;
}

function contains(text: string, needle: string, { isExact, isWholeCell }: Manner): boolean {
  if (text === '') return false;
  const hay = folded(text, isExact).text;
  return isWholeCell ? hay.trim() === needle.trim() : hay.includes(needle);
}

function isWithin(within: readonly CellBlock[] | null, rowId: string, columnId: string): boolean {
  return within === null || within.some(({ rows, columns }) => rows.has(rowId) && columns.has(columnId));
}

function withoutGrouping(text: string): string {
  return text.replaceAll(/(?<=\d)\s(?=\d)/gu, '');
}

/** What an editor would open on; null for places without a stored value. */
function typedText(table: GridTable, row: number, column: number): string | null {
  const cell = storedAt(table, row, column);
  const raw = cell === null ? undefined : table.context.content.cells.get(cell.key);
  return cell === null || raw === undefined ? null : textForEditing(raw, cell, table.context.formulas);
}

/** As `foldText`, quickly for what most cells hold. */
function loosely(text: string): string {
  return plainText.test(text) ? text.toLowerCase().replaceAll(/ {2,}/g, ' ') : foldText(text);
}

/** The texts of one cell, as shown and as typed, and both folded together to pass over most cells at a glance. */
interface CellTexts {
  readonly place: CellPlace;
  readonly shown: string;
  readonly typed: string;
  readonly glance: string;
}

/** What is searched: the texts of a table as they are now. Read once, however many searches follow. */
export class SearchText {
  readonly table: GridTable;
  readonly #cells: readonly CellTexts[];

  constructor(table: GridTable) {
    this.table = table;
    const glances = new Map<string, string>();
    const glance = (text: string): string => {
      const known = glances.get(text);
      if (known !== undefined) return known;
      const loose = loosely(text);
      const made = `${loose}\n${withoutGrouping(loose)}`;
      glances.set(text, made);
      return made;
    };
    this.#cells = table.rows.flatMap((row, rowIndex) =>
      table.columns.flatMap((column, columnIndex): CellTexts[] => {
        const shown = stateAt(table, rowIndex, columnIndex)?.text ?? '';
        const typed = typedText(table, rowIndex, columnIndex) ?? '';
        if (shown === '' && typed === '') return [];
        const both = typed === shown || typed === '' ? glance(shown) : `${glance(shown)}\n${glance(typed)}`;
        return [{ place: { rowId: row.id, columnId: column.id }, shown, typed, glance: both }];
      }),
    );
  }

  /** Every place whose shown or typed text holds the query, row by row. */
  places(query: string, options: FindOptions): readonly CellPlace[] {
    const loose = loosely(query);
    const needle = folded(query, options.isExact).text;
    if (needle.trim() === '') return [];
    // Many cells hold the same text.
    const answers = new Map<string, boolean>();
    const holds = (text: string): boolean => {
      const known = answers.get(text);
      if (known !== undefined) return known;
      const ungrouped = withoutGrouping(text);
      const answer =
        contains(text, needle, options) || (ungrouped !== text && contains(ungrouped, needle, options));
      answers.set(text, answer);
      return answer;
    };
    // Runs of spaces are one at a glance: only a query with a space needs the second look.
    const isSure = !options.isExact && !options.isWholeCell && !needle.includes(' ');
    const found: CellPlace[] = [];
    for (const { place, shown, typed, glance } of this.#cells) {
      if (!glance.includes(loose) || !isWithin(options.within, place.rowId, place.columnId)) continue;
      if (isSure || holds(shown) || (typed !== shown && contains(typed, needle, options))) found.push(place);
    }
    return found;
  }
}

/** What replacing every occurrence in the found places would write; cells that nobody may write here, and derived ones, are left out. */
export function planReplace(
  { table }: SearchText,
  places: readonly CellPlace[],
  query: string,
  replacement: string,
  options: FindOptions,
): readonly Replacement[] {
  const needle = folded(query, options.isExact).text;
  if (needle === '') return [];
  return places.flatMap((place): Replacement[] => {
    const [row, column] = [table.order.rowIndex(place.rowId), table.order.columnIndex(place.columnId)];
    const gridRow = table.rows[row];
    const cell = storedAt(table, row, column);
    const source = gridRow === undefined ? null : documentRow(gridRow);
    const seen = cell === null ? undefined : table.context.content.cells.get(cell.key);
    if (cell === null || source === null || seen === undefined) return [];
    if (lockAt(table, row, column) !== null) return [];
    const before = textForEditing(seen, cell, table.context.formulas);
    const after = replaced(before, needle, replacement, options);
    // A figure may be found as it is shown, grouped, and have no such text to replace.
    if (after === null || after === before || after.length > maxTextLength(cell.kind)) return [];
    const value = scalarTyped(seen, after, cell, table.context.formulas);
    const parsed = parseValue(cell.kind, value, columnUnit(source, cell.column));
    const isText = !isNumericKind(cell.kind) && cell.kind !== 'date' && cell.kind !== 'boolean';
    const reason = parsed.state === 'text' && !isText ? parsed.reason : null;
    return [{ place, key: cell.key, seen, before, after, value, reason }];
  });
}

/** Null where the text does not hold it. */
function replaced(text: string, needle: string, replacement: string, manner: Manner): string | null {
  const spans = spansOf(text, needle, manner);
  if (spans.length === 0) return null;
  let result = '';
  let end = 0;
  for (const [from, to] of spans) {
    result += text.slice(end, from) + replacement;
    end = to;
  }
  return result + text.slice(end);
}
