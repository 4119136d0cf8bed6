// What this device keeps of plans, seen from outside a session: to warn before, and to clear at, signing out.
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

function deleteDatabase(factory: IDBFactory, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = factory.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('not deleted'));
  });
}
