// The live part as a whole, as the rest of the server sees it: leases, commands, the WebSocket door.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Command, CommandOutcome } from '../../src/lib/contract/commands.ts';
import { failure, type Result, success } from '../../src/lib/contract/errors.ts';
import type { LeaseId, PlanId, UserId } from '../../src/lib/contract/ids.ts';
import type { LeaseGrant } from '../../src/lib/protocol/messages.ts';
import type { Plan, Signature } from '../../src/lib/contract/plan.ts';
import type { PlanStore } from '../store/ports.ts';
import { type CompactionLimits, productionLimits } from './compaction.ts';
import type { PresentUser } from './presence.ts';
import { Registry } from './registry.ts';
import type { CommandActor, SigningExpectation } from './room.ts';
import type { VersionComputer } from './signing.ts';
import { type Gate, SyncSockets } from './socket.ts';
import type { Log, SyncObserver } from './sync-observer.ts';
import { TokenBucket } from './token-bucket.ts';

export interface Timing {
  readonly heartbeatMs: number;
  readonly idleMs: number;
  readonly healEveryMs: number;
}

export const productionTiming: Timing = { heartbeatMs: 15_000, idleMs: 60_000, healEveryMs: 1_000 };

export interface LivePlansOptions<User extends PresentUser> {
  readonly store: PlanStore;
  readonly gate: Gate<User>;
  readonly log: Log;
  readonly observer: SyncObserver;
  readonly now: () => number;
  /** A person comes to a plan, or the last of their connections ends. May throw when the disk cannot be written. */
  readonly seen: (planId: PlanId, userId: UserId, wasHere: boolean) => void;
  readonly timing: Timing;
  readonly compaction?: CompactionLimits;
}

/** Replayed in less time than the snapshot of a large plan is read; folding costs as much as opening the plan anew. */
const snapshotEvery = 4_000;
/** Tabs that come back together after a restart, and a client gone mad. */
const leaseBurst = 300;
const leasesPerSecond = 5;

export class LivePlans<User extends PresentUser> {
  readonly #options: LivePlansOptions<User>;
  readonly #registry: Registry;
  readonly #sockets: SyncSockets<User>;
  readonly #leaseBuckets = new Map<UserId, TokenBucket>();

  constructor(options: LivePlansOptions<User>) {
    this.#options = options;
    const { store, gate, log, observer, now, timing, compaction = productionLimits } = options;
    this.#registry = new Registry({ store, log, observer, now, snapshotEvery, compaction, ...timing });
    this.#sockets = new SyncSockets({
      gate,
      registry: this.#registry,
      store,
      log,
      observer,
      now,
      left: (planId, userId) => this.#left(planId, userId),
      heartbeatMs: timing.heartbeatMs,
    });
  }

  get openPlans(): number {
    return this.#registry.openPlans;
  }

  get readOnlyPlans(): number {
    return this.#registry.readOnlyPlans;
  }

  get connections(): number {
    return this.#sockets.connections;
  }

  /** Has this person a connection to the plan? */
  isHere(userId: UserId, planId: PlanId): boolean {
    return this.#sockets.isHere(userId, planId);
  }

  /** PR2: one lease a connection. Naming the previous one ends it and tells how far it came. */
  grantLease(userId: UserId, planId: PlanId, previousLeaseId: LeaseId | null): Result<LeaseGrant> {
    if (!this.#mayHaveLease(userId)) return failure('too_many_attempts');
    const room = this.#registry.open(planId);
    if (!room.ok) return room;
    try {
      const previousLastFrame = previousLeaseId === null ? null : room.value.retire(previousLeaseId, userId);
      const { id, clientId, epoch } = this.#options.store.grantLease(planId, userId);
      this.#options.seen(planId, userId, this.isHere(userId, planId));
      return success({ leaseId: id, clientId, epoch, previousLastFrame });
    } catch (error) {
      // A disk that cannot be written: the tab goes on with what it holds and asks again.
      this.#options.log.error({ planId, err: error }, 'a lease could not be written');
      return failure('plan_read_only');
    }
  }

  async runCommand(actor: CommandActor, planId: PlanId, command: Command): Promise<Result<CommandOutcome>> {
    const room = this.#registry.open(planId);
    return room.ok ? room.value.runCommand(actor, command) : room;
  }

  async sign(
    actor: CommandActor,
    planId: PlanId,
    expected: SigningExpectation,
    compute: VersionComputer,
    stillMay: () => boolean,
  ): Promise<Result<Signature>> {
    const room = this.#registry.open(planId);
    return room.ok ? room.value.sign(actor, expected, compute, stillMay) : room;
  }

  /** Writes what waits in a plan. */
  flush(planId: PlanId): void {
    const room = this.#registry.open(planId);
    if (room.ok) room.value.flush();
  }

  /** A plan's own facts have changed in the table: whoever has it open is told. */
  planChanged(plan: Plan): void {
    const room = this.#registry.open(plan.id);
    if (room.ok) room.value.planChanged(plan);
  }

  /** False when the path is not `/sync/…`. */
  handleUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): boolean {
    return this.#sockets.handleUpgrade(request, stream, head);
  }

  /** To be called when a session, an account or a membership may have ended. */
  revalidate(): Promise<void> {
    return this.#sockets.revalidate();
  }

  /** Writes what is waiting, sends everybody away with « come back ». */
  async stop(graceMs: number): Promise<void> {
    this.#registry.closeAll();
    await this.#sockets.stop(graceMs);
    // A socket that was being admitted meanwhile may have opened a plan again.
    this.#registry.closeAll();
  }

  #left(planId: PlanId, userId: UserId): void {
    try {
      this.#options.seen(planId, userId, true);
    } catch (error) {
      // A visit that ends a little too early in the books harms nobody.
      this.#options.log.error({ planId, err: error }, 'the end of a visit could not be written');
    }
  }

  #mayHaveLease(userId: UserId): boolean {
    const now = this.#options.now();
    let bucket = this.#leaseBuckets.get(userId);
    if (bucket === undefined) {
      bucket = new TokenBucket(leaseBurst, leasesPerSecond, now);
      this.#leaseBuckets.set(userId, bucket);
    }
    return bucket.take(1, now) === 0;
  }
}
