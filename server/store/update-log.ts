// The log of a plan's document: Yjs updates in order of seq, and snapshots that fold them in. Every blob is checked
// against its checksum when it is read. Knows no Yjs: bytes are bytes here.
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { blobChecksum } from './checksum.ts';
import type { StoredUpdate } from './ports.ts';
import type { Database, Statement } from './sqlite.ts';

interface BlobRow {
  readonly seq: number;
  readonly bytes: Buffer;
  readonly checksum: Buffer;
}

type BlobKind = 'update' | 'snapshot';

export interface StoredBlob extends StoredUpdate {
  /** False when the bytes are not those that were written. */
  readonly isSound: boolean;
}

interface LogContent {
  readonly snapshot: Uint8Array;
  readonly snapshotSeq: number;
  readonly updates: readonly StoredUpdate[];
}

/** What the present epoch of a plan takes on disk. */
export interface PlanSize {
  readonly planId: PlanId;
  readonly epoch: number;
  readonly updates: number;
  readonly updateBytes: number;
  readonly snapshotBytes: number;
}

/** The one before the last stays until the next is there, so that `doctor` can replay from it and compare (I3). */
const keptSnapshots = 2;

export class UpdateLog {
  readonly #insertUpdate: Statement<[PlanId, number, number, Uint8Array, Buffer, number], unknown>;
  readonly #insertSnapshot: Statement<[PlanId, number, number, Uint8Array, Buffer, number], unknown>;
  readonly #updatesAfter: Statement<[PlanId, number, number], BlobRow>;
  readonly #snapshots: Statement<[PlanId, number], BlobRow>;
  readonly #lastSnapshot: Statement<[PlanId, number], BlobRow>;
  readonly #lastSnapshotSeq: Statement<[PlanId, number], number>;
  readonly #oldestKept: Statement<[PlanId, number, number], number>;
  readonly #deleteSnapshots: Statement<[PlanId, number, number], unknown>;
  readonly #deleteUpdates: Statement<[PlanId, number, number], unknown>;
  readonly #forgetSnapshots: Statement<[PlanId, number], unknown>;
  readonly #forgetUpdates: Statement<[PlanId, number], unknown>;
  readonly #sizes: Statement<[], PlanSize>;

  constructor(database: Database) {
    const values = '(plan_id, epoch, seq, bytes, checksum, created_at) VALUES (?, ?, ?, ?, ?, ?)';
    const blob = 'SELECT seq, bytes, checksum FROM';
    this.#insertUpdate = database.prepare(`INSERT INTO updates ${values}`);
    this.#insertSnapshot = database.prepare(`INSERT INTO snapshots ${values}`);
    this.#updatesAfter = database.prepare(
      `${blob} updates WHERE plan_id = ? AND epoch = ? AND seq > ? ORDER BY seq`,
    );
    this.#snapshots = database.prepare(`${blob} snapshots WHERE plan_id = ? AND epoch = ? ORDER BY seq`);
    this.#lastSnapshot = database.prepare(
      `${blob} snapshots WHERE plan_id = ? AND epoch = ? ORDER BY seq DESC LIMIT 1`,
    );
    this.#lastSnapshotSeq = database
      .prepare<[PlanId, number], number>('SELECT max(seq) FROM snapshots WHERE plan_id = ? AND epoch = ?')
      .pluck();
    this.#oldestKept = database
      .prepare<[PlanId, number, number], number>(
        'SELECT seq FROM snapshots WHERE plan_id = ? AND epoch = ? ORDER BY seq DESC LIMIT 1 OFFSET ?',
      )
      .pluck();
    this.#deleteSnapshots = database.prepare(
      'DELETE FROM snapshots WHERE plan_id = ? AND epoch = ? AND seq < ?',
    );
    this.#deleteUpdates = database.prepare(
      'DELETE FROM updates WHERE plan_id = ? AND epoch = ? AND seq <= ?',
    );
    this.#forgetSnapshots = database.prepare('DELETE FROM snapshots WHERE plan_id = ? AND epoch < ?');
    this.#forgetUpdates = database.prepare('DELETE FROM updates WHERE plan_id = ? AND epoch < ?');
    this.#sizes = database.prepare(`
      SELECT id AS planId, epoch,
        (SELECT count(*) FROM updates u WHERE u.plan_id = plans.id AND u.epoch = plans.epoch) AS updates,
        (SELECT coalesce(sum(length(bytes)), 0) FROM updates u WHERE u.plan_id = plans.id AND u.epoch = plans.epoch) AS updateBytes,
        (SELECT coalesce(sum(length(bytes)), 0) FROM snapshots s WHERE s.plan_id = plans.id AND s.epoch = plans.epoch) AS snapshotBytes
      FROM plans ORDER BY created_at, rowid`);
  }

  append(planId: PlanId, epoch: number, seq: number, bytes: Uint8Array, at: number): void {
    this.#insertUpdate.run(
      planId,
      epoch,
      seq,
      bytes,
      blobChecksum('update', [planId, epoch, seq], bytes),
      at,
    );
  }

  /** ST4: prunes the snapshots before the last two, and the updates that both of those hold. */
  addSnapshot(planId: PlanId, epoch: number, seq: number, bytes: Uint8Array, at: number): void {
    this.#insertSnapshot.run(
      planId,
      epoch,
      seq,
      bytes,
      blobChecksum('snapshot', [planId, epoch, seq], bytes),
      at,
    );
    const oldest = this.#oldestKept.get(planId, epoch, keptSnapshots - 1);
    if (oldest === undefined) return;
    this.#deleteSnapshots.run(planId, epoch, oldest);
    this.#deleteUpdates.run(planId, epoch, oldest);
  }

  /** Everything of the epochs before this one. */
  forgetBefore(planId: PlanId, epoch: number): void {
    this.#forgetUpdates.run(planId, epoch);
    this.#forgetSnapshots.run(planId, epoch);
  }

  sizes(): readonly PlanSize[] {
    return this.#sizes.all();
  }

  lastSnapshotSeq(planId: PlanId, epoch: number): number | null {
    return this.#lastSnapshotSeq.get(planId, epoch) ?? null;
  }

  /** ST3: `database_damaged` when a blob was altered or one is missing; nothing of the plan is given out then. */
  load(planId: PlanId, epoch: number, lastSeq: number): Result<LogContent> {
    const row = this.#lastSnapshot.get(planId, epoch);
    if (row === undefined) return failure('database_damaged');
    const snapshot = readBlob('snapshot', planId, epoch, row);
    const updates = this.updatesAfter(planId, epoch, snapshot.seq);
    const isComplete =
      snapshot.seq + updates.length === lastSeq &&
      updates.every(({ seq }, index) => seq === snapshot.seq + index + 1);
    const isSound = snapshot.isSound && updates.every((update) => update.isSound);
    if (!isComplete || !isSound) return failure('database_damaged');
    return success({ snapshot: snapshot.bytes, snapshotSeq: snapshot.seq, updates });
  }

  updatesAfter(planId: PlanId, epoch: number, seq: number): StoredBlob[] {
    return this.#updatesAfter.all(planId, epoch, seq).map((row) => readBlob('update', planId, epoch, row));
  }

  /** Oldest first. */
  snapshots(planId: PlanId, epoch: number): StoredBlob[] {
    return this.#snapshots.all(planId, epoch).map((row) => readBlob('snapshot', planId, epoch, row));
  }
}

function readBlob(kind: BlobKind, planId: PlanId, epoch: number, row: BlobRow): StoredBlob {
  const { seq, bytes, checksum } = row;
  return { seq, bytes, isSound: blobChecksum(kind, [planId, epoch, seq], bytes).equals(checksum) };
}
