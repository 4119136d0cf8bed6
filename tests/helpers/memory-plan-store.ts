// The store's port in memory, for tests that make thousands of plans: the rules of leases and epochs are those of the store
// on SQLite; nothing is durable.
import { failure, type Result, success } from '../../src/lib/contract/errors.ts';
import type { LeaseId, PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import type { Plan } from '../../src/lib/contract/plan.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { foldLog } from '../../server/store/folded-log.ts';
import type {
  AuditEntry,
  Commit,
  Lease,
  LoadedPlan,
  LogEnd,
  PlanStore,
  StoredUpdate,
} from '../../server/store/ports.ts';

type MutableLease = { -readonly [Key in keyof Lease]: Lease[Key] };

export class MemoryPlanStore implements PlanStore {
  /** The plan's own facts, as a table would have them. */
  plan: Plan;
  /** Every commit throws while it is true. */
  isFull = false;
  readonly audit: AuditEntry[] = [];
  readonly firstDocument: Uint8Array;
  /** Every update since the first document, whatever was folded into a snapshot meanwhile. */
  readonly log: StoredUpdate[] = [];
  readonly #rows: Map<RowId, Row>;
  readonly #leases = new Map<LeaseId, MutableLease>();
  #snapshot: { readonly bytes: Uint8Array; readonly seq: number };
  #epoch = 1;
  #lastSeq = 0;
  #given = 0;

  constructor(plan: Plan, rows: readonly Row[], document: Uint8Array) {
    this.plan = plan;
    this.#rows = new Map(rows.map((row) => [row.id, row]));
    this.firstDocument = document;
    this.#snapshot = { bytes: document, seq: 0 };
  }

  load(planId: PlanId): Result<LoadedPlan> {
    if (planId !== this.plan.id) return failure('not_found');
    return success({
      epoch: this.#epoch,
      snapshot: this.#snapshot.bytes,
      snapshotSeq: this.#snapshot.seq,
      updates: this.log.slice(this.#snapshot.seq),
      plan: this.plan,
      rows: [...this.#rows.values()],
    });
  }

  logEnd(): LogEnd {
    return { epoch: this.#epoch, lastSeq: this.#lastSeq };
  }

  commit({ update, audit, leaseFrames, rows, signing, at }: Commit): number {
    if (this.isFull) throw new Error('disk full');
    for (const { leaseId, frame } of leaseFrames) {
      const lease = this.#leases.get(leaseId);
      if (lease === undefined || lease.epoch !== this.#epoch || lease.retired || frame <= lease.lastFrame)
        throw new Error('not the lease’s next frame');
    }
    for (const { leaseId, frame } of leaseFrames) {
      const lease = this.#leases.get(leaseId);
      if (lease !== undefined) lease.lastFrame = frame;
    }
    this.#lastSeq += 1;
    this.log.push({ seq: this.#lastSeq, bytes: update });
    this.audit.push(...audit);
    for (const row of rows) this.#rows.set(row.id, row);
    if (signing !== undefined) {
      const { phase, number, signedAt } = signing;
      this.plan = {
        ...this.plan,
        phase,
        signature: { number, signedAt: signedAt || at, signedBy: 'Claire' },
      };
    }
    return this.#lastSeq;
  }

  fold(planId: PlanId): Promise<void> {
    const loaded = this.load(planId);
    if (!loaded.ok) return Promise.reject(new Error(loaded.code));
    const { bytes, seq } = foldLog(loaded.value);
    this.#snapshot = { bytes, seq };
    return Promise.resolve();
  }

  startEpoch(_planId: PlanId, { epoch, lastSeq: seq }: LogEnd, next: number, bytes: Uint8Array): void {
    if (epoch !== this.#epoch || seq !== this.#lastSeq) throw new Error('the plan is elsewhere');
    this.#epoch = next;
    this.#snapshot = { bytes, seq };
  }

  /** What is older than the snapshot is never read again. */
  forgetOldEpochs(): void {
    return;
  }

  grantLease(planId: PlanId, userId: UserId): Lease {
    this.#given += 1;
    const id = `lease${this.#given}` as LeaseId;
    // Spread like random ones, never given twice, never 0.
    const clientId = (Math.imul(this.#given, 2_654_435_761) >>> 0) + 1;
    const lease = { id, planId, userId, clientId, epoch: this.#epoch, lastFrame: 0, retired: false };
    this.#leases.set(id, lease);
    return lease;
  }

  lease(leaseId: LeaseId): Lease | null {
    return this.#leases.get(leaseId) ?? null;
  }

  retireLease(leaseId: LeaseId): void {
    const lease = this.#leases.get(leaseId);
    if (lease !== undefined) lease.retired = true;
  }

  /** No test lasts a day: every lease is young enough to stay. */
  pruneLeases(): void {
    return;
  }

  newRowId(): RowId {
    this.#given += 1;
    return `n${String(this.#given).padStart(9, '0')}` as RowId;
  }
}
