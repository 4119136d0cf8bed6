// A plan as JSON, from what is on disk: the same for the API and for the command line. Nothing that is not committed can be
// in it (I1). Computing one takes most of a second for a large plan, so it is kept until the plan changes.
import * as Y from 'yjs';
import { PlanEngine } from '../src/lib/calc/plan-engine.ts';
import { failure, success, type Result } from '../src/lib/contract/errors.ts';
import type { PlanId } from '../src/lib/contract/ids.ts';
import { readDocument } from '../src/lib/document/read.ts';
import { planToJson } from '../src/lib/exchange/plan-json.ts';
import type { LoadedPlan, PlanStore } from './store/ports.ts';
import { type ReplayableLog, replayLog } from './store/replay-log.ts';

/** Of its own memory, so that it can be transferred. */
export type JsonBytes = Uint8Array<ArrayBuffer>;

/** `off`: what people wrote as formulas is left out, and says so. */
export type FormulaSwitch = 'on' | 'off';

/**
 * The JSON as UTF-8: bytes pass from thread to thread and into an answer without being copied or encoded by whoever serves.
 * `database_damaged` when the log gives no document.
 */
export function exportLog(log: ReplayableLog, formulas: FormulaSwitch): Result<JsonBytes> {
  const doc = new Y.Doc();
  const engine = new PlanEngine({ formulas });
  try {
    if (replayLog(doc, log) !== null) return failure('database_damaged');
    const content = readDocument(doc);
    return success(new TextEncoder().encode(JSON.stringify(planToJson(content, engine.load(content)))));
  } finally {
    engine.destroy();
    doc.destroy();
  }
}

/** In this process, however long it takes: for the command line, where a person may stop it. */
export function exportPlan(store: Pick<PlanStore, 'load'>, planId: PlanId): Result<JsonBytes> {
  const loaded = store.load(planId);
  return loaded.ok ? exportLog(loaded.value, 'on') : loaded;
}

/** Large plans are megabytes of JSON: only the last few are kept. */
const maxKept = 4;

interface Kept {
  readonly end: string;
  readonly json: Promise<Result<JsonBytes>>;
}

/** The API's exports. Asking again for a plan that nobody has changed costs one look at the end of its log. */
export class PlanExports {
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
