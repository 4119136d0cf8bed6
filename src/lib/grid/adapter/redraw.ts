// What has to be drawn anew: cells and totals, once with the next frame, however often they change until then. Knows which
// places are stale, not why.
import type { GridApi } from 'ag-grid-community';
import type { GridColumn } from '../columns.ts';
import type { GridRow } from '../row-model.ts';
import type { CellPlace } from '../selection.ts';

/** A flash is a class that ends with its animation. */
const flashClass = 'is-flashing';

interface DrawnGrid {
  readonly api: GridApi<GridRow>;
  readonly element: HTMLElement;
  readonly rows: readonly GridRow[];
  readonly columns: ReadonlyMap<string, GridColumn>;
}

type RowNodes = NonNullable<ReturnType<GridApi<GridRow>['getRowNode']>>[];

export class Redraw {
  /** Asked at each frame; null while there is no grid. */
  readonly #grid: () => DrawnGrid | null;
  #stale = new Map<string, Set<string>>();
  #flashes = new Map<string, Set<string>>();
  #isTotalStale = false;
  #frame = 0;

  constructor(grid: () => DrawnGrid | null) {
    this.#grid = grid;
  }

  /** `flash`: somebody else changed them. */
  cells(places: Iterable<CellPlace>, flash: boolean): void {
    for (const { rowId, columnId } of places) {
      add(this.#stale, rowId, columnId);
      if (flash) add(this.#flashes, rowId, columnId);
    }
    this.plan();
  }

  totals(): void {
    this.#isTotalStale = true;
    this.plan();
  }

  plan(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  cancel(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #draw(): void {
    const [stale, flashes, isTotalStale] = [this.#stale, this.#flashes, this.#isTotalStale];
    this.#stale = new Map();
    this.#flashes = new Map();
    this.#isTotalStale = false;
    const grid = this.#grid();
    if (grid === null) return;
    drawCells(grid, stale);
    if (isTotalStale) drawTotals(grid);
    for (const [rowId, columnIds] of flashes)
      for (const columnId of columnIds) flash(grid.element, rowId, columnId);
  }
}

/** Rows that are stale in the same columns together: one call of the library for each group. */
function drawCells({ api, columns }: DrawnGrid, stale: ReadonlyMap<string, ReadonlySet<string>>): void {
  const groups = new Map<string, { columns: string[]; rowNodes: RowNodes }>();
  for (const [rowId, columnIds] of stale) {
    const node = api.getRowNode(rowId);
    if (node === undefined) continue;
    const known = [...columnIds].filter((id) => columns.has(id));
    const key = known.join(' ');
    const group = groups.get(key) ?? { columns: known, rowNodes: [] };
    group.rowNodes.push(node);
    groups.set(key, group);
  }
  for (const group of groups.values()) if (group.columns.length > 0) api.refreshCells(group);
}

function drawTotals({ api, rows }: DrawnGrid): void {
  const rowNodes = rows.flatMap((row) =>
    row.type === 'axis' || row.type === 'aggregate' ? (api.getRowNode(row.id) ?? []) : [],
  );
  const pinned = Array.from({ length: api.getPinnedBottomRowCount() }, (_, index) =>
    api.getPinnedBottomRow(index),
  ).filter((node) => node !== undefined);
  api.refreshCells({ rowNodes: [...rowNodes, ...pinned] });
}

function flash(element: HTMLElement, rowId: string, columnId: string): void {
  const cell = element.querySelector(`[row-id="${CSS.escape(rowId)}"] [col-id="${CSS.escape(columnId)}"]`);
  if (!(cell instanceof HTMLElement)) return;
  cell.classList.remove(flashClass);
  // Read, so that the animation starts again when it was still running.
  void cell.offsetWidth;
  cell.classList.add(flashClass);
  cell.addEventListener('animationend', () => cell.classList.remove(flashClass), { once: true });
}

function add(places: Map<string, Set<string>>, rowId: string, columnId: string): void {
  const columns = places.get(rowId);
  if (columns === undefined) places.set(rowId, new Set([columnId]));
  else columns.add(columnId);
}
