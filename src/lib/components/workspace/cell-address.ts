// Keeps the address of the page at the active cell, so that it can be sent to somebody.
import { replaceState } from '$app/navigation';
import { page } from '$app/state';
import type { ActiveCell } from '#lib/grid/adapter/grid-host.ts';
import { totalRow } from '#lib/grid/row-model.ts';

/** Not at each arrow: browsers limit how often an address may change. */
const settledMs = 400;

export class CellAddress {
  #timer: ReturnType<typeof setTimeout> | undefined;

  follow(cell: ActiveCell | null): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const url = new URL(location.href);
      if (cell === null || cell.rowId === totalRow.id) url.searchParams.delete('cell');
      else url.searchParams.set('cell', `${cell.rowId}:${cell.columnId}`);
      if (url.href !== location.href) replaceState(url, page.state);
    }, settledMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
