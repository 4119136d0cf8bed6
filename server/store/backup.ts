// A copy of the live database, verified before it gets its name: a file that is there is a backup that works. Runs in a
// process of its own (upkeep-main.ts).
import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import { seal } from './backup-seal.ts';
import { examine, examinedTables } from './doctor.ts';
import { Recoveries } from './recoveries.ts';
import { isSqliteError } from './sqlite.ts';
import { syncDirectory } from './sync-directory.ts';

export interface BackUp {
  /** The database, which others write meanwhile. */
  readonly source: string;
  readonly file: string;
  readonly at: number;
}

/** ST7. `file_exists`: a backup never replaces another; `database_damaged`: the copy did not pass, and is not kept. */
export async function backUp({ source, file, at }: BackUp): Promise<Result<{ bytes: number }>> {
  if (existsSync(file)) return failure('file_exists');
  const unverified = `${file}${unverifiedSuffix}`;
  rmSync(unverified, { force: true });
  try {
    // Created by ourselves for its mode: a backup is as secret as the database.
    closeSync(openSync(unverified, 'wx', 0o600));
    await copy(source, unverified);
    if (!(await isSound(unverified, at))) return failure('database_damaged');
    seal(unverified);
    // Somebody may have made the file meanwhile.
    if (existsSync(file)) return failure('file_exists');
    renameSync(unverified, file);
    syncDirectory(dirname(file));
    return success({ bytes: statSync(file).size });
  } catch (error) {
    if (
      isSqliteError(error, 'SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_FULL', 'SQLITE_IOERR') ||
      isFileError(error)
    )
      return failure('file_not_writable');
    if (isSqliteError(error, 'SQLITE_CORRUPT', 'SQLITE_NOTADB')) return failure('database_damaged');
    throw error;
  } finally {
    rmSync(unverified, { force: true });
  }
}

/** What a killed process leaves has this at its end. */
export const unverifiedSuffix = '.unverified';

async function copy(source: string, target: string): Promise<void> {
  const database = new SqliteDatabase(source, { readonly: true });
  try {
    // One reading for the whole copy: each commit of others would begin it anew.
    database.exec('BEGIN');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    await database.backup(target, { progress: ({ remainingPages }) => remainingPages });
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}

async function isSound(file: string, at: number): Promise<boolean> {
  const copied = new SqliteDatabase(file);
  try {
    // One file and no -wal beside it: what one copies away is complete.
    copied.pragma('journal_mode = DELETE');
    copied.pragma('synchronous = FULL');
    if ((await examine(copied, examinedTables(copied))).problems.length > 0) return false;
    new Recoveries(copied).setBackupMoment(at);
    return true;
  } finally {
    copied.close();
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
