// What a paste would do, cell by cell, before anything is written: where each value goes, what stood there, and what is
// doubtful about it (rules GR90… in docs/grid.md). Pure; the preview shows it, and what does not fit stands in it with its
// reason.
import { decodeFormula } from '../../calc/formula/canonical.ts';
import { referencesOf } from '../../calc/formula/tree.ts';
import type { CellKey } from '../../contract/ids.ts';
import { type CellKind, type Scalar, maxTextLength } from '../../contract/kinds.ts';
import { type TextReason, isFormula, parseValue } from '../../contract/parse.ts';
import { columnUnit } from '../../contract/schema.ts';
import type { EditWrite } from '../../document/apply.ts';
import { type Lock, documentRow } from '../cell-state.ts';
import { type GridTable, lockAt, storedAt } from '../grid-table.ts';
import type { GridRow } from '../row-model.ts';
import { type CellPlace, type GridSelection, cellCount, placeAt, unionRect } from '../selection.ts';
import { copiedCell } from './copied-cell.ts';
import type { PastedCell, PastedTable } from './flavours.ts';
import { type MissingIndicator, namedTargets } from './match-names.ts';
import { type PasteTarget, followedTargets, placedTargets, startsOnSubtotal } from './paste-targets.ts';
import { pastedValue } from './paste-value.ts';
import { formatTsv } from './tsv.ts';

/** Why a cell of a paste is shown to the person first. */
export type PasteDoubt =
  /** The cell keeps the text, outside every sum. */
  | { readonly type: 'unreadable'; readonly reason: TextReason }
  /** It cannot be written: derived, a heading, archived, no right. */
  | { readonly type: 'locked'; readonly lock: Lock }
  | { readonly type: 'too_long'; readonly limit: number }
  | { readonly type: 'no_row' | 'no_column' }
  /** Its row is there, but a filter hides it. */
  | { readonly type: 'hidden_row' }
  /** Its row was there when the person pasted, and was archived or hidden since. */
  | { readonly type: 'gone_row' }
  /** Somebody has written there since the preview opened: to be seen before it is written over (I9). */
  | { readonly type: 'changed' }
  /** An earlier cell of the same paste goes there. */
  | { readonly type: 'taken' }
  /** The person does not want it. */
  | { readonly type: 'left_out' };

export interface PasteEntry {
  /** In the pasted table. */
  readonly sourceRow: number;
  readonly sourceColumn: number;
  /** Null when there is no such row or column. */
  readonly place: CellPlace | null;
  /** Null when nothing can be written there. */
  readonly key: CellKey | null;
  readonly kind: CellKind | null;
  readonly unit: string | null;
  readonly old: Scalar | null;
  /** What would be stored. */
  readonly value: Scalar | null;
  /** What came from the clipboard, as displayed there. */
  readonly text: string;
  readonly doubt: PasteDoubt | null;
}

/** `place`: from the top left cell on. `names`: columns by their headers, rows by action number or label. */
export type PasteMatch = 'place' | 'names';

export interface PasteRequest {
  readonly pasted: PastedTable;
  readonly table: GridTable;
  /** What was shown when the person pasted: a block goes to the cells that stood there then. */
  readonly asked: GridTable;
  /** The rows of the tab without any filter. */
  readonly allRows: readonly GridRow[];
  readonly selection: GridSelection;
  readonly match: PasteMatch;
  /** By `fixKey`: the text that the person gave instead, or null for a cell that is left out. */
  readonly fixes: ReadonlyMap<string, string | null>;
  /** What every cell held when the preview opened; null before there is one. */
  readonly before: ReadonlyMap<CellKey, Scalar> | null;
}

export interface PastePlan {
  readonly match: PasteMatch;
  /** Row by row; blank cells that have no place are left out. */
  readonly entries: readonly PasteEntry[];
  readonly doubtful: number;
  /** Rows that a filter hides between the first and the last that are written: they keep their values. */
  readonly hiddenRows: number;
  readonly missing: readonly MissingIndicator[];
  /** Headers of the pasted columns that have no place here: said once, not cell by cell. */
  readonly unmatched: readonly string[];
  /** The corners of the block where it went by its place, to be selected; one value leaves what it fills selected. */
  readonly block: { readonly from: CellPlace; readonly to: CellPlace } | null;
  /** The chosen cell is a subtotal: the block goes to the rows after it. */
  readonly startsBelow: boolean;
  /** One value for one cell: the person sees what comes of it, as when typing. */
  readonly isSingle: boolean;
}

/** By where a value goes: one that fills a range is fixed cell by cell. With its source, because two may go to one cell. */
export function fixKey({
  place,
  sourceRow,
  sourceColumn,
}: Pick<PasteEntry, 'place' | 'sourceRow' | 'sourceColumn'>): string {
  const source = `${sourceRow}:${sourceColumn}`;
  return place === null ? source : `${place.rowId}:${place.columnId}<${source}`;
}

/** A doubt that the person may wave through. */
function isWritten(doubt: PasteDoubt | null): boolean {
  return doubt === null || doubt.type === 'unreadable' || doubt.type === 'changed';
}

/** True when nothing can be lost or misread by writing at once. */
export function goesStraightIn({ entries, doubtful, hiddenRows, startsBelow, isSingle }: PastePlan): boolean {
  if (isSingle) return entries.every(({ doubt }) => doubt === null || doubt.type === 'unreadable');
  return doubtful === 0 && hiddenRows === 0 && !startsBelow;
}

/** Cells that hold their value already are no writes. */
export function pasteWrites({ entries }: PastePlan): readonly EditWrite[] {
  return entries.flatMap(({ key, value, old, doubt }) =>
    key === null || value === old || !isWritten(doubt) ? [] : [{ key, value, seen: old }],
  );
}

/** What no cell takes: to be told, and copied elsewhere. Cells that the person left out are not among them. */
export function unplacedEntries({ entries }: PastePlan): readonly PasteEntry[] {
  return entries.filter(({ doubt }) => !isWritten(doubt) && doubt?.type !== 'left_out');
}

/** What no cell takes, as a table for another program. */
export function unplacedText(plan: PastePlan): string {
  const rows = new Map<number, string[]>();
  for (const { sourceRow, text } of unplacedEntries(plan))
    rows.set(sourceRow, [...(rows.get(sourceRow) ?? []), text]);
  return formatTsv([...rows.values()]);
}

/** True when names are recognised, so that they can be chosen instead of the place. */
export function canMatchNames({ pasted, table, asked, allRows, selection }: PasteRequest): boolean {
  return namedTargets(pasted, table, asked, allRows, selection).isAnyFound;
}

export function planPaste(request: PasteRequest): PastePlan {
  const { pasted, table, asked, allRows, selection, match, fixes, before } = request;
  // Names that nobody bears any more are no place: what was asked by names is never written by place.
  const named = match === 'names' ? namedTargets(pasted, table, asked, allRows, selection) : null;
  const targets = named?.targets ?? followedTargets(placedTargets(pasted, asked, selection), asked, table);
  const copiesValues = pasted.rows.some((row) => row.some(({ own }) => (own?.stored ?? null) !== null));
  const taken = new Set<CellKey>();
  const entries = targets.flatMap((target): PasteEntry[] => {
    const { sourceRow, sourceColumn } = target;
    const cell = pasted.rows[sourceRow]?.[sourceColumn];
    if (cell === undefined) return [];
    const place = placeOf(target, table);
    const fix = fixes.get(fixKey({ place, sourceRow, sourceColumn }));
    const isFixed = fix !== undefined && fix !== null;
    const source: PasteSource = {
      cell: isFixed ? { text: fix, trueValue: null, own: null } : cell,
      isSameColumn: place !== null && pasted.origin?.columnIds[sourceColumn] === place.columnId,
      isSameRow: place !== null && pasted.origin?.rowIds[sourceRow] === place.rowId,
      copiesValues,
    };
    const entry = entryAt(target, source, table);
    if (entry === null) return [];
    if (fix === null) return [{ ...entry, doubt: { type: 'left_out' } }];
    if (entry.key === null || entry.doubt !== null) return [entry];
    if (taken.has(entry.key)) return [{ ...entry, doubt: { type: 'taken' } }];
    taken.add(entry.key);
    const isNew = before !== null && fix === undefined && (before.get(entry.key) ?? null) !== entry.old;
    return [isNew && entry.value !== entry.old ? { ...entry, doubt: { type: 'changed' } } : entry];
  });
  const isOneValue = pasted.rows.length * (pasted.rows[0]?.length ?? 0) === 1;
  return {
    match,
    entries,
    doubtful: entries.filter((entry) => isDoubtful(entry, match === 'names')).length,
    hiddenRows: named === null ? hiddenBetween(entries, table, allRows) : 0,
    missing: named?.missing ?? [],
    unmatched: named?.unmatched ?? [],
    block: named === null && !isOneValue ? blockOf(targets, table) : null,
    startsBelow: named === null && !isOneValue && startsOnSubtotal(asked, selection),
    isSingle: isOneValue && cellCount(selection, asked.order) === 1,
  };
}

/** The rectangle of all the cells that the block covers, those included that keep what they hold. */
function blockOf(targets: readonly PasteTarget[], table: GridTable): PastePlan['block'] {
  const rect = unionRect(
    targets.flatMap(({ row, column }) =>
      typeof row === 'string' || column === null
        ? []
        : [{ top: row, bottom: row, left: column, right: column }],
    ),
  );
  if (rect === null) return null;
  const from = placeAt(table.order, rect.top, rect.left);
  const to = placeAt(table.order, rect.bottom, rect.right);
  return from === null || to === null ? null : { from, to };
}

function placeOf({ row, column }: PasteTarget, table: GridTable): CellPlace | null {
  return typeof row === 'string' || column === null ? null : placeAt(table.order, row, column);
}

/** A column that no header names is one remark, however many cells it has. */
export function isDoubtful({ doubt }: PasteEntry, isNamed: boolean): boolean {
  return doubt !== null && doubt.type !== 'left_out' && !(isNamed && doubt.type === 'no_column');
}

/** A pasted cell, and how where it comes from answers to where it goes. */
interface PasteSource {
  readonly cell: PastedCell;
  readonly isSameColumn: boolean;
  readonly isSameRow: boolean;
  /** It was copied inside Trame with cells that hold values, and not as a computed figure alone. */
  readonly copiesValues: boolean;
}

/** Null where nothing is lost by leaving the cell alone. */
function entryAt(target: PasteTarget, source: PasteSource, table: GridTable): PasteEntry | null {
  const { sourceRow, sourceColumn, row, column } = target;
  const { cell } = source;
  const isBlank = cell.text.trim() === '' && cell.trueValue === null;
  const entry = {
    sourceRow,
    sourceColumn,
    text: cell.text,
    key: null,
    kind: null,
    unit: null,
    old: null,
    value: null,
  };
  if (typeof row === 'string' || column === null) {
    if (isBlank) return null;
    return { ...entry, place: null, doubt: { type: typeof row === 'string' ? row : 'no_column' } };
  }
  const gridRow = table.rows[row];
  const gridColumn = table.columns[column];
  if (gridRow === undefined || gridColumn === undefined) return null;
  const lock = lockAt(table, row, column);
  const place: CellPlace = { rowId: gridRow.id, columnId: gridColumn.id };
  const stored = storedAt(table, row, column);
  const documented = documentRow(gridRow);
  if (lock !== null || stored === null || documented === null) {
    const isSame = isBlank || isComputedThere(source, lock) || showsTheSame(cell, target, table);
    return isSame ? null : { ...entry, place, doubt: { type: 'locked', lock: lock ?? 'no_cell' } };
  }
  const unit = columnUnit(documented, stored.column);
  const old = table.context.content.cells.get(stored.key) ?? null;
  const given = pastedValue(ownOrValue(cell, table), stored.kind, unit, source.isSameColumn);
  const value =
    typeof given.value === 'string' && isFormula(given.value) && !given.isExact
      ? table.context.formulas.read(given.value, stored).stored
      : given.value;
  return {
    ...entry,
    place,
    key: stored.key,
    kind: stored.kind,
    unit,
    old,
    value,
    doubt:
      value === old
        ? null
        : (tooLong(value, stored.kind) ?? (given.isExact ? null : unread(value, stored.kind, unit))),
  };
}

/**
 * Whole rows copied over others bring their totals and headings along: each row says its own. Alone, or over another column,
 * a computed figure is something that the person wanted there.
 */
function isComputedThere({ cell, ...source }: PasteSource, lock: Lock | null): boolean {
  return (
    cell.own !== null &&
    cell.own.stored === null &&
    source.isSameColumn &&
    (source.isSameRow || source.copiesValues) &&
    lock !== 'archived' &&
    lock !== 'read_only_role'
  );
}

/** The same figure or the same words as the locked cell shows: nothing to write. */
function showsTheSame(cell: PastedCell, { row, column }: PasteTarget, table: GridTable): boolean {
  const gridRow = typeof row === 'number' ? table.rows[row] : undefined;
  const gridColumn = column === null ? undefined : table.columns[column];
  if (gridRow === undefined || gridColumn === undefined) return false;
  const there = copiedCell(gridRow, gridColumn, table);
  if (cell.trueValue?.type === 'number' && there.trueValue?.type === 'number') {
    const [a, b] = [cell.trueValue.number * (cell.trueValue.isPercent ? 100 : 1), there.trueValue.number];
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  }
  return [there.text, there.shown].some((text) => squeezed(text) === squeezed(cell.text));
}

/** A formula that names rows of another plan would read nothing here: what it gave is pasted. */
function ownOrValue(cell: PastedCell, { context }: GridTable): PastedCell {
  const raw = cell.own?.stored?.raw ?? null;
  if (typeof raw !== 'string' || !isFormula(raw)) return cell;
  const read = decodeFormula(raw);
  const isForeign =
    read.ok &&
    referencesOf(read.value).some(
      (reference) => reference.kind === 'row' && !context.content.rows.has(reference.rowId),
    );
  return isForeign ? { ...cell, own: { stored: null } } : cell;
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/gu, '');
}

function tooLong(value: Scalar | null, kind: CellKind): PasteDoubt | null {
  const limit = maxTextLength(kind);
  return typeof value === 'string' && value.length > limit ? { type: 'too_long', limit } : null;
}

function unread(value: Scalar | null, kind: CellKind, unit: string | null): PasteDoubt | null {
  const parsed = parseValue(kind, value, unit);
  return parsed.state === 'text' ? { type: 'unreadable', reason: parsed.reason } : null;
}

/** Nothing can be written, everywhere for the same reason: there is nothing to look at cell by cell. */
export function soleLock({ entries }: PastePlan): PasteEntry | null {
  const [first] = entries;
  const lock = first?.doubt?.type === 'locked' ? first.doubt.lock : null;
  const isAll = entries.every(({ doubt }) => doubt?.type === 'locked' && doubt.lock === lock);
  return first !== undefined && lock !== null && isAll ? first : null;
}

function hiddenBetween(
  entries: readonly PasteEntry[],
  table: GridTable,
  allRows: readonly GridRow[],
): number {
  if (allRows.length <= table.rows.length) return 0;
  const indexOf = new Map(allRows.map(({ id }, index) => [id as string, index]));
  const written = entries.flatMap(({ place }) => (place === null ? [] : (indexOf.get(place.rowId) ?? [])));
  const first = written.reduce((least, index) => Math.min(least, index), Infinity);
  const last = written.reduce((most, index) => Math.max(most, index), -1);
  return allRows.filter(
    (row, index) =>
      index > first && index < last && documentRow(row) !== null && table.order.rowIndex(row.id) < 0,
  ).length;
}
