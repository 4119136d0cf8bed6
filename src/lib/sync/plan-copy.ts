// Keeps the copy of the plan on this device fresh enough: rarely while somebody works, at once when the page may go. It
// does not know what the copy is of.
import type { Clock } from './environment.ts';
import type { ConfirmedState } from './intent-store.ts';

/** Writing the copy of a large plan takes some 50 ms: rarely while at work, and at once when the page is hidden or left. */
const keepEveryMs = 30_000;
/** The first copy follows the opening soon, once the screen has been drawn. */
const firstAfterMs = 2_000;

export class PlanCopy {
  readonly #clock: Clock;
  readonly #take: () => ConfirmedState | null;
  readonly #write: (copy: ConfirmedState | null) => void;
  #cancelTimer: (() => void) | null = null;
  #hasKept = false;

  /** `take` gives null while there is nothing worth keeping. */
  constructor(clock: Clock, take: () => ConfirmedState | null, write: (copy: ConfirmedState | null) => void) {
    this.#clock = clock;
    this.#take = take;
    this.#write = write;
  }

  keepSoon(): void {
    this.#cancelTimer ??= this.#clock.after(this.#hasKept ? keepEveryMs : firstAfterMs, () => this.flush());
  }

  /** Writes what has changed since the last time, now. */
  flush(): void {
    if (this.#cancelTimer === null) return;
    this.#cancelTimer();
    this.#cancelTimer = null;
    const copy = this.#take();
    if (copy === null) return;
    this.#hasKept = true;
    this.#write(copy);
  }

  forget(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#write(null);
  }
}
