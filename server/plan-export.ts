// A plan as JSON, from what is on disk: the same for the API and for the command line. Nothing that is not committed can be
// in it (I1).
import * as Y from 'yjs';
import { PlanEngine } from '../src/lib/calc/plan-engine.ts';
import { success, type Result } from '../src/lib/contract/errors.ts';
import type { PlanId } from '../src/lib/contract/ids.ts';
import { readDocument } from '../src/lib/document/read.ts';
import { planToJson } from '../src/lib/exchange/plan-json.ts';
import type { PlanStore } from './store/ports.ts';

export function exportPlan(store: Pick<PlanStore, 'load'>, planId: PlanId): Result<object> {
  const loaded = store.load(planId);
  if (!loaded.ok) return loaded;
  const doc = new Y.Doc();
  const engine = new PlanEngine();
  try {
    Y.applyUpdate(doc, loaded.value.snapshot);
    for (const { bytes } of loaded.value.updates) Y.applyUpdate(doc, bytes);
    const content = readDocument(doc);
    return success(planToJson(content, engine.load(content)));
  } finally {
    engine.destroy();
    doc.destroy();
  }
}
