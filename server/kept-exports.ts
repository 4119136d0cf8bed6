// The plans as JSON that were asked for last: computing one takes most of a second for a large plan, so each is kept until its
// plan changes. Knows not how one is computed.
import { failure, type Result } from '../src/lib/contract/errors.ts';
import type { PlanId } from '../src/lib/contract/ids.ts';
import type { JsonBytes } from './plan-export.ts';
import type { LoadedPlan, PlanStore } from './store/ports.ts';

/** Large plans are megabytes of JSON: only the last few are kept. */
const maxKept = 4;

interface Kept {
  readonly end: string;
  readonly json: Promise<Result<JsonBytes>>;
}

/** The API's exports. Asking again for a plan that nobody has changed costs one look at the end of its log. */
export class KeptExports {
  readonly #store: Pick<PlanStore, 'load' | 'logEnd'>;
  readonly #compute: (log: LoadedPlan) => Promise<Result<JsonBytes>>;
  /** Oldest first. */
  readonly #kept = new Map<PlanId, Kept>();

  constructor(
    store: Pick<PlanStore, 'load' | 'logEnd'>,
    compute: (log: LoadedPlan) => Promise<Result<JsonBytes>>,
  ) {
    this.#store = store;
    this.#compute = compute;
  }

  /** Two who ask at once wait for the same answer. */
  read(planId: PlanId): Promise<Result<JsonBytes>> {
    const logEnd = this.#store.logEnd(planId);
    if (logEnd === null) return Promise.resolve(failure('not_found'));
    const end = `${logEnd.epoch}:${logEnd.lastSeq}`;
    const kept = this.#kept.get(planId);
    if (kept?.end === end) return kept.json;
    const loaded = this.#store.load(planId);
    if (!loaded.ok) return Promise.resolve(loaded);
    const json = this.#compute(loaded.value);
    this.#kept.delete(planId);
    this.#kept.set(planId, { end, json });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maxKept && oldest !== undefined) this.#kept.delete(oldest);
    // What failed is computed again for whoever asks next.
    const forget = (): void => {
      if (this.#kept.get(planId)?.json === json) this.#kept.delete(planId);
    };
    void json.then(({ ok }) => {
      if (!ok) forget();
    }, forget);
    return json;
  }
}
