// When each person was last in a plan, and when the visit before that ended: « what moved since my last visit ».
import type { PlanId, UserId } from '../../src/lib/contract/ids.ts';
import type { Database, Statement } from './sqlite.ts';

/** A tab that is closed and opened again, a lunch, a train: the same visit. */
export const newVisitAfterMs = 30 * 60 * 1_000;

interface Visit {
  readonly lastSeenAt: number;
  /** Null in the first visit. */
  readonly previousSeenAt: number | null;
}

export class Visits {
  readonly #put: Statement<[Visit & { readonly planId: PlanId; readonly userId: UserId }], unknown>;
  readonly #get: Statement<[PlanId, UserId], Visit>;

  constructor(database: Database) {
    this.#put = database.prepare(
      `INSERT INTO visits (plan_id, user_id, last_seen_at, previous_seen_at)
       VALUES (@planId, @userId, @lastSeenAt, @previousSeenAt)
       ON CONFLICT DO UPDATE SET last_seen_at = excluded.last_seen_at, previous_seen_at = excluded.previous_seen_at`,
    );
    this.#get = database.prepare(
      `SELECT last_seen_at AS lastSeenAt, previous_seen_at AS previousSeenAt FROM visits
       WHERE plan_id = ? AND user_id = ?`,
    );
  }

  /** They come, or the last of their connections ends. `wasHere`: connected until now, so no visit begins here. */
  seen(planId: PlanId, userId: UserId, at: number, wasHere: boolean): void {
    this.#put.run({ planId, userId, ...visitAt(this.#get.get(planId, userId), at, wasHere) });
  }

  /**
   * The end of the visit before the present one; null in the first. Who is not here would begin a visit now: what is asked
   * just before the connection is made gets the answer of just after.
   */
  previousEnd(planId: PlanId, userId: UserId, at: number, isHere: boolean): number | null {
    return visitAt(this.#get.get(planId, userId), at, isHere).previousSeenAt;
  }
}

/** Nothing is written while somebody is here, so a known visit may be hours older than its last sign of life. */
function visitAt(known: Visit | undefined, at: number, wasHere: boolean): Visit {
  if (known === undefined) return { lastSeenAt: at, previousSeenAt: null };
  const { lastSeenAt, previousSeenAt } = known;
  const isNew = !wasHere && at - lastSeenAt > newVisitAfterMs;
  // A clock that goes back ends no visit.
  return { lastSeenAt: Math.max(lastSeenAt, at), previousSeenAt: isNew ? lastSeenAt : previousSeenAt };
}
