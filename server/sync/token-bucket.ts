// How much one connection may ask for: a burst, then a steady rate. Time is given by the caller.

export class TokenBucket {
  readonly #capacity: number;
  readonly #perSecond: number;
  #tokens: number;
  #updatedAt: number;

  constructor(capacity: number, perSecond: number, now: number) {
    this.#capacity = capacity;
    this.#perSecond = perSecond;
    this.#tokens = capacity;
    this.#updatedAt = now;
  }

  /** Takes the tokens, into debt if need be, and says how many milliseconds the debt takes to be paid back (0: none). */
  take(tokens: number, now: number): number {
    const gained = ((now - this.#updatedAt) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#capacity, this.#tokens + Math.max(0, gained)) - tokens;
    this.#updatedAt = now;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens / this.#perSecond) * 1000);
  }
}
