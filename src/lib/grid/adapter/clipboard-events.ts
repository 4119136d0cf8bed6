// Copy, cut and paste by the browser's own events: they need no permission, and an open editor keeps its own clipboard.
import { copySelection } from '../clipboard/copy.ts';
import { ownMimeType } from '../clipboard/flavours.ts';
import type { GridTable } from '../grid-table.ts';
import type { GridHost } from './grid-host.ts';
import type { SelectionModel } from './selection-model.ts';

interface ClipboardParts {
  readonly selection: SelectionModel;
  readonly table: () => GridTable;
  readonly isEditing: () => boolean;
  /** True when the last key asked for values only. */
  readonly wantsValues: () => boolean;
  /** Empties the selection, once it is on the clipboard. */
  readonly cut: () => void;
}

export class ClipboardEvents {
  readonly #element: HTMLElement;
  readonly #host: GridHost;
  readonly #parts: ClipboardParts;

  constructor(element: HTMLElement, host: GridHost, parts: ClipboardParts) {
    this.#element = element;
    this.#host = host;
    this.#parts = parts;
    element.addEventListener('copy', this.#copied);
    element.addEventListener('cut', this.#cut);
    element.addEventListener('paste', this.#pasted);
  }

  destroy(): void {
    this.#element.removeEventListener('copy', this.#copied);
    this.#element.removeEventListener('cut', this.#cut);
    this.#element.removeEventListener('paste', this.#pasted);
  }

  readonly #copied = (event: ClipboardEvent): void => {
    this.#put(event, 'copy');
  };

  readonly #cut = (event: ClipboardEvent): void => {
    if (this.#put(event, 'cut')) this.#parts.cut();
  };

  readonly #pasted = (event: ClipboardEvent): void => {
    const { current } = this.#parts.selection;
    const { clipboardData } = event;
    if (current === null || clipboardData === null || this.#parts.isEditing()) return;
    event.preventDefault();
    const flavours = {
      text: clipboardData.getData('text/plain'),
      html: clipboardData.getData('text/html'),
      own: clipboardData.getData(ownMimeType),
    };
    this.#host.pasted(flavours, this.#parts.wantsValues(), current);
  };

  /** True when the selection is on the clipboard. */
  #put(event: ClipboardEvent, act: 'copy' | 'cut'): boolean {
    const { current } = this.#parts.selection;
    if (current === null || event.clipboardData === null || this.#parts.isEditing()) return false;
    event.preventDefault();
    const outcome = copySelection(this.#parts.table(), current, this.#host.planId);
    if (!outcome.ok) {
      this.#host.copied(act, null);
      return false;
    }
    const { text, html, own } = outcome.flavours;
    event.clipboardData.setData('text/plain', text);
    event.clipboardData.setData('text/html', html);
    event.clipboardData.setData(ownMimeType, own);
    this.#host.copied(act, outcome.cells);
    return true;
  }
}
