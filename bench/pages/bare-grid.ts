// The grid library alone, with the same texts, columns, font and theme as Trame's: what its own focus move, refresh and
// scroll cost. Runs in a page of the bench; knows nothing of Trame but its look.
import '../../src/app.css';

import {
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  EventApiModule,
  createGrid,
  type GridApi,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
} from 'ag-grid-community';
import { RangeOverlay } from '../../src/lib/grid/adapter/range-overlay.ts';
import { SelectedCells } from '../../src/lib/grid/adapter/selected-cells.ts';
import { planTheme } from '../../src/lib/grid/adapter/theme.ts';
import { GridOrder, type RangeRect } from '../../src/lib/grid/selection.ts';

interface BareRow {
  readonly id: string;
  readonly texts: string[];
}

export interface BareGrid {
  make(element: HTMLElement, texts: string[][], widths: readonly number[]): void;
  focus(row: number, column: number): void;
  /** New texts in these columns of the first rows, then the library's own refresh. */
  replace(rows: number, columns: readonly number[], text: string): void;
  /** Draws a selection over the grid as Trame does, and marks its cells. */
  select(rect: RangeRect): void;
  destroy(): void;
}

let api: GridApi<BareRow> | null = null;
let data: BareRow[] = [];
let host: HTMLElement | null = null;
let overlay: RangeOverlay | null = null;
let cells: SelectedCells | null = null;

const bareGrid: BareGrid = {
  make(element, texts, widths) {
    ModuleRegistry.registerModules([
      CellStyleModule,
      ClientSideRowModelModule,
      ColumnApiModule,
      EventApiModule,
      RenderApiModule,
      RowApiModule,
      ScrollApiModule,
    ]);
    host = element;
    data = texts.map((row, index) => ({ id: String(index), texts: row }));
    api = createGrid<BareRow>(element, {
      theme: planTheme,
      themeCssLayer: 'grid-library',
      columnDefs: (texts[0] ?? []).map((_, index) => ({
        colId: String(index),
        headerName: `C${index}`,
        width: widths[index] ?? 96,
        valueGetter: ({ data: row }) => row?.texts[index],
      })),
      defaultColDef: { sortable: false, cellDataType: false },
      rowData: data,
      getRowId: ({ data: row }) => row.id,
      animateRows: false,
    });
  },
  focus(row, column) {
    api?.ensureIndexVisible(row);
    api?.setFocusedCell(row, String(column));
  },
  replace(rows, columns, text) {
    for (const row of data.slice(0, rows)) for (const column of columns) row.texts[column] = text;
    api?.refreshCells({
      columns: columns.map(String),
      rowNodes: data.slice(0, rows).flatMap(({ id }) => api?.getRowNode(id) ?? []),
    });
  },
  select(rect) {
    if (api === null || host === null) return;
    const order = new GridOrder(
      data.map(({ id }) => id),
      api.getAllDisplayedColumns().map((column) => column.getColId()),
    );
    overlay ??= new RangeOverlay(api, host);
    overlay.show([{ rect, color: null }], order);
    cells ??= new SelectedCells(host);
    const marks = cells;
    marks.show([rect], order);
    api.addEventListener('viewportChanged', () => marks.markSoon());
  },
  destroy() {
    overlay?.destroy();
    cells?.destroy();
    overlay = null;
    cells = null;
    api?.destroy();
    api = null;
  },
};

Object.assign(globalThis, { bareGrid });
