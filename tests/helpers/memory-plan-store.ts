// One plan in memory behind the port of the sync room, as strict as the one on SQLite about epochs, leases and frames, and
// cheap enough for hundreds of thousands of commits. It forgets everything with the test; it knows nothing of the room.
import { failure, type Result, success } from '../../src/lib/contract/errors.ts';
import type { LeaseId, PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import type { Plan } from '../../src/lib/contract/plan.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import type {
  AuditEntry,
  Commit,
  Lease,
  LoadedPlan,
  LogEnd,
  PlanStore,
  Signing,
  StoredUpdate,
} from '../../server/store/ports.ts';
import type { RandomSource } from './random-source.ts';

export interface FirstPlan {
  readonly plan: Plan;
  readonly rows: readonly Row[];
  /** The whole first document. */
  readonly snapshot: Uint8Array;
}

const epoch = 1;

export class MemoryPlanStore implements PlanStore {
  readonly audit: AuditEntry[] = [];
  readonly signings: Signing[] = [];
  /** Every update since the first document, whatever was folded into a snapshot since. */
  readonly log: StoredUpdate[] = [];
  readonly first: FirstPlan;
  readonly #random: RandomSource;
  readonly #rows: Map<RowId, Row>;
  readonly #leases = new Map<LeaseId, Lease>();
  readonly #clientIds = new Set<number>();
  #plan: Plan;
  #snapshot: Uint8Array;
  #snapshotSeq = 0;
  #lastSeq = 0;
  #newRows = 0;

  constructor(first: FirstPlan, random: RandomSource) {
    this.first = first;
    this.#random = random;
    this.#plan = first.plan;
    this.#rows = new Map(first.rows.map((row) => [row.id, row]));
    this.#snapshot = first.snapshot;
  }

  load(planId: PlanId): Result<LoadedPlan> {
    if (planId !== this.#plan.id) return failure('not_found');
    return success({
      epoch,
      snapshot: this.#snapshot,
      snapshotSeq: this.#snapshotSeq,
      updates: this.log.slice(this.#snapshotSeq),
      plan: this.#plan,
      rows: [...this.#rows.values()],
    });
  }

  logEnd(planId: PlanId): LogEnd | null {
    return planId === this.#plan.id ? { epoch, lastSeq: this.#lastSeq } : null;
  }

  commit(commit: Commit): number {
    if (commit.planId !== this.#plan.id || commit.epoch !== epoch) throw new Error('no such plan or epoch');
    const leases = commit.leaseFrames.map(({ leaseId, frame }): Lease => {
      const lease = this.#leases.get(leaseId);
      if (lease === undefined || lease.retired || frame <= lease.lastFrame)
        throw new Error(`frame ${frame} is not the lease's next`);
      return { ...lease, lastFrame: frame };
    });
    // From here on nothing fails: all of it, or nothing.
    for (const lease of leases) this.#leases.set(lease.id, lease);
    for (const row of commit.rows) this.#rows.set(row.id, row);
    this.audit.push(...commit.audit);
    if (commit.signing !== undefined) {
      this.signings.push(commit.signing);
      const { number, signedAt, phase } = commit.signing;
      this.#plan = {
        ...this.#plan,
        phase,
        signature: { number, signedAt, signedBy: commit.signing.signedBy },
      };
    }
    this.log.push({ seq: ++this.#lastSeq, bytes: commit.update });
    return this.#lastSeq;
  }

  writeSnapshot(_planId: PlanId, _epoch: number, upToSeq: number, bytes: Uint8Array): void {
    if (upToSeq > this.#lastSeq) throw new Error('a snapshot is ahead of its log');
    if (upToSeq <= this.#snapshotSeq) return;
    this.#snapshot = bytes;
    this.#snapshotSeq = upToSeq;
  }

  grantLease(planId: PlanId, userId: UserId): Lease {
    let clientId = 1 + this.#random.below(0xffff_ffff);
    while (this.#clientIds.has(clientId)) clientId = 1 + this.#random.below(0xffff_ffff);
    this.#clientIds.add(clientId);
    const id = `lease-${this.#clientIds.size}` as LeaseId;
    const lease: Lease = { id, planId, userId, clientId, epoch, lastFrame: 0, retired: false };
    this.#leases.set(id, lease);
    return lease;
  }

  lease(leaseId: LeaseId): Lease | null {
    return this.#leases.get(leaseId) ?? null;
  }

  retireLease(leaseId: LeaseId): void {
    const lease = this.#leases.get(leaseId);
    if (lease !== undefined) this.#leases.set(leaseId, { ...lease, retired: true });
  }

  /** No test lasts a day: every lease is young enough to stay. */
  pruneLeases(): void {
    return;
  }

  newRowId(): RowId {
    return `zz${String(++this.#newRows).padStart(8, '0')}` as RowId;
  }
}
