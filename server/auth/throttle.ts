// Slows down guessing: counts failed sign-ins by e-mail and address, by address and by e-mail, in memory, in a bounded
// space. A restart forgets.

interface ThrottleLimits {
  readonly windowMs: number;
  /** Of one e-mail from one address: what a guesser meets first. */
  readonly failuresPerPair: number;
  /** Higher: a whole meeting room comes from one address. */
  readonly failuresPerAddress: number;
  /** Higher still: reaching it locks the person out, so it takes many addresses that guess together. */
  readonly failuresPerEmail: number;
  /** Keys kept at once; the oldest go first. */
  readonly maxKeys: number;
}

const loginLimits: ThrottleLimits = {
  windowMs: 15 * 60_000,
  failuresPerPair: 10,
  failuresPerAddress: 50,
  failuresPerEmail: 200,
  maxKeys: 60_000,
};

interface Window {
  failures: number;
  readonly endsAt: number;
}

export class LoginThrottle {
  readonly #limits: ThrottleLimits;
  readonly #clock: () => number;
  readonly #windows = new Map<string, Window>();

  constructor(clock: () => number, limits: ThrottleLimits = loginLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /**
   * Counts an attempt as failed before its outcome is known, so that a burst of parallel ones is counted too.
   * Returns the milliseconds to wait when there were too many; 0 lets it through.
   */
  begin(email: string, address: string): number {
    const now = this.#clock();
    const keys = this.#keysOf(email, address);
    const waitMs = Math.max(...keys.map(({ key, limit }) => this.#waitFor(key, limit, now)));
    if (waitMs === 0) for (const { key } of keys) this.#count(key, now);
    return waitMs;
  }

  /** The attempt was right: the person starts afresh from there, and it does not count elsewhere. */
  succeed(email: string, address: string): void {
    const [pair, ...others] = this.#keysOf(email, address);
    this.#windows.delete(pair.key);
    for (const { key } of others) {
      const window = this.#windows.get(key);
      if (window !== undefined && window.failures > 0) window.failures -= 1;
    }
  }

  get size(): number {
    return this.#windows.size;
  }

  #keysOf(email: string, address: string) {
    const { failuresPerPair, failuresPerAddress, failuresPerEmail } = this.#limits;
    return [
      { key: `pair ${address} ${email}`, limit: failuresPerPair },
      { key: `address ${address}`, limit: failuresPerAddress },
      { key: `email ${email}`, limit: failuresPerEmail },
    ] as const;
  }

  #waitFor(key: string, limit: number, now: number): number {
    const window = this.#windows.get(key);
    if (window === undefined || window.endsAt <= now || window.failures < limit) return 0;
    return window.endsAt - now;
  }

  #count(key: string, now: number): void {
    const window = this.#windows.get(key);
    if (window !== undefined && window.endsAt > now) {
      window.failures += 1;
      return;
    }
    // Deleted first, so that the order of the map is the order in which windows end.
    this.#windows.delete(key);
    this.#windows.set(key, { failures: 1, endsAt: now + this.#limits.windowMs });
    for (const [oldest, { endsAt }] of this.#windows) {
      if (endsAt > now && this.#windows.size <= this.#limits.maxKeys) break;
      this.#windows.delete(oldest);
    }
  }
}
