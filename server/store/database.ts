// Opens the SQLite file the one way that keeps our promises, or says why it cannot. Knows nothing of what the tables mean.
import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { success, type Failure, type Result } from '../../src/lib/contract/errors.ts';
import { migrate, readSchemaVersion, schemaVersion } from './migrations.ts';
import { integrityProblems, openFailureOf, type Database, type OpenFailure } from './sqlite.ts';
import { syncDirectory } from './sync-directory.ts';

/** « Trme » in the file's header: tells our file from any other SQLite database. */
const applicationId = 0x54726d65;

const fullSynchronous = 2;

/** Only the command line's `doctor` and a backup's verification meet a second process; they wait this long. */
const busyTimeoutMs = 5_000;

export function openDatabase(file: string): Result<Database, OpenFailure> {
  let database: Database | null = null;
  try {
    if (!existsSync(file)) {
      // ST12: what is left of a database whose main file was lost is never taken for a new instance.
      if (existsSync(`${file}-wal`)) return damaged([`${file}-wal without ${file}`]);
      createDatabase(file);
    }
    database = new SqliteDatabase(file);
    const refused = checkFile(database);
    if (refused !== null) {
      database.close();
      return refused;
    }
    setPragmas(database);
    migrate(database);
    return success(database);
  } catch (error) {
    database?.close();
    return openFailureOf(error);
  }
}

/** ST12: it gets its name when it is complete, so that an empty file in its place is damage and no first start. */
function createDatabase(file: string): void {
  const unfinished = `${file}.unfinished`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  // Created by ourselves for its mode: the file holds names, addresses and password hashes.
  closeSync(openSync(unfinished, 'wx', 0o600));
  const database = new SqliteDatabase(unfinished);
  try {
    setPragmas(database);
    database.pragma(`application_id = ${applicationId}`);
    migrate(database);
  } finally {
    database.close();
  }
  renameSync(unfinished, file);
  syncDirectory(dirname(file));
}

/** Before anything is written: is it ours, of a version we know, and sound? */
function checkFile(database: Database): Failure<OpenFailure> | null {
  database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  const id = database.pragma('application_id', { simple: true });
  if (id !== applicationId) return damaged([`application_id ${String(id)}`]);
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
