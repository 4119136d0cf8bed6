// One plan in memory: the Y.Doc built from snapshot and log, and the truth of its rows. It is thrown away and built anew
// whenever memory and disk might differ. Knows nothing of connections.
import * as Y from 'yjs';
import type { Result } from '../../src/lib/contract/errors.ts';
import { success } from '../../src/lib/contract/errors.ts';
import type { PlanId, RowId } from '../../src/lib/contract/ids.ts';
import type { Plan } from '../../src/lib/contract/plan.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { applyRows } from '../../src/lib/document/apply.ts';
import { cellsOf, planOf, rowsOf } from '../../src/lib/document/layout.ts';
import type { PlanStore } from '../store/ports.ts';

export class PlanDocument {
  readonly epoch: number;
  readonly doc: Y.Doc;
  readonly rows: Map<RowId, Row>;
  plan: Plan;
  /** Updates in the log that no snapshot holds yet. */
  updatesSinceSnapshot: number;
  lastSeq: number;
  #fullState: Uint8Array | null = null;

  private constructor(epoch: number, plan: Plan, rows: readonly Row[], lastSeq: number, updates: number) {
    this.epoch = epoch;
    this.plan = plan;
    this.rows = new Map(rows.map((row) => [row.id, row]));
    this.lastSeq = lastSeq;
    this.updatesSinceSnapshot = updates;
    this.doc = new Y.Doc();
    // Defined from the start, so that a root which appears later is a stranger.
    cellsOf(this.doc);
    rowsOf(this.doc);
    planOf(this.doc);
    this.doc.on('update', () => {
      this.#fullState = null;
    });
  }

  static load(store: PlanStore, planId: PlanId): Result<PlanDocument> {
    const loaded = store.load(planId);
    if (!loaded.ok) return loaded;
    const { epoch, plan, rows, snapshot, snapshotSeq, updates } = loaded.value;
    const document = new PlanDocument(epoch, plan, rows, updates.at(-1)?.seq ?? snapshotSeq, updates.length);
    document.doc.transact(() => {
      Y.applyUpdate(document.doc, snapshot);
      for (const update of updates) Y.applyUpdate(document.doc, update.bytes);
    });
    return success(document);
  }

  /** What a fresh client needs; encoded once for all who join between two edits. */
  encodeFor(stateVector: Uint8Array): Uint8Array {
    const isFresh = stateVector.length === 0 || (stateVector.length === 1 && stateVector[0] === 0);
    if (!isFresh) return Y.encodeStateAsUpdate(this.doc, stateVector);
    return this.encodeWhole();
  }

  encodeWhole(): Uint8Array {
    this.#fullState ??= Y.encodeStateAsUpdate(this.doc);
    return this.#fullState;
  }

  /** Projects rows (and the plan) into the document and returns the update that did it. */
  project(rows: readonly Row[], plan: Plan | null, origin: unknown): Uint8Array {
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array): void => {
      updates.push(update);
    };
    this.doc.on('update', collect);
    applyRows(this.doc, rows, plan, origin);
    this.doc.off('update', collect);
    for (const row of rows) this.rows.set(row.id, row);
    if (plan !== null) this.plan = plan;
    return Y.mergeUpdates(updates);
  }

  destroy(): void {
    this.doc.destroy();
  }
}
