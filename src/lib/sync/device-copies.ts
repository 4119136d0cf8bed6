// What this device keeps of plans, seen from outside a session: to warn before, and to clear at, signing out.
import type { UserId } from '../contract/ids.ts';
import { type Clock, systemClock } from './environment.ts';
import { databaseNames, databasePrefix, openExisting, userPrefix } from './indexed-db-store.ts';
import { withinPatience } from './patience.ts';
import { writeDevice } from './signed-in-person.ts';

/**
 * Deletes every local copy and every unsent edit; of one user when given. Sessions still open go on in memory. Call it when
 * signing out. Browsers that cannot list their databases (Firefox before 126) keep theirs: named per user, read by nobody else.
 */
export async function clearDeviceCopies(factory: IDBFactory, userId: UserId | null = null): Promise<void> {
  if (typeof factory.databases !== 'function') return;
  const names = await databaseNames(factory, userId === null ? databasePrefix : userPrefix(userId));
  await Promise.all(names.map((name) => deleteDatabase(factory, name)));
}

/** Signing out waits this long for the device's storage: a computer that is shared must not keep somebody signed in for it. */
const patienceMs = 3_000;

/** Clears what the device keeps of a user, as far as its storage lets it, and always comes back: signing out goes on. */
export async function leaveDevice(
  factory: IDBFactory | null,
  userId: UserId,
  clock: Clock = systemClock,
): Promise<'cleared' | 'kept'> {
  if (factory === null) return 'cleared';
  const cleared = Promise.all([
    clearDeviceCopies(factory, userId),
    writeDevice(factory, { person: null }, clock),
  ]).then(() => 'cleared' as const);
  return withinPatience(cleared, patienceMs, 'kept', clock);
}

/** How many gestures of a user wait on this device, all plans together: unsent, or refused and not yet settled. */
export async function countWaitingGestures(
  factory: IDBFactory | null,
  userId: UserId,
  clock: Clock = systemClock,
): Promise<number> {
  if (factory === null || typeof factory.databases !== 'function') return 0;
  // A storage that does not answer keeps nothing either.
  return withinPatience(countOf(factory, userId), patienceMs, 0, clock);
}

async function countOf(factory: IDBFactory, userId: UserId): Promise<number> {
  const names = await databaseNames(factory, userPrefix(userId));
  const counts = await Promise.all(names.map((name) => countWaiting(factory, name)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function countWaiting(factory: IDBFactory, name: string): Promise<number> {
  const database = await openExisting(factory, name);
  if (database === null) return 0;
  try {
    const counts = await Promise.all([database.count('intents'), database.count('tray')]);
    return counts.reduce((sum, count) => sum + count, 0);
  } finally {
    database.close();
  }
}

function deleteDatabase(factory: IDBFactory, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = factory.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('not deleted'));
    // A tab that does not let go of it: it is deleted when that tab closes.
    request.onblocked = () => resolve();
  });
}
