// What every file of the store shares about the library itself: its types, its errors, its own check of a file.
import SqliteDatabase from 'better-sqlite3';

export type Database = SqliteDatabase.Database;
export type Statement<Parameters extends unknown[], Row> = SqliteDatabase.Statement<Parameters, Row>;
type SqliteError = InstanceType<typeof SqliteDatabase.SqliteError>;

/** `codes` are beginnings: `SQLITE_CORRUPT` holds for `SQLITE_CORRUPT_INDEX` too. */
export function isSqliteError(error: unknown, ...codes: readonly string[]): error is SqliteError {
  return error instanceof SqliteDatabase.SqliteError && codes.some((code) => error.code.startsWith(code));
}

/** SQLite's own findings, at most the first hundred; empty when the file is sound. */
export function integrityProblems(database: Database, check: 'quick_check' | 'integrity_check'): string[] {
  const lines = database.pragma(`${check}(100)`) as Record<string, string>[];
  return lines.map((line) => String(Object.values(line)[0])).filter((line) => line !== 'ok');
}
