// Slows down guessing: counts failed sign-ins by e-mail and by address, in memory, in a bounded space. A restart forgets.

export interface ThrottleLimits {
  readonly windowMs: number;
  readonly failuresPerEmail: number;
  /** Higher: a whole meeting room comes from one address. */
  readonly failuresPerAddress: number;
  /** Keys kept at once; the oldest go first. */
  readonly maxKeys: number;
}

export const loginLimits: ThrottleLimits = {
  windowMs: 15 * 60_000,
  failuresPerEmail: 10,
  failuresPerAddress: 50,
  maxKeys: 20_000,
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
    const waits = [
      this.#waitFor(`email ${email}`, this.#limits.failuresPerEmail, now),
      this.#waitFor(`address ${address}`, this.#limits.failuresPerAddress, now),
    ];
    const waitMs = Math.max(...waits);
    if (waitMs === 0) {
      this.#count(`email ${email}`, now);
      this.#count(`address ${address}`, now);
    }
    return waitMs;
  }

  /** The attempt was right: its e-mail starts afresh, and its address gets it back. */
  succeed(email: string, address: string): void {
    this.#windows.delete(`email ${email}`);
    const ofAddress = this.#windows.get(`address ${address}`);
    if (ofAddress !== undefined && ofAddress.failures > 0) ofAddress.failures -= 1;
  }

  get size(): number {
    return this.#windows.size;
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
