// A copy of the live database, verified before it gets its name: a file that is there is a backup that works.
import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import { Audit } from './audit.ts';
import { Contracts } from './contracts.ts';
import { examine } from './doctor.ts';
import { Plans } from './plans.ts';
import { Rows } from './rows.ts';
import { isSqliteError, type Database } from './sqlite.ts';
import { syncDirectory } from './sync-directory.ts';
import { UpdateLog } from './update-log.ts';
import { Versions } from './versions.ts';

/** ST7. `file_exists`: a backup never replaces another; `database_damaged`: the copy did not pass, and is not kept. */
export async function backUp(database: Database, file: string): Promise<Result<{ bytes: number }>> {
  if (existsSync(file)) return failure('file_exists');
  const unverified = `${file}.unverified`;
  rmSync(unverified, { force: true });
  try {
    // Created by ourselves for its mode: a backup is as secret as the database.
    closeSync(openSync(unverified, 'wx', 0o600));
    await database.backup(unverified);
    if (!(await isSound(unverified))) return failure('database_damaged');
    // Somebody may have made the file meanwhile.
    if (existsSync(file)) return failure('file_exists');
    renameSync(unverified, file);
    syncDirectory(dirname(file));
    return success({ bytes: statSync(file).size });
  } catch (error) {
    if (isSqliteError(error, 'SQLITE_CANTOPEN', 'SQLITE_READONLY') || isFileError(error)) {
      return failure('file_not_writable');
    }
    throw error;
  } finally {
    rmSync(unverified, { force: true });
  }
}

async function isSound(file: string): Promise<boolean> {
  const copy = new SqliteDatabase(file);
  try {
    // One file and no -wal beside it: what one copies away is complete.
    copy.pragma('journal_mode = DELETE');
    const tables = {
      plans: new Plans(copy, new Contracts(copy)),
      rows: new Rows(copy),
      log: new UpdateLog(copy),
      versions: new Versions(copy),
      audit: new Audit(copy),
      files: null,
    };
    return (await examine(copy, tables)).problems.length === 0;
  } finally {
    copy.close();
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
