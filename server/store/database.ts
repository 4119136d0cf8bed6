// Opens the SQLite file the one way that keeps our promises, or says why it cannot. Knows nothing of what the tables mean.
import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { success, type Failure, type Result } from '../../src/lib/contract/errors.ts';
import { hasBrokenSeal, removeSeal } from './backup-seal.ts';
import { DurableDatabase } from './durable-database.ts';
import { checkFiles, type FileCheck, headerOf } from './file-check.ts';
import type { TellTrouble } from './file-trouble.ts';
import { migrate, schemaVersion } from './migrations.ts';
import { integrityProblems, openFailureOf, type Database, type OpenFailure } from './sqlite.ts';
import { syncDirectory } from './sync-directory.ts';

/** « Trme » in the file's header: tells our file from any other SQLite database. */
const applicationId = 0x54726d65;

const fullSynchronous = 2;

/** Only the command line's `doctor` and a backup's verification meet a second process; they wait this long. */
const busyTimeoutMs = 5_000;

/** `tell` hears what is no reason not to open; `foldEvery` frames the log is folded into the database. */
export function openDatabase(
  file: string,
  tell: TellTrouble = () => undefined,
  foldEvery?: number,
): Result<DurableDatabase, OpenFailure> {
  let database: DurableDatabase | null = null;
  try {
    if (!existsSync(file)) {
      // ST12: what is left of a database whose main file was lost is never taken for a new instance.
      if (existsSync(`${file}-wal`)) return damaged([`${file}-wal without ${file}`]);
      createDatabase(file);
    }
    const check = checkFiles(file);
    const refused = judge(check);
    if (refused !== null) return refused;
    // A backup that was put here is a database again.
    if (hasBrokenSeal(file)) return damaged(['its bytes are not those of the backup']);
    removeSeal(file);
    for (const unreadable of check.unreadable) tell({ kind: 'made_anew', file: basename(unreadable) });
    database = new DurableDatabase(file, tell, foldEvery);
    database.pragma(`busy_timeout = ${busyTimeoutMs}`);
    // Where nothing vouches for the pages, SQLite looks at the indexes too.
    const problems = integrityProblems(
      database,
      check.vouchedBy === null ? 'integrity_check' : 'quick_check',
    );
    if (problems.length > 0) {
      database.close();
      return damaged(problems);
    }
    setPragmas(database);
    // First, so that whatever fails from here on is closed in good order.
    database.begin(check.vouchedBy);
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

/** A database of Trame, whatever state it is in. */
export function isTrameDatabase(file: string): boolean {
  const { isDatabase, applicationId: id } = headerOf(file);
  return isDatabase && id === applicationId;
}

/** Before anything is written: is it ours, of a version we know, and as it was written? */
function judge({ header, damage }: FileCheck): Failure<OpenFailure> | null {
  if (!header.isDatabase) return damaged(['file is not a database', ...damage]);
  if (header.applicationId !== applicationId)
    return damaged([`application_id ${header.applicationId}`, ...damage]);
  if (header.schemaVersion > schemaVersion)
    return { ok: false, code: 'database_too_new', details: [`${header.schemaVersion} > ${schemaVersion}`] };
  return damage.length > 0 ? damaged(damage) : null;
}

/** ST1: set and asserted at every open, because SQLite reopens a WAL file with synchronous=NORMAL, which loses commits. */
function setPragmas(database: Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // In KiB. SQLite's own 16 MB save nothing that the system's cache does not: measured at 1 000 edits a second.
  database.pragma('cache_size = -4000');
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
