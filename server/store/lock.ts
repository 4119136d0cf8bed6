// The exclusive lock on a data directory. SQLite's file lock is the lock: the kernel lets go of it when the process dies,
// however it dies, so nothing stale is ever left behind.
import { closeSync, existsSync, openSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { success, type Result } from '../../src/lib/contract/errors.ts';
import { openFailureOf, type Database, type OpenFailure } from './sqlite.ts';

export interface Lock {
  release(): void;
}

/** `waitMs` is how long another holder may take to finish; the process sleeps meanwhile. */
export function acquireLock(file: string, waitMs: number): Result<Lock, OpenFailure> {
  let database: Database | null = null;
  try {
    // Created by ourselves for its mode. Never opened when it is there: closing it would drop this process's own lock.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    const opened = new SqliteDatabase(file, { timeout: waitMs });
    database = opened;
    opened.exec('BEGIN EXCLUSIVE');
    return success({ release: () => opened.close() });
  } catch (error) {
    database?.close();
    const { code, details } = openFailureOf(error);
    // The file holds nothing that could be lost: whatever is wrong with it, the folder cannot be taken.
    return {
      ok: false,
      code: code === 'data_dir_locked' ? code : 'data_dir_not_writable',
      details: details.map((detail) => `${file}: ${detail}`),
    };
  }
}
