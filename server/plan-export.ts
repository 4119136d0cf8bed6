// A plan as JSON, from what is on disk: the same for the API and for the command line. Nothing that is not committed can be
// in it (I1). Computing one takes most of a second for a large plan, so it is kept until the plan changes.
import * as Y from 'yjs';
import { PlanEngine } from '../src/lib/calc/plan-engine.ts';
import { failure, success, type Result } from '../src/lib/contract/errors.ts';
import type { PlanId } from '../src/lib/contract/ids.ts';
import { readDocument } from '../src/lib/document/read.ts';
import { planToJson } from '../src/lib/exchange/plan-json.ts';
import type { PlanStore } from './store/ports.ts';
import { replayLog } from './store/replay-log.ts';

export function exportPlan(store: Pick<PlanStore, 'load'>, planId: PlanId): Result<object> {
  const loaded = store.load(planId);
  if (!loaded.ok) return loaded;
  const doc = new Y.Doc();
  const engine = new PlanEngine();
  try {
    if (replayLog(doc, loaded.value) !== null) return failure('database_damaged');
    const content = readDocument(doc);
    return success(planToJson(content, engine.load(content)));
  } finally {
    engine.destroy();
    doc.destroy();
  }
}

/** Large plans are megabytes of JSON: only the last few are kept. */
const maxKept = 4;

/** The API's exports. Asking again for a plan that nobody has changed costs one look at the end of its log. */
export class PlanExports {
  readonly #store: Pick<PlanStore, 'load' | 'logEnd'>;
  /** Oldest first. */
  readonly #kept = new Map<PlanId, { readonly end: string; readonly json: Result<object> }>();

  constructor(store: Pick<PlanStore, 'load' | 'logEnd'>) {
    this.#store = store;
  }

  read(planId: PlanId): Result<object> {
    const logEnd = this.#store.logEnd(planId);
    if (logEnd === null) return failure('not_found');
    const end = `${logEnd.epoch}:${logEnd.lastSeq}`;
    const kept = this.#kept.get(planId);
    if (kept?.end === end) return kept.json;
    const json = exportPlan(this.#store, planId);
    this.#kept.delete(planId);
    if (json.ok) this.#kept.set(planId, { end, json });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maxKept && oldest !== undefined) this.#kept.delete(oldest);
    return json;
  }
}
