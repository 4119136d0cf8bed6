// Whether a row stays under the filter of a column. Pure. What changed since a moment is told by whoever asks: it is in no cell.
import { type CellKey, cellKey } from '../../contract/ids.ts';
import type { ColumnFilter, SinceMoment } from '../../contract/view.ts';
import { foldForSearch } from '../../i18n/search-text.ts';
import { type CellContext, documentRow, storedCell } from '../cell-state.ts';
import type { GridColumn } from '../columns.ts';
import type { GridRow } from '../row-model.ts';
import { holdsFigures, shownText, viewValue } from './view-value.ts';

/** Cells written since a moment; null while that is not known: nothing is hidden for it. */
export type ChangedCells = (since: SinceMoment) => ReadonlySet<CellKey> | null;

export type FilterType = ColumnFilter['type'];

/** The heading of a row speaks of all its cells. */
function isHeading(column: GridColumn): boolean {
  return column.source.type === 'fact' && ['action', 'label'].includes(column.source.fact);
}

/** In the order in which they are offered. A derived value is written by nobody. */
export function filtersOf(column: GridColumn): readonly FilterType[] {
  const types: FilterType[] = [];
  if (holdsFigures(column)) types.push('number');
  types.push('text');
  if (column.source.type !== 'fact') types.push('empty', 'filled');
  if (column.source.type === 'cell' || isHeading(column)) types.push('changed');
  return types;
}

export function matches(
  filter: ColumnFilter,
  row: GridRow,
  column: GridColumn,
  context: CellContext,
  changed: ChangedCells,
): boolean {
  switch (filter.type) {
    case 'text': {
      const found = foldForSearch(shownText(row, column, context)).includes(foldForSearch(filter.contains));
      return found !== filter.isNegated;
    }
    case 'number': {
      const value = viewValue(row, column, context);
      return typeof value === 'number' && compares(value, filter);
    }
    case 'empty':
      return isEmpty(row, column, context);
    case 'filled':
      return !isEmpty(row, column, context);
    case 'changed': {
      const cells = changed(filter.since);
      return cells === null || hasChanged(row, column, cells);
    }
    default:
      return filter satisfies never;
  }
}

function compares(
  value: number,
  { operator, value: wanted, upTo }: Extract<ColumnFilter, { type: 'number' }>,
): boolean {
  switch (operator) {
    case 'equal':
      return value === wanted;
    case 'different':
      return value !== wanted;
    case 'less':
      return value < wanted;
    case 'at_most':
      return value <= wanted;
    case 'more':
      return value > wanted;
    case 'at_least':
      return value >= wanted;
    case 'between': {
      const other = upTo ?? wanted;
      return value >= Math.min(wanted, other) && value <= Math.max(wanted, other);
    }
    default:
      return operator satisfies never;
  }
}

/** A formula that gives nothing is no empty cell: somebody wrote it. */
function isEmpty(row: GridRow, column: GridColumn, context: CellContext): boolean {
  const cell = storedCell(row, column);
  if (cell !== null && context.content.cells.has(cell.key)) return false;
  return shownText(row, column, context) === '';
}

function hasChanged(row: GridRow, column: GridColumn, cells: ReadonlySet<CellKey>): boolean {
  const source = documentRow(row);
  if (source === null) return false;
  if (isHeading(column)) {
    const start = `${source.id}:`;
    for (const key of cells) if (key.startsWith(start)) return true;
    return false;
  }
  return column.source.type === 'cell' && cells.has(cellKey(source.id, column.source.column));
}
