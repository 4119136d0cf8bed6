// One search of a tab as the screen shows it: what is looked for, where it stands, what replacing it would write. Reads the
// table, and searches it, after the frame that shows what was typed, because a plan may have thousands of cells; what is
// found is grid/find.ts.
import { SvelteSet } from 'svelte/reactivity';
import { AfterPaint } from '../grid/adapter/after-paint.ts';
import { type CellBlock, type FindOptions, planReplace, type Replacement, SearchText } from '../grid/find.ts';
import type { GridTable } from '../grid/grid-table.ts';
import type { CellPlace } from '../grid/selection.ts';
import type { Workspace } from './workspace.svelte.ts';

interface Sought extends FindOptions {
  readonly query: string;
}

interface FindDeskParts {
  readonly edit: Workspace['edit'];
  /** What the grid shows now; null while there is none. */
  table(): GridTable | null;
  /** What was selected when the search began; null for a single cell. */
  readonly selected: readonly CellBlock[] | null;
  /** Shows a match without taking the keyboard; null: where one was when the search began. */
  show(place: CellPlace | null): void;
}

export class FindDesk {
  readonly #parts: FindDeskParts;
  readonly #reading = new AfterPaint(() => this.#read());
  readonly #seeking = new AfterPaint(() => this.#seek());
  readonly #leftOut = new SvelteSet<string>();
  #texts = $state.raw<SearchText | null>(null);
  #at = $state(0);
  /** What is typed is still to be looked for. */
  #isBehind = false;
  #sought = $state.raw<Sought>({ query: '', isExact: false, isWholeCell: false, within: null });
  query = $state('');
  replacement = $state('');
  isExact = $state(false);
  isWholeCell = $state(false);
  isInSelection = $state(false);
  isReplacing = $state(false);

  readonly places = $derived(this.#texts?.places(this.#sought.query, this.#sought) ?? []);
  readonly #index = $derived(Math.min(this.#at, this.places.length - 1));
  readonly entries = $derived<readonly Replacement[]>(
    this.#texts === null || !this.isReplacing
      ? []
      : planReplace(this.#texts, this.places, this.#sought.query, this.replacement, this.#sought),
  );
  readonly chosen = $derived(this.entries.filter(({ key }) => !this.#leftOut.has(key)));

  constructor(parts: FindDeskParts, replaces: boolean) {
    this.#parts = parts;
    this.isReplacing = replaces;
    this.#read();
  }

  get hasSelection(): boolean {
    return this.#parts.selected !== null;
  }

  /** There is something to count. */
  get hasSought(): boolean {
    return this.#sought.query.trim() !== '';
  }

  /** Counted from 1. */
  get number(): number {
    return this.#index + 1;
  }

  get current(): CellPlace | null {
    return this.places[this.#index] ?? null;
  }

  /** Values or rows have changed. */
  follow(): void {
    this.#reading.plan();
  }

  /** Something else is looked for. */
  search(): void {
    this.#isBehind = true;
    this.#seeking.plan();
  }

  go(by: -1 | 1): void {
    this.#catchUp();
    if (this.places.length === 0) return;
    this.#at = (this.#index + by + this.places.length) % this.places.length;
    this.#parts.show(this.current);
  }

  isLeftOut({ key }: Replacement): boolean {
    return this.#leftOut.has(key);
  }

  leaveOut({ key }: Replacement, isLeftOut: boolean): void {
    if (isLeftOut) this.#leftOut.add(key);
    else this.#leftOut.delete(key);
  }

  /** As one step; gives how many cells. */
  replace(): number {
    this.#catchUp();
    const writes = this.chosen.map(({ key, value, seen }) => ({ key, value, seen }));
    if (writes.length > 0) this.#parts.edit('replace', writes);
    this.#leftOut.clear();
    return writes.length;
  }

  destroy(): void {
    this.#reading.cancel();
    this.#seeking.cancel();
  }

  /** Whoever is quicker than the frame means what they typed. */
  #catchUp(): void {
    if (!this.#isBehind) return;
    this.#seeking.cancel();
    this.#seek();
  }

  #seek(): void {
    this.#isBehind = false;
    const { query, isExact, isWholeCell } = this;
    this.#sought = { query, isExact, isWholeCell, within: this.isInSelection ? this.#parts.selected : null };
    this.#at = 0;
    this.#leftOut.clear();
    this.#parts.show(this.current);
  }

  #read(): void {
    const table = this.#parts.table();
    this.#texts = table === null ? null : new SearchText(table);
  }
}
