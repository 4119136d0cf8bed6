// Signed versions of plans at rest: what every cell said and meant on the day, as the JSON of the API, never changed again.
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import type { PlanId, UserId } from '../../src/lib/contract/ids.ts';
import type { Signature } from '../../src/lib/contract/plan.ts';
import { blobChecksum } from './checksum.ts';
import type { Database, Statement } from './sqlite.ts';

export interface NewVersion {
  readonly planId: PlanId;
  readonly number: number;
  readonly signedAt: number;
  readonly signedBy: UserId;
  /** Where the document's log stood. */
  readonly epoch: number;
  readonly seq: number;
  /** `PlanJson` as UTF-8. */
  readonly content: Uint8Array;
}

interface ContentRow {
  readonly content: Buffer;
  readonly checksum: Buffer;
}

export class Versions {
  readonly #insert: Statement<[PlanId, number, number, UserId, number, number, Uint8Array, Buffer], unknown>;
  readonly #list: Statement<[PlanId], Signature>;
  readonly #content: Statement<[PlanId, number], ContentRow>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO versions (plan_id, number, signed_at, signed_by, epoch, seq, content, checksum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#list = database.prepare(
      `SELECT number, signed_at AS signedAt, users.name AS signedBy FROM versions JOIN users ON users.id = signed_by
       WHERE plan_id = ? ORDER BY number`,
    );
    this.#content = database.prepare(
      'SELECT content, checksum FROM versions WHERE plan_id = ? AND number = ?',
    );
  }

  add(version: NewVersion): void {
    const { planId, number, signedAt, signedBy, epoch, seq, content } = version;
    const checksum = blobChecksum('version', [planId, number], content);
    this.#insert.run(planId, number, signedAt, signedBy, epoch, seq, content, checksum);
  }

  /** Oldest first. */
  ofPlan(planId: PlanId): Signature[] {
    return this.#list.all(planId);
  }

  /** `not_found`, or `database_damaged` when the bytes are not those that were signed. */
  content(planId: PlanId, number: number): Result<Uint8Array> {
    const row = this.#content.get(planId, number);
    if (row === undefined) return failure('not_found');
    return blobChecksum('version', [planId, number], row.content).equals(row.checksum)
      ? success(row.content)
      : failure('database_damaged');
  }
}
