// Leases at rest: who may write into a plan's document under which clientID, and how far that went. One that has written
// stays for ever, because its clientID must never be given a second time.
import { randomInt } from 'node:crypto';
import type { LeaseId, PlanId, UserId } from '../../src/lib/contract/ids.ts';
import type { Lease } from './ports.ts';
import { randomId } from './random-ids.ts';
import type { Database, Statement } from './sqlite.ts';

interface LeaseTableRow {
  id: LeaseId;
  plan_id: PlanId;
  user_id: UserId;
  client_id: number;
  epoch: number;
  last_frame: number;
  retired_at: number | null;
}

const clientIdBound = 2 ** 32;

export class Leases {
  readonly #insert: Statement<[LeaseId, PlanId, UserId, number, number, number], unknown>;
  readonly #get: Statement<[string], LeaseTableRow>;
  readonly #isTaken: Statement<[PlanId, number], unknown>;
  readonly #advance: Statement<[number, LeaseId, PlanId, number, number], unknown>;
  readonly #retire: Statement<[number, string], unknown>;
  readonly #retireBefore: Statement<[number, PlanId, number], unknown>;
  readonly #prune: Statement<[PlanId, number, string], unknown>;
  readonly #randomClientId: () => number;

  constructor(database: Database, randomClientId: () => number = () => randomInt(1, clientIdBound)) {
    this.#insert = database.prepare(
      `INSERT INTO leases (id, plan_id, user_id, client_id, epoch, last_frame, granted_at) VALUES (?, ?, ?, ?, ?, 0, ?)`,
    );
    this.#get = database.prepare('SELECT * FROM leases WHERE id = ?');
    this.#isTaken = database.prepare('SELECT 1 FROM leases WHERE plan_id = ? AND client_id = ?');
    this.#advance = database.prepare(
      `UPDATE leases SET last_frame = ? WHERE id = ? AND plan_id = ? AND epoch = ? AND retired_at IS NULL AND last_frame < ?`,
    );
    this.#retire = database.prepare('UPDATE leases SET retired_at = ? WHERE id = ? AND retired_at IS NULL');
    this.#retireBefore = database.prepare(
      'UPDATE leases SET retired_at = ? WHERE plan_id = ? AND epoch < ? AND retired_at IS NULL',
    );
    this.#prune = database.prepare(
      `DELETE FROM leases WHERE plan_id = ? AND last_frame = 0 AND granted_at < ?
       AND id NOT IN (SELECT value FROM json_each(?))`,
    );
    this.#randomClientId = randomClientId;
  }

  /** ST5: two documents with one clientID would take each other's edits for their own. */
  grant(planId: PlanId, userId: UserId, epoch: number, at: number): Lease {
    let clientId = this.#randomClientId();
    while (this.#isTaken.get(planId, clientId) !== undefined) clientId = this.#randomClientId();
    const id = randomId<LeaseId>(26);
    this.#insert.run(id, planId, userId, clientId, epoch, at);
    return { id, planId, userId, clientId, epoch, lastFrame: 0, retired: false };
  }

  byId(id: LeaseId): Lease | null {
    const row = this.#get.get(id);
    if (row === undefined) return null;
    return {
      id,
      planId: row.plan_id,
      userId: row.user_id,
      clientId: row.client_id,
      epoch: row.epoch,
      lastFrame: row.last_frame,
      retired: row.retired_at !== null,
    };
  }

  /** False when the lease is unknown, retired, of another plan or epoch, or already at that frame. */
  advance(id: LeaseId, planId: PlanId, epoch: number, frame: number): boolean {
    return this.#advance.run(frame, id, planId, epoch, frame).changes === 1;
  }

  retire(id: LeaseId, at: number): void {
    this.#retire.run(at, id);
  }

  /** All of the epochs before this one. */
  retireBefore(planId: PlanId, epoch: number, at: number): void {
    this.#retireBefore.run(at, planId, epoch);
  }

  /** ST11: of those that never wrote nothing is in any document, so their clientIDs are as good as new. */
  prune(planId: PlanId, grantedBefore: number, inUse: readonly LeaseId[]): void {
    this.#prune.run(planId, grantedBefore, JSON.stringify(inUse));
  }
}
