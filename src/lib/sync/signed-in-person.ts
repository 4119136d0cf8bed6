// Who was signed in when the server last answered a page of this device: the one person for whom it may open plans without
// network. The session's cookie cannot be read here, and a device may be shared.
import { type DBSchema, type IDBPDatabase, wrap } from 'idb';
import type { UserId } from '../contract/ids.ts';
import type { Language } from '../i18n/language.ts';
import { type Clock, systemClock } from './environment.ts';
import { withinPatience } from './patience.ts';

export interface SignedInPerson {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
}

export interface DeviceRecord {
  /** Null: nobody; nothing opens without network. */
  readonly person: SignedInPerson | null;
  readonly language: Language;
  /** Signed out while the server could not be told: it is told before anything else is asked of it. Nobody is signed in then. */
  readonly owesSignOut: boolean;
}

/** Not of the family `trame:<user>:<plan>` (indexed-db-store.ts), which signing out deletes. */
const databaseName = 'trame-device';
const storeName = 'device';
const recordKey = 'record';

/** A storage that does not answer remembers nobody. */
const answerWithinMs = 3_000;

const nobody: DeviceRecord = { person: null, language: 'fr', owesSignOut: false };

/** Nobody where the device keeps nothing. */
export async function readDevice(
  factory: IDBFactory | null,
  clock: Clock = systemClock,
): Promise<DeviceRecord> {
  if (factory === null) return nobody;
  const read = withDatabase(
    factory,
    async (database) => (await database.get(storeName, recordKey)) ?? nobody,
  );
  return withinPatience(read, answerWithinMs, nobody, clock);
}

/** Returns once it is written, or cannot be: then the device opens nothing without network, which is no reason to stop. */
export async function writeDevice(
  factory: IDBFactory | null,
  change: Partial<DeviceRecord>,
  clock: Clock = systemClock,
): Promise<void> {
  if (factory === null) return;
  const written = withDatabase(factory, async (database) => {
    const transaction = database.transaction(storeName, 'readwrite');
    const before = (await transaction.store.get(recordKey)) ?? nobody;
    const after = { ...before, ...change };
    // OF7: a page that was still under way, or in another tab, may name who left.
    await transaction.store.put({ ...after, person: after.owesSignOut ? null : after.person }, recordKey);
    await transaction.done;
  });
  await withinPatience(written, answerWithinMs, undefined, clock);
}

interface Schema extends DBSchema {
  device: { key: string; value: DeviceRecord };
}

async function withDatabase<Value>(
  factory: IDBFactory,
  work: (database: IDBPDatabase<Schema>) => Promise<Value>,
): Promise<Value> {
  // Not idb's openDB: that one takes the global factory, and tests bring their own.
  const request = factory.open(databaseName, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(storeName);
  const database = (await wrap(request)) as unknown as IDBPDatabase<Schema>;
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
