// Carries out what keymap.ts says a key means, on the grid library's focus and editors.
import type {
  CellPosition,
  Column,
  GridApi,
  RowPinnedType,
  SuppressKeyboardEventParams,
} from 'ag-grid-community';
import { cellState, storedCell } from '../cell-state.ts';
import type { GridColumn } from '../columns.ts';
import { type EditMode, type KeyCommand, commandOf } from '../keymap.ts';
import type { GridRow } from '../row-model.ts';
import type { GridHost } from './grid-host.ts';

/** What the editor must know of the key that opened it, and the keyboard of the editor that is open. */
export interface KeyMemory {
  last: KeyboardEvent | null;
  /** How the open editor was opened; means nothing while none is. */
  mode: Exclude<EditMode, 'ready'>;
}

export class Keyboard {
  readonly memory: KeyMemory = { last: null, mode: 'editing' };
  readonly #host: GridHost;
  readonly #columnOf: (id: string) => GridColumn | undefined;

  constructor(host: GridHost, columnOf: (id: string) => GridColumn | undefined) {
    this.#host = host;
    this.#columnOf = columnOf;
  }

  /** The grid library's hook: true takes the key away from it. */
  suppress(params: SuppressKeyboardEventParams<GridRow>): boolean {
    const { event, editing, api } = params;
    if (event.type !== 'keydown') return false;
    this.memory.last = event;
    const row = params.node.data;
    const mode = editing ? this.memory.mode : 'ready';
    const command = commandOf(
      {
        key: event.key,
        shift: event.shiftKey,
        ctrl: event.ctrlKey,
        alt: event.altKey,
        meta: event.metaKey,
        composing: event.isComposing,
      },
      mode,
    );
    if (row === undefined) return false;
    if (command === null) {
      if (mode === 'ready') this.#explainTyping(event, row, params.column);
      return false;
    }
    const taken = this.#run(command, api, row, params.column, params.node.rowIndex, params.node.rowPinned);
    if (taken) event.preventDefault();
    return taken;
  }

  #run(
    command: KeyCommand,
    api: GridApi<GridRow>,
    row: GridRow,
    column: Column,
    rowIndex: number | null,
    pinned: RowPinnedType,
  ): boolean {
    switch (command.type) {
      case 'move': {
        api.stopEditing();
        const next = nextCell(
          api,
          { rowIndex: rowIndex ?? 0, rowPinned: pinned, column },
          command.rows,
          command.columns,
        );
        if (next === null) return command.columns === 0;
        goTo(api, next);
        return true;
      }
      case 'edit':
        return this.explain(row, column);
      case 'clear': {
        const found = this.#columnOf(column.getColId());
        const cell = found === undefined ? null : storedCell(row, found);
        if (this.explain(row, column) || cell === null) return true;
        if (this.#host.context().content.cells.has(cell.key))
          this.#host.edit('clear', [{ key: cell.key, value: null }]);
        return true;
      }
      case 'cancel':
        api.stopEditing(true);
        return true;
      case 'menu': {
        const anchor = document.activeElement;
        if (anchor instanceof HTMLElement) this.#host.openRowMenu(row, anchor);
        return true;
      }
      case 'move_row':
        this.#host.moveRow(row, command.by);
        return true;
      case 'leave':
        api.stopEditing();
        this.#host.leave(command.direction);
        return true;
      case 'line_break': {
        const text = document.activeElement;
        if (text instanceof HTMLTextAreaElement) {
          text.setRangeText('\n', text.selectionStart, text.selectionEnd, 'end');
          text.dispatchEvent(new Event('input'));
        }
        return true;
      }
      default:
        return command satisfies never;
    }
  }

  /** True, and says why, when the cell cannot be typed into. */
  explain(row: GridRow, column: Column): boolean {
    const found = this.#columnOf(column.getColId());
    if (found === undefined) return false;
    const { lock } = cellState(row, found, this.#host.context());
    if (lock === null) return false;
    this.#host.refused(lock);
    return true;
  }

  #explainTyping(event: KeyboardEvent, row: GridRow, column: Column): void {
    if (event.ctrlKey || event.metaKey || event.altKey || [...event.key].length !== 1) return;
    this.explain(row, column);
  }
}

/** Enter and Tab flow through axis rows as if they were absent (design §3); the arrows, which the grid owns, do not. */
function nextCell(
  api: GridApi<GridRow>,
  from: CellPosition,
  rows: -1 | 0 | 1,
  columns: -1 | 0 | 1,
): CellPosition | null {
  const shown = api.getAllDisplayedColumns();
  let columnIndex = shown.indexOf(from.column) + columns;
  let rowStep = rows;
  if (columns !== 0 && (columnIndex < 0 || columnIndex >= shown.length)) {
    rowStep = columns;
    columnIndex = columns > 0 ? 0 : shown.length - 1;
  }
  const column = shown[columnIndex];
  if (column === undefined) return null;
  if (rowStep === 0) return { ...from, column };
  if (from.rowPinned) return null;
  for (let index = from.rowIndex + rowStep; index >= 0; index += rowStep) {
    const node = api.getDisplayedRowAtIndex(index);
    if (node === undefined) return null;
    if (node.data?.type !== 'axis') return { rowIndex: index, rowPinned: null, column };
  }
  return null;
}

export function goTo(api: GridApi<GridRow>, cell: CellPosition): void {
  if (!cell.rowPinned) api.ensureIndexVisible(cell.rowIndex);
  api.ensureColumnVisible(cell.column);
  api.setFocusedCell(cell.rowIndex, cell.column, cell.rowPinned);
}
