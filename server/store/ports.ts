// What the sync room asks of the store: load one plan, commit one batch of edits, leases, snapshots. Types only, so that
// a room can be tested on a store in memory and moved to another database. Knows nothing of SQL, Yjs or sockets.
import type { Command } from '../../src/lib/contract/commands.ts';
import type { Result } from '../../src/lib/contract/errors.ts';
import type { CellKey, GestureId, LeaseId, PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { Phase, Plan } from '../../src/lib/contract/plan.ts';
import type { Row } from '../../src/lib/contract/rows.ts';

export interface StoredUpdate {
  readonly seq: number;
  readonly bytes: Uint8Array;
}

export interface LoadedPlan {
  readonly epoch: number;
  /** Applied first; it folds in every update up to `snapshotSeq`. */
  readonly snapshot: Uint8Array;
  readonly snapshotSeq: number;
  /** The updates after the snapshot, in order of seq. */
  readonly updates: readonly StoredUpdate[];
  readonly plan: Plan;
  /** The truth of the rows; the document's root `rows` is a projection of it. */
  readonly rows: readonly Row[];
}

/** One accepted write of one cell. Times are milliseconds since 1970. */
export interface AuditEntry {
  readonly at: number;
  readonly userId: UserId;
  readonly gestureId: GestureId;
  readonly gesture: string;
  readonly key: CellKey;
  readonly before: Scalar | null;
  readonly after: Scalar | null;
  /** False when a concurrent write won the tie. */
  readonly kept: boolean;
  /** Its author had not seen `before`, which somebody else wrote at the same moment. */
  readonly unseen: boolean;
  /** When it was typed, as its device tells, where it waited there for the server; null where it came at once. */
  readonly madeAt: number | null;
}

export interface CommandAudit {
  readonly at: number;
  readonly userId: UserId;
  readonly command: Command;
  /** What undoes it: holds the values that were there before. */
  readonly inverse: Command;
  readonly rowId: RowId;
}

/** Everything that one batch of edits and commands changes: written in one transaction, or not at all. */
export interface Commit {
  readonly planId: PlanId;
  readonly epoch: number;
  readonly at: number;
  /** One merged Yjs update of the whole batch; kept as given (copy a received buffer before). */
  readonly update: Uint8Array;
  readonly audit: readonly AuditEntry[];
  /** The last frame of each lease that the batch holds. */
  readonly leaseFrames: readonly { readonly leaseId: LeaseId; readonly frame: number }[];
  /** Rows that commands added or changed, whole. */
  readonly rows: readonly Row[];
  readonly commands: readonly CommandAudit[];
  /** The plan was signed: its phase from now on, and what every cell said. */
  readonly signing?: Signing;
}

export interface Signing {
  readonly phase: Phase;
  /** 1, 2, 3… */
  readonly number: number;
  readonly signedAt: number;
  readonly signedBy: UserId;
  /** The JSON of the plan as UTF-8. */
  readonly content: Uint8Array;
}

/** Where the log of a plan ends: what is on disk has not changed while this has not. */
export interface LogEnd {
  readonly epoch: number;
  readonly lastSeq: number;
}

export interface Lease {
  readonly id: LeaseId;
  readonly planId: PlanId;
  readonly userId: UserId;
  /** The Y.Doc's clientID: unsigned, 32 bits, never given twice within a plan. */
  readonly clientId: number;
  readonly epoch: number;
  /** Last committed frame; 0 before the first. */
  readonly lastFrame: number;
  /** Set once a newer lease named this one: none of its frames is committed any more. */
  readonly retired: boolean;
}

export interface PlanStore {
  /** `not_found`, or `database_damaged` when a checksum does not match. */
  load(planId: PlanId): Result<LoadedPlan>;
  /** Null when there is no such plan. Far cheaper than `load`. */
  logEnd(planId: PlanId): LogEnd | null;
  /**
   * The plan counts as edited when the commit holds history: a trial write does not move that moment.
   * Returns the seq of the stored update once it is on disk. Throws on an I/O error, on an epoch that is no longer the
   * plan's, on a retired or unknown lease and on a frame number that does not grow: nothing was written then.
   */
  commit(commit: Commit): number;
  /**
   * Writes a snapshot of what is on disk and prunes updates that two snapshots already hold. In its own time: edits go on
   * meanwhile. Rejects when it could not be done; the log then stays as it is.
   */
  fold(planId: PlanId): Promise<void>;
  /**
   * `bytes` is the whole document where its log ends, without its history. The epoch `next` begins with it, in one transaction
   * that also retires the leases of those before. Throws when the log does not end there: nothing was written then.
   */
  startEpoch(planId: PlanId, end: LogEnd, next: number, bytes: Uint8Array): void;
  /** Updates and snapshots of the epochs before the present one. To be called once that one was read and replayed. */
  forgetOldEpochs(planId: PlanId): void;
  /** A new lease in the plan's present epoch. */
  grantLease(planId: PlanId, userId: UserId): Lease;
  lease(leaseId: LeaseId): Lease | null;
  /** To be called before `lastFrame` of a previous lease is told to its client, so that the answer stays true. */
  retireLease(leaseId: LeaseId): void;
  /** ST11: forgets the plan's leases that are older than a day and never wrote, but those in use. */
  pruneLeases(planId: PlanId, inUse: readonly LeaseId[]): void;
  /** Random, and not in use by any row of any plan. */
  newRowId(): RowId;
}
