// The port of the sync room on SQLite. One commit is one transaction: document, rows, history and frame numbers move
// together or not at all.
import type { Result } from '../../src/lib/contract/errors.ts';
import type { LeaseId, PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import type { Audit } from './audit.ts';
import { type FoldedLog, foldLog, type LogFolder } from './folded-log.ts';
import type { Leases } from './leases.ts';
import { planReader, type PlanReader } from './plan-reader.ts';
import type { Plans } from './plans.ts';
import type { Commit, Lease, LoadedPlan, LogEnd, PlanStore } from './ports.ts';
import type { Rows } from './rows.ts';
import type { DurableDatabase } from './durable-database.ts';
import type { UpdateLog } from './update-log.ts';
import type { Versions } from './versions.ts';

export interface PlanTables {
  readonly plans: Plans;
  readonly rows: Rows;
  readonly leases: Leases;
  readonly log: UpdateLog;
  readonly audit: Audit;
  readonly versions: Versions;
}

/** Far longer than a tab takes from being granted a lease to opening its socket. */
const keptLeaseMs = 24 * 60 * 60 * 1000;

export class SqlitePlanStore implements PlanStore {
  readonly #database: DurableDatabase;
  readonly #tables: PlanTables;
  readonly #clock: () => number;
  readonly #commit: (commit: Commit) => number;
  readonly #startEpoch: (planId: PlanId, end: LogEnd, next: number, bytes: Uint8Array) => void;
  readonly #forgetOldEpochs: (planId: PlanId) => void;
  readonly #writeSnapshot: (planId: PlanId, folded: FoldedLog) => void;
  readonly #read: PlanReader;
  #folder: LogFolder | null = null;

  constructor(database: DurableDatabase, tables: PlanTables, clock: () => number) {
    this.#database = database;
    this.#tables = tables;
    this.#clock = clock;
    this.#commit = database.transaction((commit: Commit) => this.#write(commit));
    this.#writeSnapshot = database.transaction((planId: PlanId, folded: FoldedLog) =>
      this.#keepSnapshot(planId, folded),
    );
    this.#startEpoch = database.transaction((planId: PlanId, end: LogEnd, next: number, bytes: Uint8Array) =>
      this.#beginNext(planId, end, next, bytes),
    );
    this.#forgetOldEpochs = database.transaction((planId: PlanId) => {
      const epoch = tables.plans.byId(planId)?.log.epoch;
      if (epoch !== undefined) tables.log.forgetBefore(planId, epoch);
    });
    this.#read = planReader(database, tables);
  }

  /** From now on logs are folded there. */
  foldAside(folder: LogFolder): void {
    this.#folder = folder;
  }

  load(planId: PlanId): Result<LoadedPlan> {
    return this.#read(planId);
  }

  logEnd(planId: PlanId): LogEnd | null {
    return this.#tables.plans.byId(planId)?.log ?? null;
  }

  commit(commit: Commit): number {
    return this.#commit(commit);
  }

  async fold(planId: PlanId): Promise<void> {
    const folded = this.#folder === null ? this.#foldHere(planId) : await this.#folder(planId);
    // The server stops: the log holds everything.
    if (folded === null || !this.#database.open) return;
    this.#writeSnapshot(planId, folded);
  }

  startEpoch(planId: PlanId, end: LogEnd, next: number, bytes: Uint8Array): void {
    this.#startEpoch(planId, end, next, bytes);
  }

  forgetOldEpochs(planId: PlanId): void {
    this.#forgetOldEpochs(planId);
  }

  grantLease(planId: PlanId, userId: UserId): Lease {
    const record = this.#tables.plans.byId(planId);
    if (record === null) throw new Error(`no plan ${planId}`);
    return this.#tables.leases.grant(planId, userId, record.log.epoch, this.#clock());
  }

  lease(leaseId: LeaseId): Lease | null {
    return this.#tables.leases.byId(leaseId);
  }

  retireLease(leaseId: LeaseId): void {
    this.#tables.leases.retire(leaseId, this.#clock());
  }

  pruneLeases(planId: PlanId, inUse: readonly LeaseId[]): void {
    this.#tables.leases.prune(planId, this.#clock() - keptLeaseMs, inUse);
  }

  newRowId(): RowId {
    return this.#tables.rows.newId();
  }

  /** ST2: runs inside one transaction; whatever throws here undoes all of it. */
  #write(commit: Commit): number {
    const { plans, rows, leases, log, audit, versions } = this.#tables;
    const { planId, epoch, at, signing } = commit;
    const isEdit = commit.audit.length > 0 || commit.commands.length > 0 || signing !== undefined;
    const seq = plans.advance(planId, epoch, isEdit ? at : null);
    if (seq === null) throw new Error(`plan ${planId} has no epoch ${epoch}`);
    log.append(planId, epoch, seq, commit.update, at);
    for (const { leaseId, frame } of commit.leaseFrames) {
      // ST6: what makes a second commit of the same frame impossible.
      if (!leases.advance(leaseId, planId, epoch, frame))
        throw new Error(`frame ${frame} is not the lease's next`);
    }
    const place = { planId, epoch, seq };
    for (const entry of commit.audit) audit.add(place, entry);
    for (const row of commit.rows) rows.put(planId, row);
    for (const command of commit.commands) audit.addCommand(place, command);
    if (signing !== undefined) {
      const { phase, ...version } = signing;
      plans.setPhase(planId, phase);
      versions.add({ ...place, ...version });
    }
    return seq;
  }

  #beginNext(planId: PlanId, end: LogEnd, next: number, bytes: Uint8Array): void {
    const { plans, leases, log } = this.#tables;
    if (!plans.beginEpoch(planId, end, next)) throw new Error(`plan ${planId} is not at seq ${end.lastSeq}`);
    log.addSnapshot(planId, next, end.lastSeq, bytes, this.#clock());
    leases.retireBefore(planId, next, this.#clock());
  }

  #foldHere(planId: PlanId): FoldedLog {
    const loaded = this.#read(planId);
    if (!loaded.ok) throw new Error(`plan ${planId}: ${loaded.code}`);
    return foldLog(loaded.value);
  }

  #keepSnapshot(planId: PlanId, { epoch, seq, bytes }: FoldedLog): void {
    const { plans, log } = this.#tables;
    // ST30: a new epoch may have begun meanwhile, or another folding was faster.
    if (plans.byId(planId)?.log.epoch !== epoch) return;
    if (seq <= (log.lastSnapshotSeq(planId, epoch) ?? -1)) return;
    log.addSnapshot(planId, epoch, seq, bytes, this.#clock());
  }
}
