// Moments of a plan that somebody gave a name.
import type { NamedMoment } from '../../src/lib/contract/changes.ts';
import type { PlanId, UserId } from '../../src/lib/contract/ids.ts';
import { randomId } from './random-ids.ts';
import type { Database, Statement } from './sqlite.ts';

interface StoredMoment extends NamedMoment {
  readonly userId: UserId;
  /** Of who named it. */
  readonly author: string;
}

export class Moments {
  readonly #ofPlan: Statement<[PlanId], StoredMoment>;
  readonly #insert: Statement<[string, PlanId, number, string, UserId, number], unknown>;
  readonly #remove: Statement<[string, PlanId], unknown>;

  constructor(database: Database) {
    this.#ofPlan = database.prepare(
      `SELECT moments.id, at, moments.name, user_id AS userId, users.name AS author
       FROM moments JOIN users ON users.id = user_id WHERE plan_id = ? ORDER BY at DESC, moments.rowid DESC`,
    );
    this.#insert = database.prepare(
      'INSERT INTO moments (id, plan_id, at, name, user_id, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#remove = database.prepare('DELETE FROM moments WHERE id = ? AND plan_id = ?');
  }

  /** The last first. */
  ofPlan(planId: PlanId): readonly StoredMoment[] {
    return this.#ofPlan.all(planId);
  }

  add(
    planId: PlanId,
    userId: UserId,
    moment: { readonly at: number; readonly name: string },
    now: number,
  ): string {
    const id = randomId<string>(16);
    this.#insert.run(id, planId, moment.at, moment.name, userId, now);
    return id;
  }

  /** False when there is none. */
  remove(planId: PlanId, id: string): boolean {
    return this.#remove.run(id, planId).changes > 0;
  }
}
