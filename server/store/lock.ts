// The exclusive lock on a data directory. SQLite's file lock is the lock: the kernel lets go of it when the process dies,
// however it dies, so nothing stale is ever left behind.
import SqliteDatabase from 'better-sqlite3';
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import { isSqliteError } from './sqlite.ts';

export interface Lock {
  release(): void;
}

/** `waitMs` is how long another holder may take to finish; the process sleeps meanwhile. */
export function acquireLock(file: string, waitMs: number): Result<Lock> {
  const database = new SqliteDatabase(file, { timeout: waitMs });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return success({ release: () => database.close() });
  } catch (error) {
    database.close();
    if (isSqliteError(error, 'SQLITE_BUSY')) return failure('data_dir_locked');
    throw error;
  }
}
