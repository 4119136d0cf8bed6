// The selection of one grid while it lives: follows rows and columns as they come and go, and keeps the library's focus on
// the active cell, so that screen readers follow. Knows ids only; what is selected means nothing to it.
import type { CellPosition, GridApi } from 'ag-grid-community';
import type { GridRow } from '../row-model.ts';
import {
  type CellPlace,
  GridOrder,
  type GridSelection,
  afterReorder,
  extendTo,
  selectCell,
} from '../selection.ts';

export class SelectionModel {
  readonly #onChange: () => void;
  #api: GridApi<GridRow> | null = null;
  #order = new GridOrder([], []);
  #current: GridSelection | null = null;
  /** Column where the present run of Tabs began. */
  tabOrigin: string | null = null;
  #isMarked = false;
  #viewport: HTMLElement | null = null;
  #adding: 'no' | 'next' | 'placing' = 'no';
  /** The column last brought into view, until the grid is scrolled sideways or its columns change. */
  #seenColumn: string | null = null;
  #scrollLeft = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get current(): GridSelection | null {
    return this.#current;
  }

  get order(): GridOrder {
    return this.#order;
  }

  attach(api: GridApi<GridRow>, viewport: HTMLElement | null): void {
    this.#api = api;
    this.#viewport = viewport;
    viewport?.addEventListener('scroll', this.#scrolled, { passive: true });
  }

  detach(): void {
    this.#api = null;
    this.#viewport?.removeEventListener('scroll', this.#scrolled);
    this.#viewport = null;
  }

  readonly #scrolled = (): void => {
    const left = this.#viewport?.scrollLeft ?? 0;
    if (left !== this.#scrollLeft) this.#seenColumn = null;
    this.#scrollLeft = left;
  };

  /** What is shown has changed: by the person's own view of it, or because rows came and went. */
  follow(rows: readonly GridRow[], columns: readonly string[], cause: 'own_view' | 'rows'): void {
    const order = new GridOrder(
      rows.map(({ id }) => id),
      columns,
    );
    const before = this.#order;
    this.#order = order;
    this.#seenColumn = null;
    if (this.#current === null) return;
    this.#current = afterReorder(this.#current, before, order, cause);
    this.#onChange();
  }

  /** Arrows look for the beginning of another range (Shift+F8), until it is drawn up or anything else is selected. */
  get isAdding(): boolean {
    return this.#adding !== 'no';
  }

  startAdding(): void {
    if (this.#current !== null) this.#adding = 'next';
  }

  stopAdding(): void {
    this.#adding = 'no';
  }

  /** The range that is being added begins here. */
  place(at: CellPlace): void {
    const { ranges } = this.#current ?? selectCell(at);
    const kept = this.#adding === 'placing' ? ranges.slice(0, -1) : ranges;
    this.set({ active: at, ranges: [...kept, ...selectCell(at).ranges] });
    this.#adding = 'placing';
  }

  /** Selected while the keyboard is elsewhere: no focus frames it. */
  get isMarked(): boolean {
    return this.#isMarked;
  }

  mark(selection: GridSelection): void {
    this.#current = selection;
    this.#isMarked = true;
    this.#reveal(selection.active);
    this.#onChange();
  }

  /** The active cell is where the keyboard is. */
  set(selection: GridSelection): void {
    this.#adding = 'no';
    this.#isMarked = false;
    this.#current = selection;
    this.#focus(selection.active);
    this.#onChange();
  }

  /** Shift: the last range ends here; the keyboard stays where it is. */
  extend(head: CellPlace): void {
    if (this.#current === null) this.set(selectCell(head));
    else {
      this.#adding = 'no';
      this.#current = extendTo(this.#current, head);
      this.#reveal(head);
      this.#onChange();
    }
  }

  /** The library's name for a place; null when it is not shown. */
  positionOf(place: CellPlace): CellPosition | null {
    const api = this.#api;
    const column = api?.getColumn(place.columnId) ?? null;
    if (!api || column === null) return null;
    const pinned = this.#pinnedIndexOf(place.rowId);
    if (pinned !== null) return { rowIndex: pinned, rowPinned: 'bottom', column };
    const rowIndex = api.getRowNode(place.rowId)?.rowIndex ?? null;
    return rowIndex === null ? null : { rowIndex, rowPinned: null, column };
  }

  #pinnedIndexOf(rowId: string): number | null {
    const api = this.#api;
    const count = api?.getPinnedBottomRowCount() ?? 0;
    for (let index = 0; index < count; index += 1)
      if (api?.getPinnedBottomRow(index)?.data?.id === rowId) return index;
    return null;
  }

  #reveal(place: CellPlace): void {
    const position = this.positionOf(place);
    if (position === null || this.#api === null) return;
    if (!position.rowPinned) this.#api.ensureIndexVisible(position.rowIndex);
    // Asking makes the browser lay the page out at once: up and down, the column stays where it is.
    if (this.#seenColumn !== place.columnId) this.#api.ensureColumnVisible(position.column);
    this.#seenColumn = place.columnId;
  }

  #focus(place: CellPlace): void {
    this.#reveal(place);
    const position = this.positionOf(place);
    if (position !== null) this.#api?.setFocusedCell(position.rowIndex, position.column, position.rowPinned);
  }
}
