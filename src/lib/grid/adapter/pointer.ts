// The mouse on the grid: click, drag, Shift and Ctrl, headers of columns, numbers of rows. Listens in the capture phase, because the library
// tells of a focus too late to know whether a key or the mouse moved it.
import { addRange, extendTo, selectCell, selectColumns, selectRows } from '../selection.ts';
import { AutoScroll } from './auto-scroll.ts';
import { placeOf } from './cell-element.ts';
import type { SelectionModel } from './selection-model.ts';

export class Pointer {
  readonly #element: HTMLElement;
  readonly #selection: SelectionModel;
  readonly #autoScroll: AutoScroll;
  readonly #pick: (place: { rowId: string | null; columnId: string }) => boolean;
  #isDragging = false;
  /** The click that follows belongs to the press. */
  #hasPicked = false;

  /** `pick`: true where the press names an operand of the formula that is being written. */
  constructor(
    element: HTMLElement,
    selection: SelectionModel,
    pick: (place: { rowId: string | null; columnId: string }) => boolean,
  ) {
    this.#element = element;
    this.#selection = selection;
    this.#pick = pick;
    this.#autoScroll = new AutoScroll(element, (x, y) => this.#dragTo(x, y));
    element.addEventListener('pointerdown', this.#pointed, true);
    element.addEventListener('mousedown', this.#pressed, true);
    element.addEventListener('click', this.#clicked, true);
  }

  destroy(): void {
    this.#released();
    this.#element.removeEventListener('pointerdown', this.#pointed, true);
    this.#element.removeEventListener('mousedown', this.#pressed, true);
    this.#element.removeEventListener('click', this.#clicked, true);
  }

  /** The library ends an open editor with the first of the mouse's events: a cell must be picked before it. */
  readonly #pointed = (event: PointerEvent): void => {
    this.#hasPicked = false;
    if (event.button !== 0 || !(event.target instanceof Element) || hasHandsOfItsOwn(event.target)) return;
    const header = event.target.closest('.ag-header-cell')?.getAttribute('col-id') ?? null;
    const picked = placeOf(event.target) ?? (header === null ? null : { rowId: null, columnId: header });
    this.#hasPicked = picked !== null && this.#pick(picked);
    if (this.#hasPicked) event.stopPropagation();
  };

  readonly #pressed = (event: MouseEvent): void => {
    if (this.#hasPicked) {
      // The editor keeps the keyboard.
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.button !== 0 || !(event.target instanceof Element) || hasHandsOfItsOwn(event.target)) return;
    const place = placeOf(event.target);
    if (place === null) return;
    const { current } = this.#selection;
    this.#selection.tabOrigin = null;
    const isRowHeader =
      event.target.closest('.trame-heading > .number') !== null || place.columnId === 'row.axis';
    if (isRowHeader) {
      event.preventDefault();
      event.stopPropagation();
      const from = event.shiftKey ? (current?.active.rowId ?? place.rowId) : place.rowId;
      this.#selection.set(
        selectRows(this.#selection.order, from, place.rowId, event.ctrlKey || event.metaKey ? current : null),
      );
    } else if (event.shiftKey && current !== null) {
      // The library would move its focus to the cell under the mouse.
      event.preventDefault();
      event.stopPropagation();
      this.#selection.set(extendTo(current, place));
    } else if ((event.ctrlKey || event.metaKey) && current !== null)
      this.#selection.set(addRange(current, place));
    else this.#selection.set(selectCell(place));
    this.#isDragging = true;
    addEventListener('mousemove', this.#moved);
    addEventListener('mouseup', this.#released);
  };

  readonly #moved = (event: MouseEvent): void => {
    if ((event.buttons & 1) === 0) {
      this.#released();
      return;
    }
    this.#autoScroll.follow(event.clientX, event.clientY);
    this.#dragTo(event.clientX, event.clientY);
  };

  readonly #released = (): void => {
    this.#isDragging = false;
    this.#autoScroll.stop();
    removeEventListener('mousemove', this.#moved);
    removeEventListener('mouseup', this.#released);
  };

  #dragTo(x: number, y: number): void {
    const inside = this.#autoScroll.inside(x, y);
    const under = document.elementFromPoint(inside.x, inside.y);
    const place = under === null || !this.#element.contains(under) ? null : placeOf(under);
    const head = this.#selection.current?.ranges.at(-1)?.head;
    if (!this.#isDragging || place === null || head === undefined) return;
    if (head.rowId !== place.rowId || head.columnId !== place.columnId) this.#selection.extend(place);
  }

  /** A column's header selects it: Shift up to there, Ctrl it too. Its edge still makes it wider. */
  readonly #clicked = (event: MouseEvent): void => {
    if (this.#hasPicked) {
      event.stopPropagation();
      return;
    }
    if (!(event.target instanceof Element) || event.target.closest('.ag-header-cell-resize') !== null) return;
    const columnId = event.target.closest('.ag-header-cell')?.getAttribute('col-id') ?? null;
    const { current, order } = this.#selection;
    if (columnId === null || order.columnIndex(columnId) < 0) return;
    const from = event.shiftKey ? (current?.active.columnId ?? columnId) : columnId;
    this.#selection.set(
      selectColumns(order, from, columnId, event.ctrlKey || event.metaKey ? current : null),
    );
  };
}

/** The text of an open editor, the menu of a row and the handle that moves it. */
function hasHandsOfItsOwn(element: Element): boolean {
  return (
    element.closest(
      'input, textarea, button, .ag-drag-handle, .ag-header-cell-resize, .trame-fill-handle',
    ) !== null
  );
}
