// Tells assistive technology which of the drawn cells are selected: `aria-selected`, set after the selection is on the screen,
// so that no key waits for it. What is selected is drawn by range-overlay.ts.
import type { GridOrder, RangeRect } from '../selection.ts';
import { AfterPaint } from './after-paint.ts';
import { placeOf } from './cell-element.ts';

export class SelectedCells {
  readonly #host: HTMLElement;
  #rects: readonly RangeRect[] = [];
  #order: GridOrder | null = null;
  readonly #marking = new AfterPaint(() => this.#mark());

  constructor(host: HTMLElement) {
    this.#host = host;
    host.querySelector('[role="grid"], [role="treegrid"]')?.setAttribute('aria-multiselectable', 'true');
  }

  show(rects: readonly RangeRect[], order: GridOrder): void {
    this.#rects = rects;
    this.#order = order;
    this.markSoon();
  }

  /** Again, after cells were drawn anew. */
  markSoon(): void {
    this.#marking.plan();
  }

  destroy(): void {
    this.#marking.cancel();
  }

  #mark(): void {
    const order = this.#order;
    if (order === null) return;
    for (const cell of this.#host.querySelectorAll('[role="gridcell"]')) {
      const place = placeOf(cell);
      const row = place === null ? -1 : order.rowIndex(place.rowId);
      const column = place === null ? -1 : order.columnIndex(place.columnId);
      const isSelected = this.#rects.some(
        (rect) => row >= rect.top && row <= rect.bottom && column >= rect.left && column <= rect.right,
      );
      const value = String(isSelected);
      if (cell.getAttribute('aria-selected') !== value) cell.setAttribute('aria-selected', value);
    }
  }
}
