// The one adapter to the grid library: makes the grid of a tab and keeps it in step with rows, values and people. Owns no
// data; knows neither session nor engine. Use as an attachment: `{@attach grid.attach}`.
import { AG_GRID_LOCALE_FR } from '@ag-grid-community/locale';
import {
  type CellFocusedEvent,
  type CellPosition,
  type Column,
  type ColumnGroup,
  type GridApi,
  createGrid,
} from 'ag-grid-community';
import type { TabView } from '../../contract/view.ts';
import { storedCell } from '../cell-state.ts';
import { type GridColumn, columnsOfTab, flatColumns } from '../columns.ts';
import { type FillMode, type FillOutcome, fillWrites } from '../fill.ts';
import type { GridTable } from '../grid-table.ts';
import type { GridRow } from '../row-model.ts';
import {
  type CellPlace,
  type RangeRect,
  extendTo,
  isSingleCell,
  placeAt,
  rectOf,
  rectsOf,
  selectCell,
} from '../selection.ts';
import { AfterPaint } from './after-paint.ts';
import { ClipboardEvents } from './clipboard-events.ts';
import { columnDefsOf } from './column-defs.ts';
import { type ColumnsOfView, ColumnView, columnViewOptions } from './column-view.ts';
import type { ActiveCell, GridHost, GridPeer } from './grid-host.ts';
import { FillHandle } from './fill-handle.ts';
import './grid.css';
import { Keyboard } from './keyboard.ts';
import { registerModules } from './modules.ts';
import { Pointer } from './pointer.ts';
import { PresenceOverlay } from './presence-overlay.ts';
import { type DrawnRange, RangeOverlay } from './range-overlay.ts';
import { Redraw } from './redraw.ts';
import { rowDragOptions } from './row-drag.ts';
import { SelectedCells } from './selected-cells.ts';
import { SelectionModel } from './selection-model.ts';
import { planTheme } from './theme.ts';

const viewportSelector = '.ag-grid-viewport';

type ViewOfGrid = ColumnsOfView & Pick<TabView, 'sort' | 'filters' | 'closedAxes'>;

/** Null: the whole column. */
export interface DrawnOperand {
  readonly rowId: string | null;
  readonly columnId: string;
  readonly color: string;
}

export class PlanGrid {
  readonly #host: GridHost;
  readonly #columns: ReadonlyMap<string, GridColumn>;
  readonly #keyboard: Keyboard;
  readonly #selection = new SelectionModel(() => this.#selected());
  #ranges: RangeOverlay | null = null;
  #api: GridApi<GridRow> | null = null;
  #columnView: ColumnView | null = null;
  #view: ViewOfGrid | null = null;
  #element: HTMLElement | null = null;
  #overlay: PresenceOverlay | null = null;
  /** Kept by hand: the library tells of a focus late, when its own list of open editors may not be up to date. */
  #isEditing = false;
  #rows: readonly GridRow[] = [];
  /** Below the others, always in view. */
  #pinned: readonly GridRow[] = [];
  #peers: readonly GridPeer[] = [];
  readonly #redraw = new Redraw(() => {
    if (this.#late !== null) this.setRows(this.#late.rows, this.#late.pinned, 'rows');
    return this.#api === null || this.#element === null
      ? null
      : { api: this.#api, element: this.#element, rows: this.#rows, columns: this.#columns };
  });
  #operands: readonly DrawnOperand[] = [];
  /** Rows that wait for the end of one's own typing: until then everything works on those that are shown. */
  #late: { readonly rows: readonly GridRow[]; readonly pinned: readonly GridRow[] } | null = null;
  #isDrawn = false;
  #handle: FillHandle | null = null;
  #selectedCells: SelectedCells | null = null;
  /** A key held down must not wait for sums. */
  readonly #telling = new AfterPaint(() => this.#host.selected(this.#selection.current));
  #wished: CellPlace | null = null;

  constructor(host: GridHost) {
    this.#host = host;
    this.#columns = new Map(
      flatColumns(columnsOfTab(host.tab, host.messages.grid.columns, host.phase)).map((column) => [
        column.id,
        column,
      ]),
    );
    this.#keyboard = new Keyboard(host, {
      selection: this.#selection,
      columnOf: (id) => this.#columns.get(id),
      table: () => this.table(),
      pageRows: () => this.#pageRows(),
      fill: (outcome) => this.#write(outcome, null),
    });
  }

  /** For `{@attach}`: reads no reactive state, so the grid is made once. */
  readonly attach = (element: HTMLElement): (() => void) => {
    registerModules();
    const host = this.#host;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
    const api = createGrid<GridRow>(element, {
      theme: planTheme,
      // Ours wins over the library's style without a contest of selectors.
      themeCssLayer: 'grid-library',
      ...(nonce === '' ? {} : { styleNonce: nonce }),
      ...(host.language === 'fr' ? { localeText: AG_GRID_LOCALE_FR } : {}),
      columnDefs: columnDefsOf(
        columnsOfTab(host.tab, host.messages.grid.columns, host.phase),
        host,
        this.#keyboard,
      ),
      ...columnViewOptions,
      defaultColDef: {
        ...columnViewOptions.defaultColDef,
        cellDataType: false,
        suppressHeaderKeyboardEvent: ({ event, column }) => this.#headerKey(event, column),
      },
      rowData: [...this.#rows],
      pinnedBottomRowData: [...this.#pinned],
      getRowId: ({ data }) => data.id,
      rowClassRules: {
        'trame-axis': ({ data }) => data?.type === 'axis',
        'trame-total': ({ data }) => data !== undefined && !('axis' in data),
        'trame-shown': ({ data }) => data?.type === 'shown_total',
        'trame-virtual': ({ data }) => data?.type === 'hourly_cost',
        'trame-archived': ({ data }) =>
          data?.type === 'fiche'
            ? data.fiche.archived
            : data?.type === 'indicator' && (data.indicator.archived || data.fiche.archived),
        'opens-fiche': ({ data }) =>
          data?.type === 'no_indicator' ||
          ((data?.type === 'indicator' || data?.type === 'hourly_cost') && data.opensFiche),
        ...Object.fromEntries(
          [1, 2, 3, 4, 5, 6].map((hue) => [
            `trame-hue-${hue}`,
            ({ data }: { data: GridRow | undefined }) =>
              data !== undefined && 'axis' in data && ((data.axis.number - 1) % 6) + 1 === hue,
          ]),
        ),
      },
      animateRows: false,
      stopEditingWhenCellsLoseFocus: true,
      ...rowDragOptions(host),
      tooltipShowDelay: 400,
      tooltipSwitchShowDelay: 100,
      suppressNoRowsOverlay: true,
      suppressContextMenu: true,
      onCellFocused: (event) => this.#focused(event),
      onCellEditingStarted: () => this.#editingStarted(),
      onCellEditingStopped: () => this.#editingStopped(),
      onCellDoubleClicked: ({ data, column }) => {
        if (data !== undefined) this.#keyboard.explain(data, column);
      },
      onCellContextMenu: ({ data, event }) => {
        if (data === undefined || !(event?.target instanceof HTMLElement)) return;
        host.openRowMenu(data, event.target.closest<HTMLElement>('.ag-cell') ?? event.target);
      },
      onModelUpdated: () => this.#placeOverlays(),
      onViewportChanged: () => this.#selectedCells?.markSoon(),
      onVirtualColumnsChanged: () => this.#selectedCells?.markSoon(),
      onFirstDataRendered: () => {
        this.#isDrawn = true;
        if (this.#wished !== null) this.focus(this.#wished);
      },
      onDisplayedColumnsChanged: () => this.#columnsMoved(),
      onColumnResized: ({ source }) => {
        if (source === 'api') this.#placeOverlays();
        else this.#columnsMoved();
      },
    });
    element.querySelector('[role="grid"], [role="treegrid"]')?.setAttribute('aria-label', host.label);
    const onContextMenu = (event: MouseEvent): void => {
      if (
        event.target instanceof Element &&
        event.target.closest('.ag-row') !== null &&
        event.target.closest('input, textarea') === null
      )
        event.preventDefault();
    };
    element.addEventListener('contextmenu', onContextMenu);
    this.#api = api;
    this.#element = element;
    this.#overlay = new PresenceOverlay(api, element, host.messages.grid.editing);
    this.#overlay.show(this.#peers);
    this.#ranges = new RangeOverlay(api, element);
    this.#selectedCells = new SelectedCells(element);
    this.#columnView = new ColumnView(api, element, host);
    if (this.#view !== null) this.#columnView.apply(this.#view);
    this.#selection.attach(api, element.querySelector<HTMLElement>(viewportSelector));
    this.#followRows('rows');
    this.#handle = new FillHandle(element, {
      table: () => this.table(),
      source: () => this.#lastRect(),
      preview: (target) => this.#ranges?.showFill(target),
      fill: (source, target, mode) => this.#fill(source, target, mode),
    });
    const pointer = new Pointer(element, this.#selection, ({ rowId, columnId }) =>
      this.#pick(rowId, columnId),
    );
    const clipboard = new ClipboardEvents(element, host, {
      selection: this.#selection,
      table: () => this.table(),
      isEditing: () => api.getEditingCells().length > 0,
      wantsValues: () => this.#keyboard.wantsValues(),
      cut: () => this.#keyboard.clear('cut'),
    });
    const stopObserving = this.#columnView.observe(() => this.#columnsMoved());
    return () => {
      this.#redraw.cancel();
      stopObserving();
      this.#columnView = null;
      element.removeEventListener('contextmenu', onContextMenu);
      pointer.destroy();
      clipboard.destroy();
      this.#telling.cancel();
      this.#selectedCells?.destroy();
      this.#selectedCells = null;
      this.#handle?.destroy();
      this.#handle = null;
      this.#ranges?.destroy();
      this.#ranges = null;
      this.#selection.detach();
      this.#overlay?.destroy();
      this.#overlay = null;
      this.#api = null;
      this.#isDrawn = false;
      this.#element = null;
      api.destroy();
    };
  };

  /** New rows in their order. What is selected stays with its rows, not with its place. */
  setRows(rows: readonly GridRow[], pinned: readonly GridRow[], cause: 'own_view' | 'rows'): void {
    const api = this.#api;
    // The library closes an open editor when rows change: what others do to rows waits for the end of one's own typing.
    const isLate = api !== null && api.getEditingCells().length > 0;
    this.#late = isLate ? { rows, pinned } : null;
    if (isLate) return;
    const [before, pinnedBefore] = [this.#rows, this.#pinned];
    this.#rows = rows;
    this.#pinned = pinned;
    if (api === null) return;
    const hadFocus = this.#element?.contains(document.activeElement) === true;
    if (rows !== before) api.setGridOption('rowData', [...rows]);
    if (pinned !== pinnedBefore) api.setGridOption('pinnedBottomRowData', [...pinned]);
    this.#followRows(cause);
    if (this.#wished !== null) this.focus(this.#wished);
    const { current } = this.#selection;
    if (current !== null && hadFocus) this.#selection.set(current);
    else if (current === null) api.clearFocusedCell();
  }

  /** How the person sees the columns; what else the view does is told in their headers. */
  setView(view: ViewOfGrid): void {
    const last = this.#view;
    const hasClosed = last?.closedAxes !== view.closedAxes;
    this.#view = view;
    this.#columnView?.apply(view);
    // A word typed in the search is told by no header: drawing them anew would take the keyboard from one.
    if (last?.sort !== view.sort || last.filters !== view.filters) this.#api?.refreshHeader();
    // The heading of an axis says whether it is closed, and no value of its row does.
    const axes = this.#rows.flatMap(({ type, id }) =>
      type === 'axis' ? (this.#api?.getRowNode(id) ?? []) : [],
    );
    if (hasClosed) this.#api?.refreshCells({ rowNodes: axes, force: true });
  }

  /** These places show something else now; drawn once, with the next frame. `flash`: somebody else did it. */
  refresh(places: Iterable<CellPlace>, flash = false): void {
    this.#redraw.cells(places, flash);
  }

  /** The total row and the axis rows. */
  refreshTotals(): void {
    this.#redraw.totals();
  }

  setPeers(peers: readonly GridPeer[]): void {
    this.#peers = peers;
    this.#overlay?.show(peers);
    this.#showRanges();
  }

  /** Brings a cell into view and makes it active, now or when its row is there. */
  focus(place: CellPlace): void {
    this.#wished = place;
    const api = this.#api;
    const node = api?.getRowNode(place.rowId);
    const column = api?.getColumn(place.columnId) ?? null;
    // Before its first drawing the library forgets where it was told to put the focus.
    if (!api || !this.#isDrawn || node === undefined || node.rowIndex === null || column === null) return;
    this.#wished = null;
    const group = column.getParent();
    if (group !== null && group.isExpandable() && !column.isVisible())
      api.setColumnGroupState([{ groupId: group.getGroupId(), open: true }]);
    this.#selection.set(selectCell(place));
  }

  /** Gives the keyboard back to the grid: to its active cell, else to its first. */
  takeFocus(): void {
    const api = this.#api;
    const { current, order } = this.#selection;
    const [rowId, columnId] = [order.rows[0], order.columns[0]];
    if (!api || rowId === undefined || columnId === undefined) return;
    this.#selection.set(current ?? selectCell({ rowId, columnId }));
  }

  /** Shows a cell as selected while the keyboard is elsewhere. */
  mark(place: CellPlace): void {
    this.#selection.mark(selectCell(place));
  }

  /** A range becomes the selection; its first cell is active. */
  select(from: CellPlace, to: CellPlace): void {
    this.#selection.set(extendTo(selectCell(from), to));
  }

  /** Cells that the formula being written reads, each in the colour of its name there. */
  showOperands(operands: readonly DrawnOperand[]): void {
    this.#operands = operands;
    this.#showRanges();
  }

  reveal({ rowId, columnId }: CellPlace): void {
    const node = this.#api?.getRowNode(rowId);
    const column = this.#api?.getColumn(columnId) ?? null;
    if (node !== undefined && node.rowIndex !== null) this.#api?.ensureIndexVisible(node.rowIndex);
    if (column !== null) this.#api?.ensureColumnVisible(column);
  }

  #pick(rowId: string | null, columnId: string): boolean {
    const column = this.#columns.get(columnId);
    if (column === undefined) return false;
    if (rowId === null) return this.#host.formula.pickColumn(column);
    const row = this.#tableRows().find(({ id }) => id === rowId);
    return row !== undefined && this.#host.formula.pick(row, column);
  }

  #columnsMoved(): void {
    this.#columnView?.fitHeading();
    this.#followRows('own_view');
    this.#placeOverlays();
  }

  #headerKey(event: KeyboardEvent, column: Column | ColumnGroup): boolean {
    if (event.type !== 'keydown') return false;
    const anchor =
      event.target instanceof Element ? event.target.closest<HTMLElement>('.ag-header-cell') : null;
    if (event.key === 'F6') this.#host.leave(event.shiftKey ? -1 : 1);
    else if (isMenuKey(event) && 'getColId' in column && anchor !== null)
      this.#host.openColumnMenu(column.getColId(), anchor);
    else return false;
    event.preventDefault();
    return true;
  }

  #placeOverlays(): void {
    this.#overlay?.place();
    this.#ranges?.place();
  }

  #followRows(cause: 'own_view' | 'rows'): void {
    const api = this.#api;
    if (api === null) return;
    const columns = api.getAllDisplayedColumns().map((column) => column.getColId());
    this.#selection.follow(this.#tableRows(), columns, cause);
  }

  #tableRows(): readonly GridRow[] {
    return [...this.#rows, ...this.#pinned];
  }

  /** What the hands work on: what is shown now. */
  table(): GridTable {
    const { order } = this.#selection;
    return {
      rows: this.#tableRows(),
      columns: order.columns.flatMap((id) => this.#columns.get(id) ?? []),
      order,
      context: this.#host.context(),
    };
  }

  #selected(): void {
    const { current, order } = this.#selection;
    this.#selectedCells?.show(current === null ? [] : rectsOf(current, order), order);
    this.#showRanges();
    this.#telling.plan();
  }

  /** Where the handle stands, and what it fills from; the total row, which is not written, has none. */
  #lastRect(): RangeRect | null {
    const { current, order } = this.#selection;
    const rect = current === null ? undefined : rectsOf(current, order).at(-1);
    return rect === undefined || this.#pinned.some(({ id }) => id === order.rows[rect.bottom]) ? null : rect;
  }

  #fill(source: RangeRect, target: RangeRect, mode: FillMode): void {
    const table = this.table();
    const from = placeAt(table.order, target.top, target.left);
    const to = placeAt(table.order, target.bottom, target.right);
    this.#write(fillWrites(table, source, target, mode), from);
    if (from !== null && to !== null) this.select(from, to);
  }

  #write({ writes, locked }: FillOutcome, at: CellPlace | null): void {
    if (writes.length > 0) this.#host.edit('fill', writes);
    this.#host.filled(writes.length, locked, at);
  }

  #showRanges(): void {
    const { current, order } = this.#selection;
    const isRange = current !== null && (this.#selection.isMarked || !isSingleCell(current, order));
    const own = (isRange ? rectsOf(current, order) : []).map((rect): DrawnRange => ({ rect, color: null }));
    const others = this.#peers.flatMap(({ range, color }): DrawnRange[] => {
      const rect =
        range === null ? null : rectOf({ anchor: range.from, head: range.to, extent: 'cells' }, order);
      return rect === null ? [] : [{ rect, color }];
    });
    const operands = this.#operands.flatMap(({ rowId, columnId, color }): DrawnRange[] => {
      const column = order.columnIndex(columnId);
      const [top, bottom] =
        rowId === null ? [0, order.rows.length - 1] : [order.rowIndex(rowId), order.rowIndex(rowId)];
      if (column < 0 || top < 0) return [];
      return [{ rect: { top, bottom, left: column, right: column }, color, isOperand: true }];
    });
    this.#ranges?.show([...others, ...own, ...operands], order);
    if (this.#handle !== null)
      this.#ranges?.setHandle(this.#handle.element, this.#host.mayEdit() ? this.#lastRect() : null);
  }

  #pageRows(): number {
    const viewport = this.#element?.querySelector<HTMLElement>(viewportSelector);
    const height = this.#api?.getDisplayedRowAtIndex(0)?.rowHeight ?? 0;
    return !viewport || height === 0 ? 1 : Math.max(1, Math.floor(viewport.clientHeight / height) - 2);
  }

  #activeCell(): ActiveCell | null {
    const api = this.#api;
    const focused = api === null ? null : focusedCell(api);
    if (api === null || focused === null) return null;
    const row = focused.rowPinned
      ? this.#pinned[focused.rowIndex]
      : api.getDisplayedRowAtIndex(focused.rowIndex)?.data;
    const column = this.#columns.get(focused.column.getColId());
    if (row === undefined || column === undefined) return null;
    return { rowId: row.id, columnId: column.id, key: storedCell(row, column)?.key ?? null };
  }

  #focused(event: CellFocusedEvent<GridRow>): void {
    const active = this.#activeCell();
    if (event.rowIndex === null && active !== null) return;
    const selected = this.#selection.current?.active;
    // The library moves its focus by itself where one comes into the grid with Tab.
    if (active !== null && (active.rowId !== selected?.rowId || active.columnId !== selected.columnId))
      this.#selection.set(selectCell(active));
    this.#tellActive();
  }

  #editingStarted(): void {
    this.#isEditing = true;
    this.#tellActive();
  }

  #editingStopped(): void {
    this.#isEditing = false;
    this.#tellActive();
    // With the next frame: the key that ended the editor is still moving the active cell.
    if (this.#late !== null) this.#redraw.plan();
  }

  #tellActive(): void {
    this.#host.active(this.#activeCell(), this.#isEditing);
  }
}

/** The library's types say null; it also gives undefined. */
function focusedCell(api: GridApi<GridRow>): CellPosition | null {
  return api.getFocusedCell() ?? null;
}

function isMenuKey({ key, altKey, shiftKey }: KeyboardEvent): boolean {
  return (
    key === 'Enter' ||
    key === ' ' ||
    key === 'ContextMenu' ||
    (shiftKey && key === 'F10') ||
    (altKey && key === 'ArrowDown')
  );
}
