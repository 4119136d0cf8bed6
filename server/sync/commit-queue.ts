// Gathers what a room has applied and writes it in one transaction: at once when idle, a few milliseconds of edits
// together under load. Whoever waits for an entry hears of it only after the transaction: PR4.
// It knows when to write, not what the entries mean.

export interface CommitQueueOptions<Entry, Written> {
  /** Writes the batch durably; throws when nothing was written. */
  readonly write: (batch: readonly Entry[]) => Written;
  readonly onCommitted: (batch: readonly Entry[], written: Written) => void;
  readonly onFailed: (batch: readonly Entry[], error: unknown) => void;
  /** How long edits are gathered when the last write was a moment ago. */
  readonly mergeMs: () => number;
  readonly now: () => number;
}

/** Yjs merges a few hundred updates fast and a hundred thousand never: the batch ends here. */
const maxBatch = 500;

export class CommitQueue<Entry, Written> {
  readonly #options: CommitQueueOptions<Entry, Written>;
  #entries: Entry[] = [];
  #lastWriteAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #immediate: ReturnType<typeof setImmediate> | null = null;

  constructor(options: CommitQueueOptions<Entry, Written>) {
    this.#options = options;
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
    if (this.#entries.length >= maxBatch) this.flush();
    else this.#schedule();
  }

  /** Writes what is waiting, now. After it returns the queue is empty, whether the write succeeded or not. */
  flush(): void {
    this.#cancel();
    if (this.#entries.length === 0) return;
    const batch = this.#entries;
    this.#entries = [];
    let written: Written;
    try {
      written = this.#options.write(batch);
    } catch (error) {
      this.#options.onFailed(batch, error);
      return;
    } finally {
      this.#lastWriteAt = this.#options.now();
    }
    this.#options.onCommitted(batch, written);
  }

  #schedule(): void {
    if (this.#timer !== null || this.#immediate !== null) return;
    const waitMs = this.#lastWriteAt + this.#options.mergeMs() - this.#options.now();
    // Idle: after the present round of input, so that edits which arrived together are one transaction.
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
