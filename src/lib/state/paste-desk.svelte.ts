// One paste of a tab from the key to the cells: reads the clipboard, plans, asks where something is doubtful, writes. Owns
// what the person changed in the preview; what a paste would do is grid/clipboard/paste-plan.ts.
import { SvelteMap } from 'svelte/reactivity';
import { AfterPaint } from '../grid/adapter/after-paint.ts';
import type { ClipboardFlavours, PastedTable } from '../grid/clipboard/flavours.ts';
import {
  type PasteEntry,
  type PasteMatch,
  type PastePlan,
  fixKey,
  goesStraightIn,
  pasteWrites,
  planPaste,
  unplacedEntries,
} from '../grid/clipboard/paste-plan.ts';
import type { GridTable } from '../grid/grid-table.ts';
import type { GridRow } from '../grid/row-model.ts';
import type { CellPlace, GridSelection } from '../grid/selection.ts';
import type { StepCommand } from '../sync/step.ts';
import { ClipboardReader } from './clipboard-reader.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What came of a paste, to be said. */
export type PasteOutcome =
  | { readonly type: 'pasted'; readonly cells: number; readonly left: number }
  | { readonly type: 'refused'; readonly entry: PasteEntry }
  /** `failed`: the clipboard could not be read here. */
  | { readonly type: 'unread'; readonly code: 'nothing' | 'too_large' | 'failed' };

interface PasteDeskParts {
  readonly workspace: Workspace;
  /** What the grid shows now; null while there is none. */
  table(): GridTable | null;
  allRows(): readonly GridRow[];
  done(outcome: PasteOutcome): void;
  /** The cells that were just written, from corner to corner. */
  select(from: CellPlace, to: CellPlace): void;
}

/** So many cells are planned and written well within a frame. */
const cellsPerFrame = 1_000;

function nextFrame(): Promise<void> {
  return new Promise((resolve) => new AfterPaint(resolve).plan());
}

interface Asked {
  readonly pasted: PastedTable;
  /** What was shown then. */
  readonly shown: GridTable;
  readonly selection: GridSelection;
}

export class PasteDesk {
  readonly #parts: PasteDeskParts;
  readonly #reader = new ClipboardReader();
  readonly #fixes = new SvelteMap<string, string | null>();
  #asked = $state.raw<Asked | null>(null);
  #match = $state.raw<PasteMatch>('place');
  #isWriting = $state.raw(false);
  readonly #plan = $derived.by(() => {
    const { workspace } = this.#parts;
    // What others write meanwhile is what the preview shows as standing there.
    void workspace.valuesVersion;
    void workspace.rowsVersion;
    return this.#asked === null ? null : this.#planOf(this.#asked, this.#match);
  });

  constructor(parts: PasteDeskParts) {
    this.#parts = parts;
  }

  /** The paste that waits for the person; null when none does. */
  get plan(): PastePlan | null {
    return this.#plan;
  }

  get isWriting(): boolean {
    return this.#isWriting;
  }

  fixOf({ sourceRow, sourceColumn }: PasteEntry): string | null | undefined {
    return this.#fixes.get(fixKey(sourceRow, sourceColumn));
  }

  async paste(flavours: ClipboardFlavours, valuesOnly: boolean, selection: GridSelection): Promise<void> {
    // Reading takes a moment, in which others may add and archive rows: the block goes to the rows that were shown.
    const shown = this.#parts.table();
    if (shown === null) return;
    let reading;
    try {
      reading = await this.#reader.read(flavours, valuesOnly);
    } catch (error) {
      // The worker tells its own failure by an exception; the person is told that nothing was pasted.
      if (!(error instanceof Error)) throw error;
      this.#parts.done({ type: 'unread', code: 'failed' });
      return;
    }
    if (!reading.ok) {
      this.#parts.done({ type: 'unread', code: reading.code });
      return;
    }
    this.#fixes.clear();
    const asked = { pasted: reading.table, shown, selection };
    const placed = this.#planOf(asked, 'place');
    if (placed === null) return;
    if (goesStraightIn(placed)) {
      // Planning thousands of cells and writing them are two frames, not one long one. What others write in between is seen
      // by the session (I9).
      if (placed.entries.length > cellsPerFrame) await nextFrame();
      this.#write(placed);
      return;
    }
    const [refused] = placed.entries;
    if (placed.isSingle && refused !== undefined) {
      this.#parts.done({ type: 'refused', entry: refused });
      return;
    }
    const named = placed.canMatchNames ? this.#planOf(asked, 'names') : null;
    this.#match = named !== null && named.doubtful < placed.doubtful ? 'names' : 'place';
    this.#asked = asked;
  }

  match(match: PasteMatch): void {
    this.#fixes.clear();
    this.#match = match;
  }

  /** Another text for the cell, null to leave it out, undefined for what was copied. */
  fix({ sourceRow, sourceColumn }: PasteEntry, text: string | null | undefined): void {
    const key = fixKey(sourceRow, sourceColumn);
    if (text === undefined) this.#fixes.delete(key);
    else this.#fixes.set(key, text);
  }

  cancel(): void {
    this.#asked = null;
  }

  /** `createsMissing`: adds the indicators first that the pasted table names and the plan does not have. */
  async confirm(createsMissing: boolean): Promise<void> {
    const asked = this.#asked;
    const plan = this.#plan;
    if (asked === null || plan === null || this.#isWriting) return;
    this.#isWriting = true;
    const commands = createsMissing ? plan.missing.map(({ command, label }) => ({ command, label })) : [];
    const added = commands.length === 0 ? [] : await this.#parts.workspace.addRows(commands);
    this.#isWriting = false;
    this.#asked = null;
    const final = this.#planOf(asked, this.#match);
    if (final !== null) this.#write(final, added);
  }

  destroy(): void {
    this.#reader.destroy();
  }

  #planOf({ pasted, shown, selection }: Asked, match: PasteMatch): PastePlan | null {
    const table = this.#parts.table();
    if (table === null) return null;
    return planPaste({
      pasted,
      table,
      asked: shown,
      allRows: this.#parts.allRows(),
      selection,
      match,
      fixes: this.#fixes,
    });
  }

  #write(plan: PastePlan, added: readonly StepCommand[] = []): void {
    const writes = pasteWrites(plan);
    this.#parts.workspace.edit('paste', writes, added);
    const places = plan.entries.flatMap(({ place, key }) => (place === null || key === null ? [] : [place]));
    const [first, last] = [places[0], places.at(-1)];
    if (plan.match === 'place' && first !== undefined && last !== undefined) this.#parts.select(first, last);
    this.#parts.done({ type: 'pasted', cells: writes.length, left: unplacedEntries(plan).length });
  }
}
