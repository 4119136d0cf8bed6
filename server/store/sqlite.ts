// What every file of the store shares about the library itself: its types, its errors, its own check of a file.
import SqliteDatabase from 'better-sqlite3';
import type { Failure } from '../../src/lib/contract/errors.ts';

export type Database = SqliteDatabase.Database;
export type Statement<Parameters extends unknown[], Row> = SqliteDatabase.Statement<Parameters, Row>;
type SqliteError = InstanceType<typeof SqliteDatabase.SqliteError>;

/** `codes` are beginnings: `SQLITE_CORRUPT` holds for `SQLITE_CORRUPT_INDEX` too. */
export function isSqliteError(error: unknown, ...codes: readonly string[]): error is SqliteError {
  return error instanceof SqliteDatabase.SqliteError && codes.some((code) => error.code.startsWith(code));
}

/** A full, failing or read-only disk: nothing was written, and a later try may be. */
export function isUnwritable(error: unknown): boolean {
  return isSqliteError(error, 'SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY');
}

/** What SQLite or the system said, for the person who repairs it. */
export interface OpenFailure {
  readonly details: readonly string[];
}

/** Why a file of the data directory could not be opened. Throws what is no such reason: a bug. */
export function openFailureOf(error: unknown): Failure<OpenFailure> {
  if (!(error instanceof Error)) throw error;
  const details = [error.message];
  if (isSqliteError(error, 'SQLITE_BUSY')) return { ok: false, code: 'data_dir_locked', details };
  // Damage to the text of the schema is SQLITE_ERROR: a statement then names what is not there.
  if (isSqliteError(error, 'SQLITE_ERROR', 'SQLITE_CORRUPT', 'SQLITE_NOTADB'))
    return { ok: false, code: 'database_damaged', details };
  // Rights, a folder in its place, a full or failing disk.
  if (isSqliteError(error, 'SQLITE_') || 'syscall' in error)
    return { ok: false, code: 'data_dir_not_writable', details };
  throw error;
}

/** SQLite's own findings, at most the first hundred; empty when the file is sound. */
export function integrityProblems(database: Database, check: 'quick_check' | 'integrity_check'): string[] {
  const lines = database.pragma(`${check}(100)`) as Record<string, string>[];
  return lines.map((line) => String(Object.values(line)[0])).filter((line) => line !== 'ok');
}
