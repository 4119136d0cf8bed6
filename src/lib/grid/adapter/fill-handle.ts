// The small square at the end of the selection: dragged, it fills the cells it passes; double-clicked, it fills down as far
// as the neighbouring column goes. What is filled with what is grid/fill.ts.
import { fillDownRect, fillTarget } from '../fill-area.ts';
import type { FillMode } from '../fill.ts';
import type { GridTable } from '../grid-table.ts';
import { type CellPlace, type CellRange, type RangeRect, placeAt, rectOf } from '../selection.ts';
import { AutoScroll } from './auto-scroll.ts';
import { placeOf } from './cell-element.ts';

interface FillHandleParts {
  readonly table: () => GridTable;
  /** The range that would be the source; null when there is none. */
  readonly source: () => RangeRect | null;
  /** Frames what a release would fill. */
  readonly preview: (target: RangeRect | null) => void;
  readonly fill: (source: RangeRect, target: RangeRect, mode: FillMode) => void;
}

export class FillHandle {
  readonly element = document.createElement('div');
  readonly #host: HTMLElement;
  readonly #parts: FillHandleParts;
  readonly #autoScroll: AutoScroll;
  /** By ids: others may add and archive rows while the mouse is down. */
  #drag: { readonly source: CellRange; under: CellPlace | null } | null = null;

  constructor(host: HTMLElement, parts: FillHandleParts) {
    this.#host = host;
    this.#parts = parts;
    this.#autoScroll = new AutoScroll(host, (x, y) => this.#dragTo(x, y));
    this.element.className = 'trame-fill-handle';
    // The keyboard fills with Ctrl+D, Ctrl+R and Ctrl+Alt+D: the square is for the mouse alone.
    this.element.setAttribute('aria-hidden', 'true');
    this.element.addEventListener('mousedown', this.#pressed);
    this.element.addEventListener('dblclick', this.#doubled);
  }

  destroy(): void {
    this.#end();
    this.element.remove();
  }

  readonly #pressed = (event: MouseEvent): void => {
    const source = this.#parts.source();
    if (event.button !== 0 || source === null) return;
    event.preventDefault();
    event.stopPropagation();
    const { order } = this.#parts.table();
    const anchor = placeAt(order, source.top, source.left);
    const head = placeAt(order, source.bottom, source.right);
    if (anchor === null || head === null) return;
    this.#drag = { source: { anchor, head, extent: 'cells' }, under: null };
    addEventListener('mousemove', this.#moved);
    addEventListener('mouseup', this.#released);
    addEventListener('keydown', this.#keyed, true);
  };

  readonly #moved = (event: MouseEvent): void => {
    if ((event.buttons & 1) === 0) {
      this.#end();
      return;
    }
    this.#autoScroll.follow(event.clientX, event.clientY);
    this.#dragTo(event.clientX, event.clientY);
  };

  readonly #released = (event: MouseEvent): void => {
    const areas = this.#areas();
    this.#end();
    // As in spreadsheets, Ctrl only copies where a series would go on.
    const mode = event.ctrlKey || event.metaKey ? 'copy' : 'auto';
    if (areas !== null) this.#parts.fill(areas.source, areas.target, mode);
  };

  /** Where source and target stand now; null while nothing would be filled, and when rows of the source went. */
  #areas(): { source: RangeRect; target: RangeRect } | null {
    const { order } = this.#parts.table();
    const { source: range, under } = this.#drag ?? { source: null, under: null };
    const source = range === null ? null : rectOf(range, order);
    if (source === null || under === null) return null;
    const target = fillTarget(source, order.rowIndex(under.rowId), order.columnIndex(under.columnId));
    return target === null ? null : { source, target };
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#end();
  };

  readonly #doubled = (event: MouseEvent): void => {
    event.stopPropagation();
    const source = this.#parts.source();
    const target = source === null ? null : fillDownRect(this.#parts.table(), source);
    if (source !== null && target !== null) this.#parts.fill(source, target, 'auto');
  };

  #dragTo(x: number, y: number): void {
    if (this.#drag === null) return;
    const inside = this.#autoScroll.inside(x, y);
    const under = document.elementFromPoint(inside.x, inside.y);
    const place = under === null || !this.#host.contains(under) ? null : placeOf(under);
    if (place === null) return;
    this.#drag.under = place;
    this.#parts.preview(this.#areas()?.target ?? null);
  }

  #end(): void {
    this.#drag = null;
    this.#autoScroll.stop();
    this.#parts.preview(null);
    removeEventListener('mousemove', this.#moved);
    removeEventListener('mouseup', this.#released);
    removeEventListener('keydown', this.#keyed, true);
  }
}
