// When each person was last in a plan, and when the visit before that ended: « what moved since my last visit ».
import type { PlanId, UserId } from '../../src/lib/contract/ids.ts';
import type { Database, Statement } from './sqlite.ts';

/** A tab that is closed and opened again, a lunch, a train: the same visit. */
export const newVisitAfterMs = 30 * 60 * 1_000;

export class Visits {
  readonly #seen: Statement<[{ planId: PlanId; userId: UserId; at: number; newAfter: number }], unknown>;
  readonly #previous: Statement<[PlanId, UserId], number | null>;

  constructor(database: Database) {
    this.#seen = database.prepare(
      `INSERT INTO visits (plan_id, user_id, last_seen_at, previous_seen_at) VALUES (@planId, @userId, @at, NULL)
       ON CONFLICT DO UPDATE SET
         previous_seen_at = CASE WHEN @at - last_seen_at > @newAfter THEN last_seen_at ELSE previous_seen_at END,
         last_seen_at = max(last_seen_at, @at)`,
    );
    this.#previous = database
      .prepare<[PlanId, UserId], number | null>(
        'SELECT previous_seen_at FROM visits WHERE plan_id = ? AND user_id = ?',
      )
      .pluck();
  }

  /** They come, or they go. */
  seen(planId: PlanId, userId: UserId, at: number): void {
    this.#seen.run({ planId, userId, at, newAfter: newVisitAfterMs });
  }

  /** The end of the visit before the present one; null in the first. */
  previousEnd(planId: PlanId, userId: UserId): number | null {
    return this.#previous.get(planId, userId) ?? null;
  }
}
