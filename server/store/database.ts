// Opens the SQLite file the one way that keeps our promises, or says why it cannot. Knows nothing of what the tables mean.
import { closeSync, openSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { success, type Failure, type Result } from '../../src/lib/contract/errors.ts';
import { migrate, readSchemaVersion, schemaVersion } from './migrations.ts';
import { integrityProblems, isSqliteError, type Database } from './sqlite.ts';

/** What SQLite said of the damage, for the person who repairs it. */
export interface OpenFailure {
  readonly details: readonly string[];
}

/** « Trme » in the file's header: tells our file from any other SQLite database. */
const applicationId = 0x54726d65;

const fullSynchronous = 2;

/** Only the command line's `doctor` and a backup's verification meet a second process; they wait this long. */
const busyTimeoutMs = 5_000;

export function openDatabase(file: string): Result<Database, OpenFailure> {
  let database: Database | null = null;
  try {
    // Created by ourselves for its mode: the file holds names, addresses and password hashes.
    closeSync(openSync(file, 'a', 0o600));
    database = new SqliteDatabase(file);
    const refused = checkFile(database);
    if (refused !== null) {
      database.close();
      return refused;
    }
    setPragmas(database);
    database.pragma(`application_id = ${applicationId}`);
    migrate(database);
    return success(database);
  } catch (error) {
    database?.close();
    if (isSqliteError(error, 'SQLITE_NOTADB', 'SQLITE_CORRUPT')) return damaged([error.message]);
    if (isUnwritable(error)) return { ok: false, code: 'data_dir_not_writable', details: [error.message] };
    throw error;
  }
}

/** Before anything is written: is it ours, of a version we know, and sound? */
function checkFile(database: Database): Failure<OpenFailure> | null {
  database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  const isEmpty = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  const id = database.pragma('application_id', { simple: true });
  if (!isEmpty && id !== applicationId) return damaged([`application_id ${String(id)}`]);
  const version = readSchemaVersion(database);
  if (version > schemaVersion) {
    return { ok: false, code: 'database_too_new', details: [`${version} > ${schemaVersion}`] };
  }
  const problems = integrityProblems(database, 'quick_check');
  return problems.length > 0 ? damaged(problems) : null;
}

/** ST1: set and asserted at every open, because SQLite reopens a WAL file with synchronous=NORMAL, which loses commits. */
function setPragmas(database: Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  assertPragma(database, 'journal_mode', 'wal');
  assertPragma(database, 'synchronous', fullSynchronous);
  assertPragma(database, 'foreign_keys', 1);
}

function assertPragma(database: Database, name: string, expected: string | number): void {
  const actual = database.pragma(name, { simple: true });
  if (actual !== expected)
    throw new Error(`SQLite kept ${name} = ${String(actual)}, and we need ${expected}`);
}

function damaged(details: readonly string[]): Failure<OpenFailure> {
  return { ok: false, code: 'database_damaged', details };
}

function isUnwritable(error: unknown): error is Error {
  if (isSqliteError(error, 'SQLITE_CANTOPEN', 'SQLITE_READONLY')) return true;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EISDIR' || code === 'ENOTDIR';
}
