// What this device keeps of plans, seen from outside a session: to warn before, and to clear at, signing out.
import { wrap } from 'idb';
import type { UserId } from '../contract/ids.ts';
import { type Clock, systemClock } from './environment.ts';
import { databasePrefix } from './indexed-db-store.ts';

/**
 * Deletes every local copy and every unsent edit; of one user when given. Sessions still open go on in memory. Call it when
 * signing out. Browsers that cannot list their databases (Firefox before 126) keep theirs: named per user, read by nobody else.
 */
export async function clearDeviceCopies(factory: IDBFactory, userId: UserId | null = null): Promise<void> {
  if (typeof factory.databases !== 'function') return;
  const prefix = userId === null ? databasePrefix : `${databasePrefix}${userId}:`;
  const names = (await factory.databases()).flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : []));
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
  const cleared = clearDeviceCopies(factory, userId).then(
    () => 'cleared' as const,
    () => 'kept' as const,
  );
  return withinPatience(cleared, 'kept', clock);
}

function withinPatience<Value>(answer: Promise<Value>, otherwise: Value, clock: Clock): Promise<Value> {
  return new Promise((resolve) => {
    const cancel = clock.after(patienceMs, () => resolve(otherwise));
    void answer.then((value) => {
      cancel();
      resolve(value);
    });
  });
}

/** How many gestures of a user wait on this device, all plans together: unsent, or refused and not yet settled. */
export async function countWaitingGestures(
  factory: IDBFactory | null,
  userId: UserId,
  clock: Clock = systemClock,
): Promise<number> {
  if (factory === null || typeof factory.databases !== 'function') return 0;
  // A storage that does not answer keeps nothing either.
  const counted = countOf(factory, userId).catch(() => 0);
  return withinPatience(counted, 0, clock);
}

async function countOf(factory: IDBFactory, userId: UserId): Promise<number> {
  const names = (await factory.databases()).flatMap(({ name }) =>
    name?.startsWith(`${databasePrefix}${userId}:`) ? [name] : [],
  );
  const counts = await Promise.all(names.map((name) => countWaiting(factory, name)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function countWaiting(factory: IDBFactory, name: string): Promise<number> {
  const database = await openExisting(factory, name);
  if (database === null) return 0;
  const copy = wrap(database);
  try {
    const counts = await Promise.all([copy.count('intents'), copy.count('tray')]);
    return counts.reduce((sum, count) => sum + count, 0);
  } finally {
    copy.close();
  }
}

/** Null when it was deleted since it was listed: making it anew, empty, would leave a copy without its stores. */
function openExisting(factory: IDBFactory, name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => (isNew ? resolve(null) : reject(request.error ?? new Error('not opened')));
  });
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
