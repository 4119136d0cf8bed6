// Fills cells from their neighbours, line by line: copies that repeat, or a series that goes on (rules GR130… in
// docs/grid.md). Pure; writes nothing itself.
import { type CellKind, isNumericKind, type Scalar } from '../contract/kinds.ts';
import { isFormula, parseValue } from '../contract/parse.ts';
import { columnUnit } from '../contract/schema.ts';
import type { EditWrite } from '../document/apply.ts';
import { formatDay } from '../i18n/date-format.ts';
import { documentRow } from './cell-state.ts';
import { scalarTyped } from './typed-cell.ts';
import { type GridTable, isFlowedThroughAt, lockAt, storedAt } from './grid-table.ts';
import { copiedCell } from './clipboard/copied-cell.ts';
import { eachCell, type GridSelection, type RangeRect } from './selection.ts';
import {
  daySequence,
  type Direction,
  nameSequence,
  numberSequence,
  numberedSequence,
  type Sequence,
} from './series.ts';

export type FillMode = 'copy' | 'series' | 'auto';

export interface FillOutcome {
  readonly writes: readonly EditWrite[];
  /** Cells of the target that cannot be written: they stay as they are. */
  readonly locked: number;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** What a cell of the source gives. */
interface Given {
  readonly raw: Scalar | null;
  readonly number: number | null;
  readonly day: string | null;
  /** Words, where words belong: a text that stands in a cell of figures is nobody's series. */
  readonly words: string | null;
}

const nothing: Given = { raw: null, number: null, day: null, words: null };

function given(table: GridTable, { row, column }: Place): Given {
  const gridRow = table.rows[row];
  const gridColumn = table.columns[column];
  if (gridRow === undefined || gridColumn === undefined) return nothing;
  const cell = storedAt(table, row, column);
  const source = documentRow(gridRow);
  if (cell === null || source === null) {
    // A derived value or a heading is copied as what it shows, with all the digits of its number.
    const { trueValue, text } = copiedCell(gridRow, gridColumn, table);
    const number = trueValue?.type === 'number' ? trueValue.number : null;
    const words = number === null && text !== '' ? text : null;
    return { raw: number ?? words, number, day: null, words };
  }
  const raw = table.context.content.cells.get(cell.key) ?? null;
  return readGiven(raw, cell.kind, columnUnit(source, cell.column));
}

function readGiven(raw: Scalar | null, kind: CellKind, unit: string | null): Given {
  const parsed = parseValue(kind, raw, unit);
  const value = parsed.state === 'value' ? parsed.value : null;
  return {
    raw,
    number: typeof value === 'number' && isNumericKind(kind) ? value : null,
    day: kind === 'date' && typeof value === 'string' ? value : null,
    words: typeof raw === 'string' && !isNumericKind(kind) && !isFormula(raw) ? raw : null,
  };
}

/** Null when the line only repeats. */
function seriesOf(
  line: readonly Given[],
  mode: FillMode,
  direction: Direction,
): Sequence<Scalar | null> | null {
  if (mode === 'copy') return null;
  const numbers = line.flatMap(({ number }) => number ?? []);
  if (numbers.length === line.length) return numberSequence(numbers, mode === 'series' ? direction : null);
  const days = line.flatMap(({ day }) => day ?? []);
  if (days.length === line.length) {
    const next = daySequence(days, direction);
    return next === null ? null : (index) => formatDay(next(index));
  }
  const texts = line.flatMap(({ words }) => words ?? []);
  return texts.length === line.length
    ? (nameSequence(texts, direction) ?? numberedSequence(texts, direction))
    : null;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** One line from its source outwards; `places` and `source` both start at the source's far end. */
function fillLine(
  table: GridTable,
  source: readonly Place[],
  places: readonly Place[],
  mode: FillMode,
  direction: Direction,
  values: Map<string, Given>,
): { writes: EditWrite[]; locked: number } {
  const line = source.map((place) => values.get(`${place.row},${place.column}`) ?? given(table, place));
  const writes: EditWrite[] = [];
  let locked = 0;
  if (line.length === 0) return { writes, locked };
  const next = seriesOf(line, mode, direction);
  for (const [index, place] of places.entries()) {
    const cell = storedAt(table, place.row, place.column);
    const raw = next === null ? (line[index % line.length]?.raw ?? null) : next(index);
    if (cell === null || lockAt(table, place.row, place.column) !== null) {
      locked += 1;
      continue;
    }
    const seen = table.context.content.cells.get(cell.key) ?? null;
    const value = inCellOf(cell.kind, raw);
    writes.push({ key: cell.key, value, seen });
    const gridRow = table.rows[place.row];
    const owner = gridRow === undefined ? null : documentRow(gridRow);
    const unit = owner === null ? null : columnUnit(owner, cell.column);
    values.set(`${place.row},${place.column}`, readGiven(value, cell.kind, unit));
  }
  return { writes, locked };
}

/** A number in a cell of words is the text that an editor would show. */
function inCellOf(kind: CellKind, raw: Scalar | null): Scalar | null {
  return typeof raw === 'number' && !isNumericKind(kind) ? String(raw).replace('.', ',') : raw;
}

/** What an open editor would write, and what its cell held when it opened. */
export interface TypedInto {
  readonly text: string;
  readonly seen: Scalar | null;
}

/**
 * What is being typed, else what the active cell holds, into every selected cell that can be written (GR64). Null where there
 * is nothing to put there: nothing typed, and an active cell that stores nothing of its own.
 */
export function fillSelection(
  table: GridTable,
  selection: GridSelection,
  typed: TypedInto | null,
): FillOutcome | null {
  const { order } = table;
  const { active } = selection;
  const at = { row: order.rowIndex(active.rowId), column: order.columnIndex(active.columnId) };
  const held = storedAt(table, at.row, at.column) === null ? null : given(table, at).raw;
  if (typed === null && held === null) return null;
  const writes: EditWrite[] = [];
  let locked = 0;
  eachCell(selection, order, (row, column) => {
    const cell = storedAt(table, row, column);
    if (cell === null || lockAt(table, row, column) !== null) {
      if (!isFlowedThroughAt(table, row)) locked += 1;
      return;
    }
    const isActive = row === at.row && column === at.column;
    const present = table.context.content.cells.get(cell.key) ?? null;
    // I9: in the cell that is typed into, others may have written since its editor opened.
    const seen = typed !== null && isActive ? typed.seen : present;
    const value =
      typed === null
        ? inCellOf(cell.kind, held)
        : scalarTyped(present, typed.text, cell, table.context.formulas);
    writes.push({ key: cell.key, value, seen });
  });
  return { writes, locked };
}

/** `target` holds `source`. Filled both ways, columns go first and rows take what they gave, as spreadsheets do. */
export function fillWrites(
  table: GridTable,
  source: RangeRect,
  target: RangeRect,
  mode: FillMode,
): FillOutcome {
  const writes: EditWrite[] = [];
  let locked = 0;
  const values = new Map<string, Given>();
  const rowsIn = (from: number, to: number): number[] =>
    range(from, Math.min(to, table.rows.length - 1)).filter((index) => !isFlowedThroughAt(table, index));
  const run = (from: readonly Place[], to: readonly Place[], direction: Direction): void => {
    const filled = fillLine(table, from, to, mode, direction, values);
    writes.push(...filled.writes);
    locked += filled.locked;
  };
  const sourceRows = rowsIn(source.top, source.bottom);
  for (const column of range(source.left, source.right)) {
    const at = (rows: readonly number[]): Place[] => rows.map((row) => ({ row, column }));
    run(at(sourceRows), at(rowsIn(source.bottom + 1, target.bottom)), 1);
    run(at([...sourceRows].reverse()), at(rowsIn(target.top, source.top - 1).reverse()), -1);
  }
  const sourceColumns = range(source.left, source.right);
  for (const row of rowsIn(target.top, target.bottom)) {
    const at = (columns: readonly number[]): Place[] => columns.map((column) => ({ row, column }));
    run(at(sourceColumns), at(range(source.right + 1, target.right)), 1);
    run(at([...sourceColumns].reverse()), at(range(target.left, source.left - 1).reverse()), -1);
  }
  return { writes, locked };
}
