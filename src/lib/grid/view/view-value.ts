// What a row holds in a column, for sorting and filtering: a figure, words, or nothing. Pure; the values are those of the
// screen, whoever made them, typed or computed.
import { readCell } from '../../calc/cell-value.ts';
import { isNumericKind } from '../../contract/kinds.ts';
import { type CellContext, cellState, documentRow } from '../cell-state.ts';
import type { GridColumn } from '../columns.ts';
import type { GridRow } from '../row-model.ts';

/** Null where nothing is shown and nothing is stored. */
export type ViewValue = number | string | null;

/** Columns whose cells are figures, or figures by the kind of each row. */
export function holdsFigures(column: GridColumn): boolean {
  return column.figures !== 'none';
}

export function viewValue(row: GridRow, column: GridColumn, context: CellContext): ViewValue {
  const { source } = column;
  if (source.type === 'fact') return factValue(row, column, context);
  const stored = documentRow(row);
  if (source.type === 'cell' && stored !== null) {
    const cell = readCell(stored, source.column, context);
    const reading = cell?.reading;
    if (reading?.state === 'text') return reading.text;
    // In the words of the screen: what it lacks is said there.
    if (reading?.state === 'problem') return context.words.formulaProblems[reading.problem.code];
    if (reading?.state === 'value')
      return typeof reading.value === 'boolean' ? Number(reading.value) : reading.value;
    if (cell === null || cell.isFormula || !isNumericKind(cell.kind)) return null;
  }
  if (row.type !== 'fiche' && row.type !== 'indicator' && row.type !== 'hourly_cost') return null;
  // An empty `collectivite` shows the sum of its « dont » lines (GR23).
  const answer = context.derived.row(row.id)?.[source.type === 'cell' ? source.column : source.key];
  if (answer?.reason === 'off_target') return context.words.offTarget;
  return answer?.value ?? null;
}

function factValue(row: GridRow, column: GridColumn, context: CellContext): ViewValue {
  if (column.source.type !== 'fact') return null;
  // By the contract's number: « Fiche 10 » comes after « Fiche 9 ».
  if (column.source.fact === 'action' && 'fiche' in row) return row.fiche.number;
  const { text } = cellState(row, column, context);
  return text === '' ? null : text;
}

/** As it stands on the screen: what a search in the column looks at. */
export function shownText(row: GridRow, column: GridColumn, context: CellContext): string {
  return cellState(row, column, context).text;
}
