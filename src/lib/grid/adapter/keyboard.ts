// Carries out what keymap.ts says a key means, on the selection, the grid library's editors and the host.
import type { Column, GridApi, SuppressKeyboardEventParams } from 'ag-grid-community';
import { isNumericKind } from '../../contract/kinds.ts';
import type { EditWrite } from '../../document/apply.ts';
import { formatDay } from '../../i18n/date-format.ts';
import { type Lock, cellState, storedCell } from '../cell-state.ts';
import type { GridColumn } from '../columns.ts';
import { areaOfFill, areaOfSeries } from '../fill-area.ts';
import { type FillOutcome, fillSelection, fillWrites } from '../fill.ts';
import { type GridTable, isFlowedThroughAt, lockAt, stateAt, storedAt } from '../grid-table.ts';
import { pressOf } from '../key-chord.ts';
import { type EditMode, type KeyCommand, commandOf } from '../keymap.ts';
import { motionTarget, stepTarget } from '../navigation.ts';
import type { GridRow } from '../row-model.ts';
import {
  type CellPlace,
  type GridSelection,
  eachCell,
  rectsOf,
  selectAll,
  selectCell,
  selectColumns,
  selectRows,
} from '../selection.ts';
import { TypingEditor } from './editor.ts';
import type { GridHost } from './grid-host.ts';
import type { SelectionModel } from './selection-model.ts';

/** What the editor must know of the key that opened it, and the keyboard of the editor that is open. */
export interface KeyMemory {
  last: KeyboardEvent | null;
  /** How the open editor was opened; means nothing while none is. */
  mode: Exclude<EditMode, 'ready'>;
}

interface KeyboardParts {
  readonly selection: SelectionModel;
  readonly columnOf: (id: string) => GridColumn | undefined;
  readonly table: () => GridTable;
  /** Rows that the window shows. */
  readonly pageRows: () => number;
  /** Writes what a fill gives, and says so. */
  readonly fill: (outcome: FillOutcome) => void;
}

export class Keyboard {
  readonly memory: KeyMemory = { last: null, mode: 'editing' };
  readonly #host: GridHost;
  readonly #parts: KeyboardParts;

  constructor(host: GridHost, parts: KeyboardParts) {
    this.#host = host;
    this.#parts = parts;
  }

  /** Ctrl+Shift+V: the browser says of a paste nothing of its key. */
  wantsValues(): boolean {
    return this.memory.last?.shiftKey === true && this.memory.last.key.toLowerCase() === 'v';
  }

  /** The grid library's hook: true takes the key away from it. */
  suppress(params: SuppressKeyboardEventParams<GridRow>): boolean {
    const { event, editing, api } = params;
    if (event.type !== 'keydown') return false;
    this.memory.last = event;
    const row = params.node.data;
    const mode = editing ? this.memory.mode : 'ready';
    const command = commandOf(pressOf(event), mode);
    if (row === undefined) return false;
    if (mode === 'ready' && row.type === 'axis' && event.key === ' ' && !event.ctrlKey && !event.shiftKey) {
      this.#host.toggleAxis(row.axis.number);
      event.preventDefault();
      return true;
    }
    if (command === null) {
      if (mode === 'ready') this.#explainTyping(event, row, params.column);
      return false;
    }
    const taken = this.#run(command, api, row, params.column);
    if (taken) event.preventDefault();
    return taken;
  }

  #run(command: KeyCommand, api: GridApi<GridRow>, row: GridRow, column: Column): boolean {
    const { selection } = this.#parts;
    const current = selection.current ?? selectCell({ rowId: row.id, columnId: column.getColId() });
    const { order } = selection;
    switch (command.type) {
      case 'go': {
        api.stopEditing();
        const from = command.extend ? (current.ranges.at(-1)?.head ?? current.active) : current.active;
        const table = this.#parts.table();
        const to = motionTarget(
          command.motion,
          from,
          {
            order,
            isFilled: (at, among) => (stateAt(table, at, among)?.text ?? '') !== '',
            skips: (at) => isFlowedThroughAt(table, at),
          },
          this.#parts.pageRows(),
        );
        selection.tabOrigin = null;
        if (command.extend) selection.extend(to);
        else if (selection.isAdding) selection.place(to);
        else selection.set(selectCell(to));
        return true;
      }
      case 'step': {
        api.stopEditing();
        const table = this.#parts.table();
        const step = stepTarget(
          current,
          order,
          command.rows,
          command.columns,
          (at) => isFlowedThroughAt(table, at),
          selection.tabOrigin,
        );
        // Tab past the last cell leaves the grid, as in every other part of the page.
        if (step.selection === current && command.columns !== 0) return false;
        selection.set(step.selection);
        selection.tabOrigin = step.tabOrigin;
        return true;
      }
      case 'add_range':
        if (selection.isAdding) selection.stopAdding();
        else selection.startAdding();
        this.#host.adding(selection.isAdding);
        return true;
      case 'select_all':
        selection.set(selectAll(order, current.active));
        return true;
      case 'select_rows':
        selection.set(selectRows(order, current.active.rowId, headOf(current).rowId));
        return true;
      case 'select_columns':
        selection.set(selectColumns(order, current.active.columnId, headOf(current).columnId));
        return true;
      case 'edit':
        return this.explain(row, column);
      case 'clear':
        this.clear('clear');
        return true;
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
      case 'fill':
      case 'fill_series': {
        const table = this.#parts.table();
        const rect = rectsOf(current, order).at(-1);
        const area =
          rect === undefined
            ? null
            : command.type === 'fill'
              ? areaOfFill(table, rect, command.direction)
              : areaOfSeries(table, rect);
        if (area === null) return true;
        const filled = fillWrites(table, area.source, area.target, area.mode);
        if (filled.writes.length > 0) this.#parts.fill(filled);
        else if (filled.locked > 0) this.explain(row, column);
        return true;
      }
      case 'undo':
      case 'redo':
        this.#host.step(command.type);
        return true;
      case 'today':
        this.#writeToday(row, column);
        return true;
      case 'fill_range':
        this.#fillRange(api, current, row, column);
        return true;
      case 'find':
        api.stopEditing();
        this.#host.find(command.replace);
        return true;
      case 'column_menu': {
        const anchor = document.activeElement;
        if (anchor instanceof HTMLElement) this.#host.openColumnMenu(column.getColId(), anchor);
        return true;
      }
      case 'explain':
        this.#host.explain();
        return true;
      case 'history':
        this.#host.history();
        return true;
      case 'help':
        this.#host.help();
        return true;
      default:
        return false;
    }
  }

  /** Where words or a date may stand; a figure takes no day. */
  #writeToday(row: GridRow, column: Column): void {
    const found = this.#parts.columnOf(column.getColId());
    if (found === undefined || this.explain(row, column)) return;
    const cell = storedCell(row, found);
    if (cell === null || isNumericKind(cell.kind) || cell.kind === 'boolean') {
      this.#host.refused('no_date');
      return;
    }
    const seen = this.#host.context().content.cells.get(cell.key) ?? null;
    this.#host.edit('today', [{ key: cell.key, value: formatDay(this.#host.today()), seen }]);
  }

  /** What is being typed, else what the active cell holds, into every selected cell, as one gesture. */
  #fillRange(api: GridApi<GridRow>, current: GridSelection, row: GridRow, column: Column): void {
    const [editor] = api.getCellEditorInstances();
    const typed = editor instanceof TypingEditor ? editor.getValue() : null;
    if (typed !== null) api.stopEditing(true);
    const filled = fillSelection(this.#parts.table(), current, typed);
    if (filled === null || filled.writes.length === 0) this.explain(row, column);
    else this.#parts.fill(filled);
  }

  /** Empties what can be emptied of the selection, as one gesture; says why when nothing can. */
  clear(gesture: 'clear' | 'cut'): void {
    const { current, order } = this.#parts.selection;
    if (current === null) return;
    const table = this.#parts.table();
    const writes: EditWrite[] = [];
    let lock: Lock | null = null;
    let isAnyOpen = false;
    eachCell(current, order, (rowIndex, columnIndex) => {
      const why = lockAt(table, rowIndex, columnIndex);
      if (why !== null) {
        lock ??= why;
        return;
      }
      isAnyOpen = true;
      const cell = storedAt(table, rowIndex, columnIndex);
      const seen = cell === null ? undefined : table.context.content.cells.get(cell.key);
      if (cell !== null && seen !== undefined) writes.push({ key: cell.key, value: null, seen });
    });
    if (writes.length > 0) this.#host.edit(gesture, writes);
    else if (!isAnyOpen && lock !== null) this.#host.refused(lock);
  }

  /** True, and says why, when the cell cannot be typed into. */
  explain(row: GridRow, column: Column): boolean {
    const found = this.#parts.columnOf(column.getColId());
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

function headOf(selection: GridSelection): CellPlace {
  return selection.ranges.at(-1)?.head ?? selection.active;
}
