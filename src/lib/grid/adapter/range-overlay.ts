// Draws one's own selection: an element a range and section (pinned, scrolling), inside the grid's own scrolling container,
// so that scrolling costs nothing. Knows places on the screen only.
import type { Column, GridApi } from 'ag-grid-community';
import type { GridRow } from '../row-model.ts';
import type { GridOrder, RangeRect } from '../selection.ts';

interface Box {
  readonly left: number;
  readonly width: number;
}

export class RangeOverlay {
  readonly #api: GridApi<GridRow>;
  readonly #host: HTMLElement;
  readonly #viewport: Element | null;
  readonly #scrolling = layer('trame-ranges');
  readonly #pinned = layer('trame-ranges is-pinned');
  #rects: readonly RangeRect[] = [];
  #order: GridOrder | null = null;
  #pinnedWidth = 0;

  constructor(api: GridApi<GridRow>, host: HTMLElement) {
    this.#api = api;
    this.#host = host;
    this.#viewport = host.querySelector('.ag-grid-viewport');
    this.#viewport?.addEventListener('scroll', this.#clip, { passive: true });
  }

  /** A single cell needs no range: the library's focus frames it. */
  show(rects: readonly RangeRect[], order: GridOrder): void {
    this.#rects = rects;
    this.#order = order;
    this.place();
  }

  /** Again, after rows or columns moved. */
  place(): void {
    const container = this.#host.querySelector('.ag-grid-scrolling-container');
    const order = this.#order;
    if (container === null || order === null) return;
    const pinned = new Set(this.#api.getDisplayedLeftColumns());
    this.#pinnedWidth = [...pinned].reduce((width, column) => width + column.getActualWidth(), 0);
    const scrollingParts: HTMLElement[] = [];
    const pinnedParts: HTMLElement[] = [];
    for (const rect of this.#rects) {
      const top = this.#edge(order, rect.top, 'top');
      const bottom = this.#edge(order, rect.bottom, 'bottom');
      if (top === null || bottom === null || bottom <= top) continue;
      const columns = order.columns
        .slice(rect.left, rect.right + 1)
        .flatMap((id) => this.#api.getColumn(id) ?? []);
      const inPinned = boxOf(columns.filter((column) => pinned.has(column)));
      const inScrolling = boxOf(columns.filter((column) => !pinned.has(column)));
      if (inPinned !== null) pinnedParts.push(part(inPinned, 0, top, bottom));
      if (inScrolling !== null) scrollingParts.push(part(inScrolling, this.#pinnedWidth, top, bottom));
    }
    this.#scrolling.replaceChildren(...scrollingParts);
    this.#pinned.replaceChildren(...pinnedParts);
    if (this.#scrolling.parentElement !== container) container.append(this.#scrolling, this.#pinned);
    this.#clip();
  }

  destroy(): void {
    this.#viewport?.removeEventListener('scroll', this.#clip);
    this.#scrolling.remove();
    this.#pinned.remove();
  }

  /** The total row, pinned below, is not in the container: a range that holds it ends at the last row above. */
  #edge(order: GridOrder, index: number, side: 'top' | 'bottom'): number | null {
    for (let row = index; row >= 0; row -= 1) {
      const node = this.#api.getRowNode(order.rows[row] ?? '');
      if (node === undefined || node.rowTop === null) continue;
      return side === 'top' && row === index ? node.rowTop : node.rowTop + (node.rowHeight ?? 0);
    }
    return null;
  }

  /** Under the pinned columns, like the cells: rows are layers of their own, so no z-index does it. */
  readonly #clip = (): void => {
    const scrolled = this.#viewport?.scrollLeft ?? 0;
    this.#scrolling.style.clipPath = `polygon(${scrolled + this.#pinnedWidth}px -1e6px, 1e6px -1e6px, 1e6px 1e6px, ${scrolled + this.#pinnedWidth}px 1e6px)`;
  };
}

function layer(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  // What is selected is told by the cells themselves and by the live region.
  element.setAttribute('aria-hidden', 'true');
  return element;
}

function boxOf(columns: readonly Column[]): Box | null {
  const first = columns[0];
  if (first === undefined) return null;
  const left = Math.min(...columns.map((column) => column.getLeft() ?? 0));
  return { left, width: columns.reduce((width, column) => width + column.getActualWidth(), 0) };
}

function part(box: Box, offset: number, top: number, bottom: number): HTMLElement {
  const element = document.createElement('div');
  element.className = 'trame-range';
  element.style.transform = `translate(${offset + box.left}px, ${top}px)`;
  element.style.width = `${box.width}px`;
  element.style.height = `${bottom - top}px`;
  return element;
}
