// The course of pastes from the key to the cells: reads the clipboard, plans, asks where something is doubtful, writes. One
// paste at a time. Owns what the person changed in the preview; what a paste would do is grid/clipboard/paste-plan.ts. Knows
// no Svelte and no browser: paste-desk.svelte.ts shows it.
import type { Command } from '../contract/commands.ts';
import type { ErrorCode, Result } from '../contract/errors.ts';
import type { CellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { EditWrite } from '../document/apply.ts';
import type { ClipboardFlavours, PastedTable } from '../grid/clipboard/flavours.ts';
import type { MissingIndicator } from '../grid/clipboard/match-names.ts';
import {
  type PasteEntry,
  type PasteMatch,
  type PastePlan,
  type PasteRequest,
  canMatchNames,
  fixKey,
  goesStraightIn,
  pasteWrites,
  planPaste,
  soleLock,
  unplacedEntries,
} from '../grid/clipboard/paste-plan.ts';
import type { ClipboardReading } from '../grid/clipboard/read-clipboard.ts';
import type { GridTable } from '../grid/grid-table.ts';
import type { GridRow } from '../grid/row-model.ts';
import type { CellPlace, GridSelection } from '../grid/selection.ts';
import type { StepCommand } from '../sync/step.ts';

/** A row that the server did not create: the paste went on without those that were left. */
export interface RefusedRow {
  readonly label: string;
  readonly code: ErrorCode;
}

/** What came of a paste, to be said. */
export type PasteOutcome =
  | {
      readonly type: 'pasted';
      readonly cells: number;
      readonly left: number;
      readonly refusedRow: RefusedRow | null;
    }
  /** So many rows had been created when the person stopped it: they stay, as a step of their own. */
  | { readonly type: 'stopped'; readonly rows: number }
  | { readonly type: 'refused'; readonly entry: PasteEntry }
  /** `failed`: the clipboard could not be read here. */
  | { readonly type: 'unread'; readonly code: 'nothing' | 'too_large' | 'failed' };

export interface PasteCourseParts {
  /** Rejects with an `Error` when the clipboard could not be read here. */
  read(flavours: ClipboardFlavours, valuesOnly: boolean): Promise<ClipboardReading>;
  /** What the grid shows now; null while there is none. */
  table(): GridTable | null;
  /** The rows of the tab without any filter. */
  allRows(): readonly GridRow[];
  nextFrame(): Promise<void>;
  /** Back when the row is in the plan. */
  addRow(command: Command, label: string): Promise<Result<StepCommand>>;
  /** One step, with the rows that were created for it. */
  edit(writes: readonly EditWrite[], added: readonly StepCommand[]): void;
  done(outcome: PasteOutcome): void;
  /** The block that was just written, from corner to corner. */
  select(from: CellPlace, to: CellPlace): void;
  /** `state` is another one. */
  changed(): void;
}

interface Asked {
  readonly pasted: PastedTable;
  /** What was shown when the person pasted. */
  readonly shown: GridTable;
  readonly selection: GridSelection;
}

/** The paste that waits for the person. */
export interface WaitingPaste extends Asked {
  readonly before: ReadonlyMap<CellKey, Scalar>;
  /** As found when it was read: the choice does not come and go while others write. */
  readonly canMatchNames: boolean;
  readonly close: () => void;
}

export interface PasteState {
  readonly waiting: WaitingPaste | null;
  readonly match: PasteMatch;
  /** By `fixKey`. */
  readonly fixes: ReadonlyMap<string, string | null>;
  readonly isWriting: boolean;
}

const idle: PasteState = { waiting: null, match: 'place', fixes: new Map(), isWriting: false };

/** So many cells are planned and written well within a frame. */
const cellsPerFrame = 1_000;

export class PasteCourse {
  readonly #parts: PasteCourseParts;
  #state = idle;
  #last: Promise<void> = Promise.resolve();
  #isEnded = false;

  constructor(parts: PasteCourseParts) {
    this.#parts = parts;
  }

  get state(): PasteState {
    return this.#state;
  }

  /** Resolves when it is written, cancelled or refused. One that comes while another is under way is read after it. */
  paste(flavours: ClipboardFlavours, valuesOnly: boolean, selection: GridSelection): Promise<void> {
    // Until it is read others may add and archive rows: the block goes to the rows that are shown now.
    const shown = this.#parts.table();
    if (shown === null) return Promise.resolve();
    const run = this.#last.then(() => this.#run(flavours, valuesOnly, shown, selection));
    // A bug in one paste is told by its own promise, and does not stop those after it.
    this.#last = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  }

  match(match: PasteMatch): void {
    this.#become({ ...this.#state, match, fixes: new Map() });
  }

  fixOf(entry: PasteEntry): string | null | undefined {
    return this.#state.fixes.get(fixKey(entry));
  }

  /** Another text for the cell, null to leave it out, undefined for what was copied. */
  fix(entry: PasteEntry, text: string | null | undefined): void {
    const fixes = new Map(this.#state.fixes);
    if (text === undefined) fixes.delete(fixKey(entry));
    else fixes.set(fixKey(entry), text);
    this.#become({ ...this.#state, fixes });
  }

  /** At any time, also while rows are being created. */
  cancel(): void {
    this.#close(this.#state.waiting);
  }

  /** What the waiting paste would do now; null when none waits. */
  plan(): PastePlan | null {
    const { waiting, match, fixes } = this.#state;
    return waiting === null ? null : this.#planOf(waiting, match, fixes);
  }

  /** `shown`: the plan that the person says yes to. `createsMissing`: adds the indicators first that it lacks. */
  async confirm(shown: PastePlan, createsMissing: boolean): Promise<void> {
    const { waiting, isWriting, match, fixes } = this.#state;
    if (waiting === null || isWriting) return;
    this.#become({ ...this.#state, isWriting: true });
    // I9: creating rows takes a while, in which others write; what the person saw is what stood there when they said yes.
    const seen = new Map(
      shown.entries.flatMap(({ key, old }) => (key === null ? [] : [[key, old] as const])),
    );
    const { added, refused } = await this.#create(waiting, createsMissing ? shown.missing : []);
    if (this.#state.waiting !== waiting) {
      if (added.length === 0) return;
      this.#parts.edit([], added);
      if (!this.#isEnded) this.#parts.done({ type: 'stopped', rows: added.length });
      return;
    }
    const final = this.#planOf(waiting, match, fixes);
    if (final === null) {
      if (added.length > 0) this.#parts.edit([], added);
    } else this.#write(final, seen, added, refused);
    this.#close(waiting);
  }

  /** Nothing is asked or written any more; rows that are being created are still recorded. */
  end(): void {
    this.#isEnded = true;
    this.cancel();
  }

  async #run(
    flavours: ClipboardFlavours,
    valuesOnly: boolean,
    shown: GridTable,
    selection: GridSelection,
  ): Promise<void> {
    const reading = this.#isEnded ? null : await this.#read(flavours, valuesOnly);
    if (reading === null || this.#isEnded) return;
    if (!reading.ok) {
      this.#parts.done({ type: 'unread', code: reading.code });
      return;
    }
    const asked: Asked = { pasted: reading.table, shown, selection };
    const placed = this.#planOf(asked, 'place', idle.fixes);
    if (placed === null) return;
    if (goesStraightIn(placed)) {
      // Planning thousands of cells and writing them are two frames, not one long one. What others write in between is seen
      // by the session (I9).
      if (placed.entries.length > cellsPerFrame) await this.#parts.nextFrame();
      if (!this.#isEnded) this.#write(placed);
      return;
    }
    const [refused] = placed.entries;
    if (placed.isSingle && refused !== undefined) {
      this.#parts.done({ type: 'refused', entry: refused });
      return;
    }
    await this.#ask(asked, placed);
  }

  async #read(
    flavours: ClipboardFlavours,
    valuesOnly: boolean,
  ): Promise<ClipboardReading | { readonly ok: false; readonly code: 'failed' }> {
    try {
      return await this.#parts.read(flavours, valuesOnly);
    } catch (error) {
      // The worker tells its own failure by an exception; the person is told that nothing was pasted.
      if (!(error instanceof Error)) throw error;
      return { ok: false, code: 'failed' };
    }
  }

  /** Until the person has said yes or no. */
  #ask(asked: Asked, placed: PastePlan): Promise<void> {
    const request = this.#requestOf(asked, 'names', idle.fixes);
    const canName = request !== null && canMatchNames(request);
    const shut = canName ? null : soleLock(placed);
    if (shut !== null) {
      this.#parts.done({ type: 'refused', entry: shut });
      return Promise.resolve();
    }
    const named = canName ? this.#planOf(asked, 'names', idle.fixes) : null;
    const match = named !== null && named.doubtful < placed.doubtful ? 'names' : 'place';
    const before = new Map(asked.shown.context.content.cells);
    return new Promise((close) =>
      this.#become({ ...idle, match, waiting: { ...asked, before, canMatchNames: canName, close } }),
    );
  }

  /** One by one, until the person stops it or the server refuses one. */
  async #create(
    waiting: WaitingPaste,
    missing: readonly MissingIndicator[],
  ): Promise<{ added: readonly StepCommand[]; refused: RefusedRow | null }> {
    const added: StepCommand[] = [];
    for (const { command, label } of missing) {
      const result = await this.#parts.addRow(command, label);
      if (!result.ok) return { added, refused: { label, code: result.code } };
      added.push(result.value);
      if (this.#state.waiting !== waiting) break;
    }
    return { added, refused: null };
  }

  #planOf(
    asked: Asked & Partial<WaitingPaste>,
    match: PasteMatch,
    fixes: PasteState['fixes'],
  ): PastePlan | null {
    const request = this.#requestOf(asked, match, fixes);
    return request === null ? null : planPaste(request);
  }

  #requestOf(
    { pasted, shown, selection, before }: Asked & Partial<WaitingPaste>,
    match: PasteMatch,
    fixes: PasteState['fixes'],
  ): PasteRequest | null {
    const table = this.#parts.table();
    return table === null
      ? null
      : {
          pasted,
          table,
          asked: shown,
          allRows: this.#parts.allRows(),
          selection,
          match,
          fixes,
          before: before ?? null,
        };
  }

  #write(
    plan: PastePlan,
    seen: ReadonlyMap<CellKey, Scalar | null> = new Map(),
    added: readonly StepCommand[] = [],
    refusedRow: RefusedRow | null = null,
  ): void {
    const writes = pasteWrites(plan).map((write) => {
      const before = seen.get(write.key);
      return before === undefined ? write : { ...write, seen: before };
    });
    this.#parts.edit(writes, added);
    if (plan.block !== null) this.#parts.select(plan.block.from, plan.block.to);
    this.#parts.done({
      type: 'pasted',
      cells: writes.length,
      left: unplacedEntries(plan).length,
      refusedRow,
    });
  }

  #close(waiting: WaitingPaste | null): void {
    if (waiting === null || this.#state.waiting !== waiting) return;
    this.#become(idle);
    waiting.close();
  }

  #become(state: PasteState): void {
    this.#state = state;
    this.#parts.changed();
  }
}
