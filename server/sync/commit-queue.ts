// Gathers what a room has applied and writes it in one transaction: at once while there is time for it, a few milliseconds
// of edits together under load. Whoever waits for an entry hears of it only after the transaction: PR4.
// It knows when to write, not what the entries mean.
import { WriteLoad } from './write-load.ts';

export interface CommitQueueOptions<Entry, Written> {
  /** Writes the batch durably; throws when nothing was written. */
  readonly write: (batch: readonly Entry[]) => Written;
  readonly onCommitted: (batch: readonly Entry[], written: Written) => void;
  readonly onFailed: (batch: readonly Entry[], error: unknown) => void;
  /** How long edits are gathered under load. */
  readonly mergeMs: () => number;
  /** Milliseconds from any moment, never set back. */
  readonly now: () => number;
}

/** Yjs merges a few hundred updates fast and a hundred thousand never: the batch ends here. */
const maxBatch = 500;
/** PR14: the share of the time that writing every edit alone may take. Above it waiting is cheaper for everybody. */
const loadedShare = 0.4;

export class CommitQueue<Entry, Written> {
  readonly #options: CommitQueueOptions<Entry, Written>;
  readonly #load = new WriteLoad();
  #entries: Entry[] = [];
  #lastWriteAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #immediate: ReturnType<typeof setImmediate> | null = null;

  constructor(options: CommitQueueOptions<Entry, Written>) {
    this.#options = options;
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
    const now = this.#options.now();
    this.#load.came(now);
    if (this.#entries.length >= maxBatch) this.flush();
    else this.#schedule(now);
  }

  /** Writes what is waiting, now. After it returns the queue is empty, whether the write succeeded or not. */
  flush(): void {
    this.#cancel();
    if (this.#entries.length === 0) return;
    const batch = this.#entries;
    this.#entries = [];
    const startedAt = this.#options.now();
    try {
      this.#writeAndTell(batch);
    } finally {
      this.#lastWriteAt = this.#options.now();
      this.#load.cost(this.#lastWriteAt - startedAt);
    }
  }

  #writeAndTell(batch: readonly Entry[]): void {
    let written: Written;
    try {
      written = this.#options.write(batch);
    } catch (error) {
      this.#options.onFailed(batch, error);
      return;
    }
    this.#options.onCommitted(batch, written);
  }

  #schedule(now: number): void {
    if (this.#timer !== null || this.#immediate !== null) return;
    const isLoaded = this.#load.share(now) > loadedShare;
    const waitMs = isLoaded ? this.#lastWriteAt + this.#options.mergeMs() - now : 0;
    // At once is after the present round of input, so that edits which arrived together are one transaction.
    if (waitMs <= 0) this.#immediate = setImmediate(() => this.flush());
    else this.#timer = setTimeout(() => this.flush(), waitMs);
  }

  #cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#timer = null;
    this.#immediate = null;
  }
}
