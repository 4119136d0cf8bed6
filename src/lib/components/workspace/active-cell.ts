// The active cell in words: its name, what it shows, what there is to explain. For the status line and the formula bar.
import { cellState, type CellContext, type CellState, storedCell } from '#lib/grid/cell-state.ts';
import type { GridColumn, PlanTab } from '#lib/grid/columns.ts';
import { describeCell, noteSentence } from '#lib/grid/notes.ts';
import type { GridRow } from '#lib/grid/row-model.ts';
import type { CellPlace } from '#lib/grid/selection.ts';
import type { Messages } from '#lib/i18n/messages.ts';

export interface CellInWords {
  readonly row: GridRow;
  readonly column: GridColumn;
  readonly state: CellState;
  readonly name: string;
  readonly text: string;
  readonly note: string | null;
}

interface Shown {
  readonly tab: PlanTab;
  readonly rows: readonly GridRow[];
  readonly columns: readonly GridColumn[];
  readonly context: CellContext;
  readonly messages: Messages;
}

/** Null where the grid shows no such cell. */
export function cellInWords(place: CellPlace | null, shown: Shown): CellInWords | null {
  const { tab, rows, columns, context, messages } = shown;
  const row = rows.find(({ id }) => id === place?.rowId);
  const column = columns.find(({ id }) => id === place?.columnId);
  if (row === undefined || column === undefined) return null;
  const state = cellState(row, column, context);
  const words = { row, column, state, name: describeCell(row, column, messages.grid), text: state.text };
  if (column.source.type === 'fact') return { ...words, note: null };
  const note = noteSentence(state, row, column, { tab, messages, context: () => context });
  const key = storedCell(row, column)?.key;
  const typed = key === undefined ? undefined : context.content.cells.get(key);
  // What was typed is what is stored; it is said where the grid shows it in another form.
  const differs = typeof typed === 'string' && withoutSpaces(typed) !== withoutSpaces(state.text);
  return { ...words, note: note ?? (differs ? messages.workspace.status.typed(typed) : null) };
}

function withoutSpaces(text: string): string {
  return text.replaceAll(/\s/g, '');
}
