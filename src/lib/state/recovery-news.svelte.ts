// Whether this plan was put back from a backup since this browser last said that it knows: told once, for a month. Asks the
// server each time one is connected again; a tab that was open through it all is told as well.
import type { PlanId } from '../contract/ids.ts';
import type { Recovery } from '../contract/recovery.ts';

interface RecoveryNewsParts {
  readonly planId: PlanId;
  /** Null where the browser keeps nothing: it is then told at each opening. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  readonly send: typeof fetch;
  readonly now: () => number;
}

/** Whoever comes later has nothing of that time in mind. */
const newsForMs = 30 * 24 * 60 * 60 * 1000;

export class RecoveryNews {
  readonly #parts: RecoveryNewsParts;
  #current = $state.raw<Recovery | null>(null);

  constructor(parts: RecoveryNewsParts) {
    this.#parts = parts;
  }

  /** Null: nothing to tell. */
  get current(): Recovery | null {
    return this.#current;
  }

  async ask(): Promise<void> {
    const { planId, send, storage, now } = this.#parts;
    const told = await readRecovery(send, planId);
    if (told === null || now() - told.at > newsForMs) return;
    if (storage?.getItem(this.#key) !== String(told.at)) this.#current = told;
  }

  dismiss(): void {
    const { storage } = this.#parts;
    if (this.#current !== null && storage !== null) keep(storage, this.#key, String(this.#current.at));
    this.#current = null;
  }

  get #key(): string {
    return `trame-recovery/${this.#parts.planId}`;
  }
}

/** Null also when the server cannot be asked: the next connection asks again. */
async function readRecovery(send: typeof fetch, planId: PlanId): Promise<Recovery | null> {
  try {
    const response = await send(`/api/plans/${planId}/recovery`, { cache: 'no-store' });
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null || !('value' in body)) return null;
    return body.value as Recovery | null;
  } catch (error) {
    // fetch tells every network failure, and a body that is no JSON, by an exception.
    if (error instanceof Error) return null;
    throw error;
  }
}

function keep(storage: Pick<Storage, 'setItem'>, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch (error) {
    // A full or forbidden storage: told again next time.
    if (!(error instanceof Error)) throw error;
  }
}
