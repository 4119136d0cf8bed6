// The browser's own small storage, where it lets one have it: in private windows even asking may be refused.

export function browserStorage(): Storage | null {
  try {
    return localStorage;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Null where the browser has none. */
export function browserIndexedDb(): IDBFactory | null {
  return typeof indexedDB === 'undefined' ? null : indexedDB;
}
