// When a plan's history weighs too much, and how a new epoch begins: the same values in a fresh document, compared before it
// is written. Everybody comes back to it by themselves (4409). Knows neither sockets nor who is there.
import { isDeepStrictEqual } from 'node:util';
import * as Y from 'yjs';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { encodeFresh } from '../../src/lib/document/encode-fresh.ts';
import { measureDocument } from '../../src/lib/document/measure.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import type { PlanStore } from '../store/ports.ts';
import type { PlanDocument } from './plan-document.ts';
import type { Log, SyncObserver } from './sync-observer.ts';

export interface CompactionLimits {
  readonly structs: number;
  /** A large plan holds many structs and little history. */
  readonly structsPerCell: number;
  /** Writes of one key. */
  readonly chain: number;
  /** Commits between two looks: each walks the whole document. */
  readonly lookEvery: number;
  /** Without a commit for so long, people are between two gestures. */
  readonly quietMs: number;
}

export const productionLimits: CompactionLimits = {
  structs: 50_000,
  structsPerCell: 3,
  chain: 1_000,
  lookEvery: 500,
  quietMs: 5_000,
};

/** Above this many times the limits nobody waits for a pause any more. */
const urgency = 2;

/** EP1. `times`: how often the limits are allowed for. */
export function isTooLong(doc: Y.Doc, limits: CompactionLimits, times = 1): boolean {
  const { cells, structs, longestChain } = measureDocument(doc);
  return (
    structs > times * Math.max(limits.structs, limits.structsPerCell * cells) ||
    longestChain > times * limits.chain
  );
}

/** Waits for a pause of those who are at work. */
export class CompactionTimer {
  readonly #limits: CompactionLimits;
  readonly #run: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isUrgent = false;
  #commits = 0;

  constructor(limits: CompactionLimits, run: () => void) {
    this.#limits = limits;
    this.#run = run;
  }

  /** Something was committed: a pause begins anew. */
  committed(doc: Y.Doc): void {
    if (this.#isUrgent) return;
    if (this.#timer !== null) this.#wait(this.#limits.quietMs);
    this.#commits += 1;
    if (this.#commits < this.#limits.lookEvery) return;
    this.#commits = 0;
    if (!isTooLong(doc, this.#limits)) return;
    this.#isUrgent = isTooLong(doc, this.#limits, urgency);
    this.#wait(this.#isUrgent ? 0 : this.#limits.quietMs);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isUrgent = false;
  }

  #wait(delayMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.stop();
      this.#run();
    }, delayMs);
    this.#timer.unref();
  }
}

interface CompactionContext {
  readonly store: PlanStore;
  readonly log: Log;
  readonly observer: SyncObserver;
}

/** True when the plan's epoch on disk is another now. Nothing may wait for its commit; the document is to be loaded again. */
export function startEpoch(
  planId: PlanId,
  { doc, epoch, lastSeq, isSuspect }: PlanDocument,
  { store, log, observer }: CompactionContext,
): boolean {
  if (isSuspect) return false;
  const startedAt = performance.now();
  const bytes = encodeSame(doc);
  if (bytes === null) {
    log.error({ planId, epoch }, 'ALARM: a fresh document says something else; the plan keeps its history');
    return false;
  }
  try {
    store.startEpoch(planId, { epoch, lastSeq }, epoch + 1, bytes);
  } catch (error) {
    // The old epoch holds everything; a full disk shows at the next commit.
    log.warn({ planId, epoch, err: error }, 'a new epoch was not written');
    return false;
  }
  const durationMs = performance.now() - startedAt;
  observer.compacted(durationMs);
  const { structs } = measureDocument(doc);
  log.info({ planId, epoch, structs, bytes: bytes.length, durationMs }, 'a new epoch begins');
  return true;
}

/** Null when the fresh document would not hold exactly what this one holds. */
function encodeSame(doc: Y.Doc): Uint8Array | null {
  const content = readDocument(doc);
  const bytes = encodeFresh({
    plan: content.plan,
    rows: content.rows.values(),
    cells: [...content.cells].map(([key, value]) => ({ key, value })),
  });
  const fresh = new Y.Doc();
  Y.applyUpdate(fresh, bytes);
  const isSame = isDeepStrictEqual(readDocument(fresh), content);
  fresh.destroy();
  return isSame ? bytes : null;
}

/** EP3: what came before the present epoch goes once a document was made of the present one. */
export function forgetOldEpochs(
  planId: PlanId,
  { store, log }: Pick<CompactionContext, 'store' | 'log'>,
): void {
  try {
    store.forgetOldEpochs(planId);
  } catch (error) {
    // It only takes room; the next loading does it.
    log.warn({ planId, err: error }, 'old epochs not pruned');
  }
}
