// A plan as JSON, from what is on disk: the same for the API and for the command line. Nothing that is not committed can be
// in it (I1). The server itself imports its types only: the engine takes 18 MB, and computes in a thread.
import * as Y from 'yjs';
import { PlanEngine } from '../src/lib/calc/plan-engine.ts';
import { failure, success, type Result } from '../src/lib/contract/errors.ts';
import type { PlanId } from '../src/lib/contract/ids.ts';
import { readDocument } from '../src/lib/document/read.ts';
import { planToJson } from '../src/lib/exchange/plan-json.ts';
import type { PlanStore } from './store/ports.ts';
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
