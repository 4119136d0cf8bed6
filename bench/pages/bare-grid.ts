// The grid library alone, with the same rows and columns as Trame's: what its own focus move, refresh and scroll cost. Runs
// in a page of the bench; knows nothing of Trame but the look of its rows.
import {
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  createGrid,
  type GridApi,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
  themeQuartz,
} from 'ag-grid-community';

interface BareRow {
  readonly id: string;
  readonly texts: string[];
}

export interface BareGrid {
  make(element: HTMLElement, texts: string[][], pinned: number): void;
  focus(row: number, column: number): void;
  /** New texts in these columns of the first rows, then the library's own refresh. */
  replace(rows: number, columns: readonly number[], text: string): void;
  destroy(): void;
}

let api: GridApi<BareRow> | null = null;
let data: BareRow[] = [];

const bareGrid: BareGrid = {
  make(element, texts, pinned) {
    ModuleRegistry.registerModules([
      CellStyleModule,
      ClientSideRowModelModule,
      ColumnApiModule,
      RenderApiModule,
      RowApiModule,
      ScrollApiModule,
    ]);
    data = texts.map((row, index) => ({ id: String(index), texts: row }));
    api = createGrid<BareRow>(element, {
      theme: themeQuartz.withParams({ fontSize: 13, rowHeight: 32, headerHeight: 36 }),
      columnDefs: (texts[0] ?? []).map((_, index) => ({
        colId: String(index),
        headerName: `C${index}`,
        width: index < pinned ? 300 : 96,
        ...(index < pinned ? { pinned: 'left' as const } : {}),
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
  destroy() {
    api?.destroy();
    api = null;
  },
};

Object.assign(globalThis, { bareGrid });
