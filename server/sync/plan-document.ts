// One plan in memory: the Y.Doc built from snapshot and log, and the truth of its rows. It is thrown away and built anew
// whenever memory and disk might differ. Knows nothing of connections.
import { isDeepStrictEqual } from 'node:util';
import * as Y from 'yjs';
import { failure, type Result, success } from '../../src/lib/contract/errors.ts';
import type { PlanId, RowId } from '../../src/lib/contract/ids.ts';
import type { Plan } from '../../src/lib/contract/plan.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { applyRows } from '../../src/lib/document/apply.ts';
import { readPlan } from '../../src/lib/document/read.ts';
import { cellsOf, planOf, rowsOf } from '../../src/lib/document/layout.ts';
import { encodeSync, syncStep2 } from '../../src/lib/protocol/codec.ts';
import type { LoadedPlan, PlanStore } from '../store/ports.ts';
import { replayLog } from '../store/replay-log.ts';

export class PlanDocument {
  readonly epoch: number;
  readonly doc: Y.Doc;
  readonly rows: Map<RowId, Row>;
  #plan: Plan;
  /** Updates in the log that no snapshot holds yet. */
  updatesSinceSnapshot: number;
  lastSeq: number;
  #answer: Uint8Array | null = null;
  #isSuspect = false;

  private constructor({ epoch, plan, rows, snapshotSeq, updates }: LoadedPlan) {
    this.epoch = epoch;
    this.#plan = plan;
    this.rows = new Map(rows.map((row) => [row.id, row]));
    this.lastSeq = updates.at(-1)?.seq ?? snapshotSeq;
    this.updatesSinceSnapshot = updates.length;
    this.doc = new Y.Doc();
    // Defined from the start, so that a root which appears later is a stranger.
    cellsOf(this.doc);
    rowsOf(this.doc);
    planOf(this.doc);
    // Not « update »: for that one Yjs encodes every change once more.
    this.doc.on('afterTransaction', () => {
      this.#answer = null;
    });
  }

  static load(store: PlanStore, planId: PlanId): Result<PlanDocument> {
    const loaded = store.load(planId);
    if (!loaded.ok) return loaded;
    const document = new PlanDocument(loaded.value);
    if (replayLog(document.doc, loaded.value) === null) return success(document);
    document.destroy();
    return failure('database_damaged');
  }

  get plan(): Plan {
    return this.#plan;
  }

  /** True once it may hold what no check allowed. It is then good for nothing but to be loaded again. */
  get isSuspect(): boolean {
    return this.#isSuspect;
  }

  markSuspect(): void {
    this.#isSuspect = true;
  }

  encodeWhole(): Uint8Array {
    if (this.#isSuspect) throw new Error('a suspect document is never given out');
    return Y.encodeStateAsUpdate(this.doc);
  }

  /** The answer to a sync step 1: one piece of memory for all who join between two edits, however many wait for it. */
  syncAnswer(): Uint8Array {
    this.#answer ??= encodeSync(syncStep2, this.encodeWhole());
    return this.#answer;
  }

  /** Projects rows into the document and returns the update that did it. */
  project(rows: readonly Row[], origin: unknown): Uint8Array {
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array): void => {
      updates.push(update);
    };
    this.doc.on('update', collect);
    applyRows(this.doc, rows, null, origin);
    this.doc.off('update', collect);
    for (const row of rows) this.rows.set(row.id, row);
    return Y.mergeUpdates(updates);
  }

  /** The update that makes the projection of the plan say this; null when it does already. The document is left as it is. */
  projectPlan(plan: Plan, origin: unknown): Uint8Array | null {
    if (isDeepStrictEqual(readPlan(this.doc), plan)) return null;
    const copy = new Y.Doc();
    Y.applyUpdate(copy, this.encodeWhole());
    const before = Y.encodeStateVector(copy);
    applyRows(copy, [], plan, origin);
    const update = Y.encodeStateAsUpdate(copy, before);
    copy.destroy();
    return update;
  }

  /** Takes over an update of the server's own hand, made on a copy of this document. */
  become(plan: Plan, rows: readonly Row[], update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, 'plan');
    this.#plan = plan;
    for (const row of rows) this.rows.set(row.id, row);
  }

  destroy(): void {
    this.doc.destroy();
  }
}
