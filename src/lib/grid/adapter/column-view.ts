// The columns of the library's grid as the person's view has them: order, widths, hidden and frozen ones; tells what they do
// to columns with the mouse. Knows no rows.
import type { ColDef, ColumnState, GridApi, GridOptions } from 'ag-grid-community';
import type { TabView } from '../../contract/view.ts';
import { columnsOfTab, flatColumns, type GridColumn } from '../columns.ts';
import type { GridRow } from '../row-model.ts';
import { arrangedColumns } from '../view/column-order.ts';
import { widthOf } from './column-defs.ts';
import type { GridHost } from './grid-host.ts';

export type ColumnsOfView = Pick<TabView, 'order' | 'hidden' | 'widths' | 'frozen'>;

const viewportSelector = '.ag-grid-viewport';
/** The library draws its own, over the viewport. */
const scrollBarSelector = '.ag-body-vertical-scroll';
const headingColumn = 'row.action';
/** Longer lines are hard to follow to their figures. */
const widestHeading = 620;

export const columnViewOptions: GridOptions<GridRow> & { readonly defaultColDef: ColDef<GridRow> } = {
  suppressDragLeaveHidesColumns: true,
  suppressColumnMoveAnimation: true,
  defaultColDef: { sortable: false, resizable: true },
};

export class ColumnView {
  readonly #api: GridApi<GridRow>;
  readonly #element: HTMLElement;
  readonly #host: GridHost;
  #applied: ColumnsOfView | null = null;

  constructor(api: GridApi<GridRow>, element: HTMLElement, host: GridHost) {
    this.#api = api;
    this.#element = element;
    this.#host = host;
    api.addEventListener('columnMoved', ({ finished, source }) => {
      if (finished && source === 'uiColumnMoved')
        host.columnsArranged({ order: api.getAllGridColumns().map((column) => column.getColId()) });
    });
    api.addEventListener('columnResized', ({ finished, source, column }) => {
      const isOwn = source === 'uiColumnResized' || source === 'autosizeColumns';
      if (!finished || !isOwn || column === null) return;
      const width = Math.round(column.getActualWidth() / host.scale);
      host.columnsArranged({ widths: { [column.getColId()]: width } });
    });
  }

  /** Nothing is touched when the columns of the view are those that stand. */
  apply(view: ColumnsOfView): void {
    const last = this.#applied;
    this.#applied = view;
    const isSame =
      last?.order === view.order &&
      last.hidden === view.hidden &&
      last.widths === view.widths &&
      last.frozen === view.frozen;
    if (isSame) return;
    const nodes = columnsOfTab(this.#host.tab, this.#host.messages.grid.columns, this.#host.phase);
    const shown = flatColumns(arrangedColumns(nodes, view));
    const ids = new Set(shown.map(({ id }) => id));
    const hidden = flatColumns(nodes).filter(({ id }) => !ids.has(id));
    this.#api.applyColumnState({
      state: [...shown, ...hidden].map((column) => this.#stateOf(column, !ids.has(column.id))),
      applyOrder: true,
    });
    this.fitHeading();
  }

  #stateOf(column: GridColumn, hide: boolean): ColumnState {
    const wished = this.#applied?.widths[column.id];
    const width = wished === undefined ? widthOf(column, this.#host) : Math.round(wished * this.#host.scale);
    return {
      colId: column.id,
      hide,
      pinned: column.pinned ? 'left' : null,
      width,
      flex: column.grows && wished === undefined ? width : null,
    };
  }

  /** The heading of rows takes what the figures leave, until somebody gives it a width. */
  fitHeading(): void {
    const { scale, tab } = this.#host;
    const viewport = this.#element.querySelector<HTMLElement>(viewportSelector);
    const scrollBar = this.#element.querySelector<HTMLElement>(scrollBarSelector);
    const heading = this.#api.getColumn(headingColumn);
    const isSized = this.#applied?.widths[headingColumn] !== undefined;
    if (viewport === null || heading === null || isSized || tab === 'indicateurs') return;
    const others = this.#api
      .getAllDisplayedColumns()
      .filter((column) => column !== heading)
      .reduce(
        (width, column) =>
          width + (column.getFlex() === null ? column.getActualWidth() : column.getMinWidth()),
        0,
      );
    const columns = flatColumns(columnsOfTab(tab, this.#host.messages.grid.columns, this.#host.phase));
    const least = (columns.find(({ id }) => id === headingColumn)?.width ?? 0) * scale;
    const width = Math.min(
      Math.max(viewport.clientWidth - (scrollBar?.offsetWidth ?? 0) - others, least),
      widestHeading * scale,
    );
    if (Math.round(width) === heading.getActualWidth()) return;
    // Set together: the library does not ask again what room the others have when one beside them changes alone.
    this.#api.applyColumnState({
      state: [
        { colId: headingColumn, width },
        ...this.#api.getAllDisplayedColumns().flatMap((column) => {
          const flex = column.getFlex();
          return flex === null ? [] : [{ colId: column.getColId(), flex }];
        }),
      ],
    });
  }

  /** Also tells when a scroll bar comes or goes. */
  observe(moved: () => void): () => void {
    const sizes = new ResizeObserver(moved);
    for (const part of this.#element.querySelectorAll(`${viewportSelector}, ${scrollBarSelector}`))
      sizes.observe(part);
    return () => sizes.disconnect();
  }
}
