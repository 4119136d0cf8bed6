// What the selected cells come to: how many, and the sum, mean, minimum and maximum of their figures. Pure; reads values,
// never builds what the screen draws, so that it can follow a selection of ten thousand cells.
import { type NumericKind, isNumericKind } from '../contract/kinds.ts';
import { field } from '../contract/catalogue.ts';
import { cellState, documentRow } from './cell-state.ts';
import { readCell } from '../calc/cell-value.ts';
import type { GridColumn } from './columns.ts';
import { ExactSum } from './exact-sum.ts';
import { type GridTable, derivedNumber } from './grid-table.ts';
import type { GridRow } from './row-model.ts';
import { type GridSelection, eachCell, rectsOf } from './selection.ts';

/** How the summary is written: one kind of figure with one unit, or several, written without a unit. */
export type SummaryKind = NumericKind | 'mixed';

export interface SelectionSummary {
  /** Selected, whatever they hold; subtotals count only where nothing else is selected. */
  readonly cells: number;
  /** Not empty. */
  readonly filled: number;
  readonly figures: number;
  /** Words, and texts that could not be read as a figure: in no sum. */
  readonly texts: number;
  /** Null without any figure, and where adding up has no meaning (rates, means, unit costs, durations). */
  readonly sum: number | null;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly kind: SummaryKind;
  /** The figures' own, when it is not that of their kind (`k€`). */
  readonly unit: string | null;
}

interface Figure {
  readonly value: number;
  readonly kind: NumericKind;
  readonly unit: string | null;
  readonly isAdditive: boolean;
}

type CellContent = Figure | 'text' | null;

/** People, hours and amounts add up; shares, means and durations do not. */
function addsUp(kind: NumericKind): boolean {
  return kind === 'count' || kind === 'hours' || kind === 'money';
}

/** People, workshops… are all numbers of something: only the units that the figure is written with tell kinds apart. */
function writtenUnit(kind: NumericKind, unit: string | null): string | null {
  return kind === 'count' || kind === 'ratio' ? null : unit;
}

function derivedFigure(row: GridRow, column: GridColumn, value: number): Figure {
  const isUnitCost = row.type === 'hourly_cost' || column.figures === 'cents';
  const kind: NumericKind =
    isUnitCost || column.figures === 'money' ? 'money' : column.figures === 'percent' ? 'percent' : 'count';
  return { value, kind, unit: kind === 'money' ? '€' : null, isAdditive: addsUp(kind) && !isUnitCost };
}

function typedContent(row: GridRow, column: GridColumn, table: GridTable): CellContent {
  const source = documentRow(row);
  if (source === null || column.source.type !== 'cell') return null;
  const { column: id } = column.source;
  const cell = readCell(source, id, table.context);
  if (cell === null) return null;
  const { reading, kind, unit } = cell;
  if (reading.state === 'text' || reading.state === 'problem') return 'text';
  if (reading.state === 'value') {
    if (!isNumericKind(kind)) return 'text';
    return typeof reading.value === 'number'
      ? { value: reading.value, kind, unit: writtenUnit(kind, unit), isAdditive: addsUp(kind) }
      : 'text';
  }
  if (cell.isFormula) return null;
  // GR23: empty, these show the sum of their « dont » lines.
  return field(id)?.mode === 'input_or_sum'
    ? figureOrNull(row, column, table.context.derived.row(source.id)?.[id]?.value)
    : null;
}

function figureOrNull(row: GridRow, column: GridColumn, value: number | null | undefined): CellContent {
  return value === null || value === undefined ? null : derivedFigure(row, column, value);
}

function contentOf(row: GridRow, column: GridColumn, table: GridTable): CellContent {
  const { source } = column;
  if (source.type === 'fact') return cellState(row, column, table.context).text === '' ? null : 'text';
  if (source.type === 'cell' && documentRow(row) !== null) return typedContent(row, column, table);
  const key = source.type === 'cell' ? source.column : source.key;
  const isEngineRow = row.type === 'fiche' || row.type === 'indicator' || row.type === 'hourly_cost';
  const answer = isEngineRow ? table.context.derived.row(row.id)?.[key] : undefined;
  // It is shown as words: « hors objectif ».
  if (answer?.value === null && answer.reason === 'off_target') return 'text';
  return figureOrNull(row, column, derivedNumber(row, column, table));
}

/** Subtotals hold what stands around them once more: they count only where nothing else is selected, totals even less. */
function weightOf(row: GridRow): number {
  return !('axis' in row) ? 0 : row.type === 'axis' ? 1 : 2;
}

function heaviest(table: GridTable, selection: GridSelection): number {
  let found = 0;
  for (const { top, bottom } of rectsOf(selection, table.order))
    for (let index = top; index <= bottom && found < 2; index += 1) {
      const row = table.rows[index];
      if (row !== undefined) found = Math.max(found, weightOf(row));
    }
  return found;
}

export function summaryOf(table: GridTable, selection: GridSelection): SelectionSummary {
  const weight = heaviest(table, selection);
  const total = new ExactSum();
  let cells = 0;
  let filled = 0;
  let figures = 0;
  let isAdditive = true;
  let min = Infinity;
  let max = -Infinity;
  let kind: SummaryKind | null = null;
  let unit: string | null = null;
  eachCell(selection, table.order, (rowIndex, columnIndex) => {
    const row = table.rows[rowIndex];
    const column = table.columns[columnIndex];
    if (row === undefined || column === undefined || weightOf(row) !== weight) return;
    cells += 1;
    const content = contentOf(row, column, table);
    if (content === null) return;
    filled += 1;
    if (content === 'text') return;
    figures += 1;
    total.add(content.value);
    if (content.value < min) min = content.value;
    if (content.value > max) max = content.value;
    isAdditive &&= content.isAdditive;
    if (kind === null) ({ kind, unit } = content);
    else if (kind !== content.kind || unit !== content.unit) [kind, unit] = ['mixed', null];
  });
  return {
    cells,
    filled,
    figures,
    texts: filled - figures,
    sum: isAdditive ? total.sum() : null,
    mean: total.mean(),
    min: figures === 0 ? null : min,
    max: figures === 0 ? null : max,
    kind: kind ?? 'mixed',
    unit,
  };
}
