// Keeps the copy of the plan on this device fresh enough: rarely while somebody works, at once when the page may go. It
// does not know what the copy is of.
import type { Clock } from './environment.ts';
import type { ConfirmedState } from './intent-store.ts';

/** Writing the copy of a large plan takes some 50 ms: rarely while at work, and at once when the page is hidden or left. */
const keepEveryMs = 30_000;
/** A page that is hidden may be gone for hours: its copy says till when it was up to date, to a minute. */
const refreshAfterMs = 60_000;
/** The first copy follows the opening soon, once the screen has been drawn. */
const firstAfterMs = 2_000;

export class PlanCopy {
  readonly #clock: Clock;
  readonly #take: () => ConfirmedState | null;
  readonly #write: (copy: ConfirmedState | null) => void;
  #cancelTimer: (() => void) | null = null;
  #keptAt: number | null = null;

  /** `take` gives null while there is nothing worth keeping. */
  constructor(clock: Clock, take: () => ConfirmedState | null, write: (copy: ConfirmedState | null) => void) {
    this.#clock = clock;
    this.#take = take;
    this.#write = write;
  }

  keepSoon(): void {
    this.#cancelTimer ??= this.#clock.after(this.#keptAt === null ? firstAfterMs : keepEveryMs, () =>
      this.flush(),
    );
  }

  /** Writes what has changed since the last time, now. */
  flush(): void {
    if (this.#cancelTimer !== null) this.keep();
  }

  /** As `flush`, and what has not changed too when the last time was long ago. */
  refresh(): void {
    const isOld = this.#keptAt !== null && this.#clock.now() - this.#keptAt >= refreshAfterMs;
    if (isOld) this.keep();
    else this.flush();
  }

  keep(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const copy = this.#take();
    if (copy === null) return;
    this.#keptAt = this.#clock.now();
    this.#write(copy);
  }

  forget(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#write(null);
  }
}
