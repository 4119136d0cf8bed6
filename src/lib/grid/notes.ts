// The sentences of a cell: what its tooltip explains, and how the status line and screen readers name it.
import { numberOf } from '../contract/parse.ts';
import type { Messages } from '../i18n/messages.ts';
import { errorSentence } from '../calc/formula/assist/error-sentence.ts';
import { type CellKey, splitCellKey } from '../contract/ids.ts';
import { columnKind } from '../contract/schema.ts';
import { type CellContext, type CellState, storedCell } from './cell-state.ts';
import { shortCellTitle } from './cell-title.ts';
import type { GridColumn, PlanTab } from './columns.ts';
import { carrierSentence, ficheOfGridRow, lockSentence, looksLocked } from './lock-sentence.ts';
import type { GridRow } from './row-model.ts';
import { formulaErrorOf } from './typed-cell.ts';

type GridWords = Messages['grid'];

/** What the row is, in a few words. */
export function rowName(row: GridRow, words: GridWords): string {
  switch (row.type) {
    case 'axis':
      return words.axisTitle(row.axis.number, row.axis.title);
    case 'fiche':
      return words.ficheName(row.fiche.number, row.fiche.title);
    case 'indicator':
    case 'hourly_cost':
      return words.indicatorName(row.fiche.number, row.label);
    case 'no_indicator':
      return words.ficheName(row.fiche.number, row.fiche.title);
    case 'aggregate':
      return words.aggregateName(row.group.label);
    case 'total':
      return words.total;
    case 'shown_total':
      return words.shownTotal(row.shown, row.all);
    default:
      return row satisfies never;
  }
}

/** The full name of a cell: row, then the column's official label and unit. */
export function describeCell(row: GridRow, column: GridColumn, words: GridWords): string {
  const unit =
    column.unit ??
    (column.figures !== 'row'
      ? null
      : row.type === 'indicator'
        ? row.indicator.unit
        : row.type === 'hourly_cost'
          ? row.unit
          : row.type === 'aggregate'
            ? row.group.unit
            : null);
  return words.cellName(
    rowName(row, words),
    unit === null ? column.description : `${column.description} (${unit})`,
  );
}

/** The texts a derived value leaves out, each with its action: « action 4 : “environ 9 600” ». */
function leftOut(state: CellState, context: CellContext, words: GridWords): string {
  if (state.note?.type !== 'derived') return '';
  const parts = state.note.cells.flatMap((key) => {
    const place = splitCellKey(key);
    const row = place === null ? undefined : context.content.rows.get(place.rowId);
    const raw = context.content.cells.get(key);
    if (place === null || row === undefined || typeof raw !== 'string') return [];
    const kind = columnKind(row, place.columnId);
    return kind !== null && numberOf(kind, raw) === null ? [words.quoted(raw)] : [];
  });
  return parts.length === 0 ? '' : ` ${parts.join(', ')}`;
}

/** What is wrong in a text that was meant as a formula. */
function formulaErrorAt(
  row: GridRow,
  column: GridColumn,
  { content, formulas }: CellContext,
): ((words: Messages['formulas']) => string) | null {
  const cell = storedCell(row, column);
  const error = cell === null ? null : formulaErrorOf(content.cells.get(cell.key) ?? null, cell, formulas);
  if (cell === null || error === null) return null;
  return (words) => errorSentence(error, formulas.names(cell), words);
}

function titlesOf(
  cells: readonly CellKey[],
  host: { readonly messages: Messages; context(): CellContext },
): readonly string[] {
  return cells.flatMap((key) => shortCellTitle(key, host.context().content, host.messages) ?? []);
}

/** What there is to explain about a cell, or null. */
export function noteSentence(
  state: CellState | null,
  row: GridRow,
  column: GridColumn,
  host: { readonly tab: PlanTab; readonly messages: Messages; context(): CellContext },
): string | null {
  const { grid } = host.messages;
  if (column.source.type === 'fact') {
    if (row.type === 'total' || row.type === 'shown_total')
      return host.tab === 'beneficiaires' ? grid.cumulated : null;
    if (row.type === 'axis') return rowName(row, grid);
    if (row.type === 'fiche')
      return [
        `${row.fiche.title}.`,
        carrierSentence(row.fiche, host.context().content, grid),
        ...(row.fiche.closed === true ? [grid.locks.fiche_closed] : []),
      ].join(' ');
    return state === null || state.text === '' ? null : state.text;
  }
  if (state === null) return null;
  const parts = [whatIsThere(state, row, column, host)];
  if (looksLocked(state) && state.lock !== null)
    parts.push(lockSentence(state.lock, ficheOfGridRow(row), host.context().content, grid));
  return parts.filter((part) => part !== null).join(' ') || null;
}

/** What the cell shows, explained. */
function whatIsThere(
  state: CellState,
  row: GridRow,
  column: GridColumn,
  host: { readonly messages: Messages; context(): CellContext },
): string | null {
  const { grid, reasons } = host.messages;
  const { note } = state;
  if (note === null) return null;
  switch (note.type) {
    case 'unreadable': {
      const error = formulaErrorAt(row, column, host.context());
      if (error !== null) return error(host.messages.formulas);
      return `${grid.quoted(note.text)} ${reasons[note.reason]}`;
    }
    case 'derived':
      return reasons[note.reason] + leftOut(state, host.context(), grid);
    case 'problem':
      return host.messages.formulas.problems[note.code](
        titlesOf(note.cells, host).join(note.code === 'cycle' ? ' → ' : ', '),
      );
    case 'formula': {
      const { formulas } = host.messages;
      return [
        ...(note.ignored.length > 0 ? [formulas.ignored(note.ignored.length)] : []),
        ...(note.empty.length > 0 ? [formulas.empty(note.empty.length)] : []),
      ].join(' ');
    }
    case 'sum_of_parts':
      return grid.sumOfParts;
    case 'ignored':
      return grid.ignored(note.count);
    default:
      return note satisfies never;
  }
}
