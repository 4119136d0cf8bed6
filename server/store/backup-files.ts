// The folder of automatic backups: names, the list, and which of them are kept. Knows no database.
import { mkdirSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unverifiedSuffix } from './backup.ts';

export interface BackupFile {
  readonly file: string;
  /** When it was begun. */
  readonly at: number;
  readonly bytes: number;
}

/** How many of each are kept; all 0: none is made. */
export interface Retention {
  readonly hourly: number;
  readonly daily: number;
  readonly monthly: number;
}

const namePattern = /^trame-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/;

/** Of our own names alone: `trame backup` may be writing another one there just now. */
const unfinishedPattern = new RegExp(`^trame-\\d{8}T\\d{6}Z\\.db${unverifiedSuffix}`);

/** 20261128T160538Z: sorts by time, in any file system. */
export function momentInName(at: number): string {
  return new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
}

export function backupFileAt(folder: string, at: number): string {
  return join(folder, `trame-${momentInName(at)}.db`);
}

/** The newest first; files with other names are somebody else's. Empty when there is no folder. */
export function listBackups(folder: string): readonly BackupFile[] {
  return namesIn(folder)
    .flatMap((name): BackupFile[] => {
      const [, ...parts] = namePattern.exec(name) ?? [];
      const [year, month, day, hour, minute, second] = parts;
      if (second === undefined) return [];
      const file = join(folder, name);
      const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
      return [{ file, at, bytes: statSync(file).size }];
    })
    .sort((a, b) => b.at - a.at);
}

/** OP3: of those times (the newest first) the ones that no hour, day or month needs any more. The newest always stays. */
export function superseded(
  times: readonly number[],
  { hourly, daily, monthly }: Retention,
): readonly number[] {
  const kept = new Set(times.slice(0, 1));
  for (const [count, length] of [
    [hourly, '2026-11-28T16'.length],
    [daily, '2026-11-28'.length],
    [monthly, '2026-11'.length],
  ] as const) {
    // The newest of each hour, day or month that has any, in UTC: a pause of a year takes nothing away.
    const newest = new Map<string, number>();
    for (const at of times) {
      const span = new Date(at).toISOString().slice(0, length);
      if (!newest.has(span)) newest.set(span, at);
    }
    for (const at of [...newest.values()].slice(0, count)) kept.add(at);
  }
  return times.filter((at) => !kept.has(at));
}

export function removeSuperseded(folder: string, retention: Retention): void {
  const gone = new Set(
    superseded(
      listBackups(folder).map(({ at }) => at),
      retention,
    ),
  );
  for (const { file, at } of listBackups(folder)) if (gone.has(at)) rmSync(file);
}

/** Makes the folder, private, and removes what a killed process left in it. */
export function prepareBackupFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of namesIn(folder))
    if (unfinishedPattern.test(name)) rmSync(join(folder, name), { force: true });
}

/** What this user may still write there. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
