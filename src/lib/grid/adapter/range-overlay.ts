// Draws selections, one's own and quieter those of others: an element a range and section (pinned, scrolling), inside the grid's own scrolling container,
// so that scrolling costs nothing. Knows places on the screen only.
import type { Column, GridApi } from 'ag-grid-community';
import type { GridOrder, RangeRect } from '../selection.ts';

interface Box {
  readonly left: number;
  readonly width: number;
}

/** `color`: of whom it is; null for one's own. */
export interface DrawnRange {
  readonly rect: RangeRect;
  readonly color: string | null;
  /** What a drag of the handle would fill. */
  readonly isFill?: boolean;
  /** Read by the formula that is being written. */
  readonly isOperand?: boolean;
}

/** What it asks of the library; whatever the rows are. */
type PlacesApi = Pick<GridApi, 'getColumn' | 'getDisplayedLeftColumns' | 'getRowNode'>;

export class RangeOverlay {
  readonly #api: PlacesApi;
  readonly #host: HTMLElement;
  readonly #viewport: Element | null;
  readonly #scrolling = layer('trame-ranges');
  readonly #pinned = layer('trame-ranges is-pinned');
  #ranges: readonly DrawnRange[] = [];
  #order: GridOrder | null = null;
  #fill: RangeRect | null = null;
  #handle: { readonly element: HTMLElement; readonly at: RangeRect | null } | null = null;
  #pinnedWidth = 0;
  /** Kept from the scroll events: asking for it while drawing would make the browser lay the page out at once. */
  #scrolled = 0;
  #clipped = -1;

  constructor(api: PlacesApi, host: HTMLElement) {
    this.#api = api;
    this.#host = host;
    this.#viewport = host.querySelector('.ag-grid-viewport');
    this.#scrolled = this.#viewport?.scrollLeft ?? 0;
    this.#viewport?.addEventListener('scroll', this.#moved, { passive: true });
  }

  /** A single cell needs no range: the library's focus frames it. */
  show(ranges: readonly DrawnRange[], order: GridOrder): void {
    this.#ranges = ranges;
    this.#order = order;
    this.place();
  }

  /** The handle stands at the end of one's own last range, whether that is drawn or a single cell; null: nowhere. */
  setHandle(handle: HTMLElement, at: RangeRect | null): void {
    this.#handle = { element: handle, at };
    this.#placeHandle();
  }

  /** Frames what a drag of the handle would fill. */
  showFill(target: RangeRect | null): void {
    // Drawing anew takes the handle out for a moment: between the two presses of a double click that would end it.
    if (target === this.#fill) return;
    this.#fill = target;
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
    const ranges =
      this.#fill === null ? this.#ranges : [...this.#ranges, { rect: this.#fill, color: null, isFill: true }];
    for (const { rect, color, isFill, isOperand } of ranges) {
      const looks = [
        ...(color === null ? [] : [isOperand === true ? 'is-operand' : 'is-peer']),
        ...(isFill === true ? ['is-fill'] : []),
      ];
      const top = this.#edge(order, rect.top, 'top');
      const bottom = this.#edge(order, rect.bottom, 'bottom');
      if (top === null || bottom === null || bottom <= top) continue;
      const columns = order.columns
        .slice(rect.left, rect.right + 1)
        .flatMap((id) => this.#api.getColumn(id) ?? []);
      const inPinned = boxOf(columns.filter((column) => pinned.has(column)));
      const inScrolling = boxOf(columns.filter((column) => !pinned.has(column)));
      if (inPinned !== null) pinnedParts.push(part(inPinned, 0, top, bottom, color, looks));
      if (inScrolling !== null)
        scrollingParts.push(part(inScrolling, this.#pinnedWidth, top, bottom, color, looks));
    }
    replaceRanges(this.#scrolling, scrollingParts);
    replaceRanges(this.#pinned, pinnedParts);
    if (this.#scrolling.parentElement !== container) container.append(this.#scrolling, this.#pinned);
    this.#placeHandle();
    this.#clip();
  }

  #placeHandle(): void {
    const order = this.#order;
    const { element, at } = this.#handle ?? { element: null, at: null };
    if (element === null) return;
    const bottom = at === null || order === null ? null : this.#edge(order, at.bottom, 'bottom');
    const column = at === null ? null : this.#api.getColumn(order?.columns[at.right] ?? '');
    const left = column?.getLeft() ?? null;
    if (bottom === null || column === null || left === null) {
      element.remove();
      return;
    }
    const isPinned = column.isPinned();
    const layer = isPinned ? this.#pinned : this.#scrolling;
    const x = (isPinned ? 0 : this.#pinnedWidth) + left + column.getActualWidth();
    const transform = `translate(${x}px, ${bottom}px)`;
    if (element.style.transform !== transform) element.style.transform = transform;
    // Last, so that it stands over the ranges.
    if (element.parentElement !== layer || element.nextSibling !== null) layer.append(element);
  }

  destroy(): void {
    this.#viewport?.removeEventListener('scroll', this.#moved);
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

  readonly #moved = (): void => {
    this.#scrolled = this.#viewport?.scrollLeft ?? 0;
    this.#clip();
  };

  /** Under the pinned columns, like the cells: rows are layers of their own, so no z-index does it. */
  #clip(): void {
    const from = this.#scrolled + this.#pinnedWidth;
    if (from === this.#clipped) return;
    this.#clipped = from;
    this.#scrolling.style.clipPath = `inset(-1e6px -1e6px -1e6px ${from}px)`;
  }
}

function layer(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  // What is selected is told by the cells themselves and by the live region.
  element.setAttribute('aria-hidden', 'true');
  return element;
}

/** What is there already is kept: a key held down changes one length, not the document. */
function replaceRanges(layer: HTMLElement, parts: readonly HTMLElement[]): void {
  const present = layer.querySelectorAll<HTMLElement>(':scope > .trame-range');
  for (const [index, next] of parts.entries()) {
    const old = present[index];
    if (old === undefined) layer.append(next);
    else {
      if (old.className !== next.className) old.className = next.className;
      if (old.style.cssText !== next.style.cssText) old.style.cssText = next.style.cssText;
    }
  }
  for (const extra of [...present].slice(parts.length)) extra.remove();
}

function boxOf(columns: readonly Column[]): Box | null {
  const first = columns[0];
  if (first === undefined) return null;
  const left = Math.min(...columns.map((column) => column.getLeft() ?? 0));
  return { left, width: columns.reduce((width, column) => width + column.getActualWidth(), 0) };
}

function part(
  box: Box,
  offset: number,
  top: number,
  bottom: number,
  color: string | null,
  looks: readonly string[],
): HTMLElement {
  const element = document.createElement('div');
  element.className = ['trame-range', ...looks].join(' ');
  if (color !== null) element.style.setProperty('--peer', color);
  element.style.transform = `translate(${offset + box.left}px, ${top}px)`;
  element.style.width = `${box.width}px`;
  element.style.height = `${bottom - top}px`;
  return element;
}
