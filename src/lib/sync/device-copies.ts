// What this device keeps of plans, seen from outside a session: to warn before, and to clear at, signing out.
import { wrap } from 'idb';
import type { UserId } from '../contract/ids.ts';
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

/** How many gestures of a user wait on this device, all plans together: unsent, or refused and not yet settled. */
export async function countWaitingGestures(factory: IDBFactory, userId: UserId): Promise<number> {
  if (typeof factory.databases !== 'function') return 0;
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
  });
}
