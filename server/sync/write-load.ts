// How busy a plan would keep its disk and its sockets if every edit were written alone: what came lately times what a write
// costs here and now, on this disk and with this many people. Time is given by the caller, in milliseconds.

/** Long enough that a few quick keystrokes are no load. */
const memoryMs = 250;
/** Of what is known of the cost, how much the newest write changes. */
const weightOfNewest = 0.2;

export class WriteLoad {
  #edits = 0;
  #at = Number.NEGATIVE_INFINITY;
  #costMs = 0;

  came(now: number): void {
    this.#edits = this.#recentEdits(now) + 1;
    this.#at = now;
  }

  cost(milliseconds: number): void {
    this.#costMs += (milliseconds - this.#costMs) * weightOfNewest;
  }

  /** 1: nothing but writing, all the time. */
  share(now: number): number {
    return (this.#recentEdits(now) / memoryMs) * this.#costMs;
  }

  #recentEdits(now: number): number {
    return this.#edits * Math.exp((this.#at - now) / memoryMs);
  }
}
