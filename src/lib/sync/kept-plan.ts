// The plans that this device can open without network: those of which it keeps a whole copy, for one person. Reads only.
import type { PlanId, UserId } from '../contract/ids.ts';
import type { Rights } from '../contract/permissions.ts';
import type { Plan } from '../contract/plan.ts';
import { type Clock, systemClock } from './environment.ts';
import { confirmedKey, databaseName, databaseNames, openExisting, userPrefix } from './indexed-db-store.ts';
import { withinPatience } from './patience.ts';

export interface KeptPlan {
  readonly plan: Plan;
  /** As the server last said. */
  readonly rights: Rights;
  /** When the copy was the server's state. */
  readonly at: number;
  /** Gestures that the server does not have yet. */
  readonly unsent: number;
}

/** A storage that does not answer keeps nothing. */
const answerWithinMs = 3_000;

/** Null when it is not kept for this person. */
export function readKeptPlan(
  factory: IDBFactory | null,
  userId: UserId,
  planId: PlanId,
  clock: Clock = systemClock,
): Promise<KeptPlan | null> {
  if (factory === null) return Promise.resolve(null);
  return withinPatience(readFrom(factory, databaseName(userId, planId)), answerWithinMs, null, clock);
}

/** The newest copy first. */
export function listKeptPlans(
  factory: IDBFactory | null,
  userId: UserId,
  clock: Clock = systemClock,
): Promise<readonly KeptPlan[]> {
  if (factory === null) return Promise.resolve([]);
  const list = async (): Promise<readonly KeptPlan[]> => {
    const names = await databaseNames(factory, userPrefix(userId));
    const plans = await Promise.all(names.map((name) => readFrom(factory, name)));
    return plans.filter((one) => one !== null).sort((one, other) => other.at - one.at);
  };
  return withinPatience(list(), answerWithinMs, [], clock);
}

async function readFrom(factory: IDBFactory, name: string): Promise<KeptPlan | null> {
  const database = await openExisting(factory, name);
  if (database === null) return null;
  try {
    const [copy, intents] = await Promise.all([
      database.get('confirmed', confirmedKey),
      database.getAll('intents'),
    ]);
    // A copy that does not say what its person may do (made by an older Trame, or before the server said it) opens nothing.
    const { plan = null, rights = null, at = 0 } = copy ?? {};
    if (plan === null || rights === null) return null;
    return { plan, rights, at, unsent: new Set(intents.map(({ gestureId }) => gestureId)).size };
  } finally {
    database.close();
  }
}
