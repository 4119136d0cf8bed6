// The intent store in IndexedDB: one database a user and plan, so that no account on a shared computer meets another's.
import { type DBSchema, type IDBPDatabase, wrap } from 'idb';
import type { PlanId, UserId } from '../contract/ids.ts';
import type { Intent, TrayEntry } from './intent.ts';
import type { Step } from './step.ts';
import type { ConfirmedState, IntentStore, StoreChange, TabRecords } from './intent-store.ts';

interface Schema extends DBSchema {
  intents: { key: string; value: Intent; indexes: { tab: string } };
  tray: { key: string; value: TrayEntry; indexes: { tab: string } };
  steps: { key: string; value: Step; indexes: { tab: string } };
  confirmed: { key: string; value: ConfirmedState };
}

/** 2: steps. */
const version = 2;
const byTab = ['intents', 'tray', 'steps'] as const;
export const confirmedKey = 'state';
export const databasePrefix = 'trame:';

export function databaseName(userId: UserId, planId: PlanId): string {
  return `${userPrefix(userId)}${planId}`;
}

export function userPrefix(userId: UserId): string {
  return `${databasePrefix}${userId}:`;
}

/** None where the browser cannot list them (Firefox before 126). */
export async function databaseNames(factory: IDBFactory, prefix: string): Promise<readonly string[]> {
  if (typeof factory.databases !== 'function') return [];
  return (await factory.databases()).flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : []));
}

/** Null when there is none (any more): making it, empty, would leave a copy without its stores. */
export function openExisting(factory: IDBFactory, name: string): Promise<IDBPDatabase<Schema> | null> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => resolve(wrap(request.result) as unknown as IDBPDatabase<Schema>);
    request.onerror = () => (isNew ? resolve(null) : reject(request.error ?? new Error('not opened')));
  });
}

/** Rejects where the browser refuses (private windows of some, a full disk). `onLost` tells that the database was taken away. */
export async function openIndexedDbStore(
  factory: IDBFactory,
  name: string,
  onLost: () => void,
): Promise<IntentStore> {
  // Not idb's openDB: that one takes the global factory, and tests bring their own.
  const request = factory.open(name, version);
  request.onupgradeneeded = () => {
    const database = request.result;
    const present = database.objectStoreNames;
    for (const store of byTab)
      if (!present.contains(store))
        database.createObjectStore(store, { keyPath: 'id' }).createIndex('tab', 'tab');
    if (!present.contains('confirmed')) database.createObjectStore('confirmed');
  };
  const database = (await wrap(request)) as unknown as IDBPDatabase<Schema>;
  // Signing out in another tab deletes the database: let it, and go on in memory.
  database.addEventListener('versionchange', () => {
    database.close();
    onLost();
  });
  return new IndexedDbIntentStore(database);
}

class IndexedDbIntentStore implements IntentStore {
  readonly isDurable = true;
  #database: IDBPDatabase<Schema>;

  constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  async write(change: StoreChange): Promise<void> {
    const transaction = this.#database.transaction(byTab, 'readwrite', { durability: 'strict' });
    const intents = transaction.objectStore('intents');
    const tray = transaction.objectStore('tray');
    const steps = transaction.objectStore('steps');
    await Promise.all([
      ...(change.removeSteps ?? []).map((id) => steps.delete(id)),
      ...(change.putSteps ?? []).map((step) => steps.put(step)),
      ...(change.remove ?? []).map((id) => intents.delete(id)),
      ...(change.removeTray ?? []).map((id) => tray.delete(id)),
      ...(change.put ?? []).map((intent) => intents.put(intent)),
      ...(change.putTray ?? []).map((entry) => tray.put(entry)),
      transaction.done,
    ]);
  }

  async tabs(): Promise<readonly string[]> {
    const transaction = this.#database.transaction(byTab);
    const tabs = new Set<string>();
    for (const name of byTab) {
      const index = transaction.objectStore(name).index('tab');
      for (
        let cursor = await index.openKeyCursor(null, 'nextunique');
        cursor !== null;
        cursor = await cursor.continue()
      ) {
        tabs.add(cursor.key);
      }
    }
    return [...tabs];
  }

  async adopt(from: string, to: string): Promise<TabRecords> {
    const transaction = this.#database.transaction(byTab, 'readwrite', { durability: 'strict' });
    const intents = transaction.objectStore('intents');
    const tray = transaction.objectStore('tray');
    const steps = transaction.objectStore('steps');
    const left = await intents.index('tab').getAll(from);
    const leftTray = await tray.index('tab').getAll(from);
    const leftSteps = await steps.index('tab').getAll(from);
    const adopted = left.map((intent) => ({ ...intent, tab: to }));
    const adoptedTray = leftTray.map((entry) => ({ ...entry, tab: to }));
    const adoptedSteps = leftSteps.map((step) => ({ ...step, tab: to }));
    await Promise.all([
      ...adopted.map((intent) => intents.put(intent)),
      ...adoptedTray.map((entry) => tray.put(entry)),
      ...adoptedSteps.map((step) => steps.put(step)),
      transaction.done,
    ]);
    return { intents: adopted, tray: adoptedTray, steps: adoptedSteps };
  }

  async readConfirmed(): Promise<ConfirmedState | null> {
    return (await this.#database.get('confirmed', confirmedKey)) ?? null;
  }

  async writeConfirmed(state: ConfirmedState | null): Promise<void> {
    if (state === null) await this.#database.delete('confirmed', confirmedKey);
    else await this.#database.put('confirmed', state, confirmedKey);
  }

  close(): void {
    this.#database.close();
  }
}
