// Frames the cells where others are: one element for each person, inside the grid's own scrolling container, so that
// scrolling costs nothing. Presence is in cells of the document only, and those are never in a pinned column.
import type { GridApi } from 'ag-grid-community';
import type { GridRow } from '../row-model.ts';
import { placeOf } from './cell-element.ts';
import type { GridPeer } from './grid-host.ts';

/** How long a name stays before it fades: long enough to be read once. */
const nameShownMs = 2000;

interface Frame {
  readonly element: HTMLElement;
  readonly flag: HTMLElement;
  /** In the scrolling container; null while the cell is not there. */
  left: number | null;
  place: string;
  fade: ReturnType<typeof setTimeout> | undefined;
}

export class PresenceOverlay {
  readonly #api: GridApi<GridRow>;
  readonly #host: HTMLElement;
  readonly #editingWord: (name: string) => string;
  readonly #frames = new Map<number, Frame>();
  #peers: readonly GridPeer[] = [];
  #viewport: Element | null = null;
  #pinnedWidth = 0;

  constructor(api: GridApi<GridRow>, host: HTMLElement, editingWord: (name: string) => string) {
    this.#api = api;
    this.#host = host;
    this.#editingWord = editingWord;
    this.#viewport = host.querySelector('.ag-grid-viewport');
    this.#viewport?.addEventListener('scroll', this.#clip, { passive: true });
    host.addEventListener('mouseover', this.#hover);
  }

  show(peers: readonly GridPeer[]): void {
    this.#peers = peers;
    const present = new Set(peers.map((peer) => peer.clientId));
    for (const [clientId, frame] of this.#frames)
      if (!present.has(clientId)) {
        clearTimeout(frame.fade);
        frame.element.remove();
        this.#frames.delete(clientId);
      }
    this.place();
  }

  /** Again, after rows or columns moved. */
  place(): void {
    const container = this.#host.querySelector('.ag-grid-scrolling-container');
    this.#pinnedWidth = this.#api
      .getDisplayedLeftColumns()
      .reduce((width, column) => width + column.getActualWidth(), 0);
    for (const peer of this.#peers) {
      const frame = this.#frameOf(peer);
      const node = peer.cell === null ? undefined : this.#api.getRowNode(peer.cell.rowId);
      const column = peer.cell === null ? null : this.#api.getColumn(peer.cell.columnId);
      const isShown =
        node !== undefined &&
        node.displayed &&
        column !== null &&
        this.#api.getAllDisplayedColumns().includes(column);
      if (container === null || !isShown || node.rowTop === null) {
        frame.element.remove();
        frame.place = '';
        frame.left = null;
        continue;
      }
      frame.left = this.#pinnedWidth + (column.getLeft() ?? 0);
      const { style } = frame.element;
      style.setProperty('--peer', peer.color);
      style.transform = `translate(${frame.left}px, ${node.rowTop}px)`;
      style.width = `${column.getActualWidth()}px`;
      style.height = `${node.rowHeight ?? 0}px`;
      frame.element.classList.toggle('is-editing', peer.editing);
      // The first row has no room above it.
      frame.element.classList.toggle('is-first', node.rowIndex === 0);
      frame.flag.textContent = peer.editing ? this.#editingWord(peer.name) : peer.name;
      if (frame.element.parentElement !== container) container.append(frame.element);
      const place = `${peer.cell?.rowId ?? ''}:${peer.cell?.columnId ?? ''}:${peer.editing}`;
      if (place !== frame.place) this.#announce(frame, place);
    }
    this.#clip();
  }

  /** A frame goes under the pinned columns, like the cell it frames: rows are layers of their own, so no z-index does it. */
  readonly #clip = (): void => {
    if (this.#frames.size === 0) return;
    const edge = (this.#viewport?.scrollLeft ?? 0) + this.#pinnedWidth;
    for (const { element, left } of this.#frames.values()) {
      const hidden = left === null ? 0 : edge - left;
      element.style.clipPath = hidden > 0 ? `inset(-100px -400px -100px ${hidden}px)` : '';
    }
  };

  #frameOf(peer: GridPeer): Frame {
    const known = this.#frames.get(peer.clientId);
    if (known !== undefined) return known;
    const element = document.createElement('div');
    element.className = 'trame-peer';
    // Who is here is said by the list of people; the frame is for the eye.
    element.setAttribute('aria-hidden', 'true');
    const flag = document.createElement('span');
    flag.className = 'trame-peer-name';
    element.append(flag);
    const frame: Frame = { element, flag, left: null, place: '', fade: undefined };
    this.#frames.set(peer.clientId, frame);
    return frame;
  }

  #announce(frame: Frame, place: string): void {
    frame.place = place;
    frame.element.classList.add('is-named');
    clearTimeout(frame.fade);
    frame.fade = setTimeout(() => frame.element.classList.remove('is-named'), nameShownMs);
  }

  /** Names come back under the pointer, though the frames let it through. */
  readonly #hover = (event: MouseEvent): void => {
    const place = event.target instanceof Element ? placeOf(event.target) : null;
    for (const peer of this.#peers) {
      const isUnder =
        peer.cell !== null && peer.cell.rowId === place?.rowId && peer.cell.columnId === place.columnId;
      this.#frames.get(peer.clientId)?.element.classList.toggle('is-hovered', isUnder);
    }
  };

  destroy(): void {
    this.#viewport?.removeEventListener('scroll', this.#clip);
    this.#host.removeEventListener('mouseover', this.#hover);
    for (const frame of this.#frames.values()) {
      clearTimeout(frame.fade);
      frame.element.remove();
    }
    this.#frames.clear();
  }
}
