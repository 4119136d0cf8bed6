import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/helpers/store-fixture.ts';
import {
  backupFileAt,
  listBackups,
  prepareBackupFolder,
  removeSuperseded,
  superseded,
} from './backup-files.ts';

const hour = 3_600_000;
const noon = Date.parse('2026-11-28T12:00:00Z');

function kept(times: readonly number[], retention: Parameters<typeof superseded>[1]): string[] {
  const gone = superseded(times, retention);
  return times.filter((at) => !gone.includes(at)).map((at) => new Date(at).toISOString().slice(0, 13));
}

describe('which backups are kept', () => {
  it('OP3 the newest of each of the last hours, days and months that have any', () => {
    const times = Array.from({ length: 24 * 70 }, (_, i) => noon - i * hour);
    expect(kept(times, { hourly: 3, daily: 2, monthly: 3 })).toEqual([
      '2026-11-28T12',
      '2026-11-28T11',
      '2026-11-28T10',
      '2026-11-27T23',
      '2026-10-31T23',
      '2026-09-30T23',
    ]);
  });

  it('OP3 a pause of a year takes nothing away, and the newest always stays', () => {
    expect(kept([noon, noon - 9_000 * hour], { hourly: 2, daily: 0, monthly: 0 })).toHaveLength(2);
    expect(kept([noon, noon - hour], { hourly: 0, daily: 0, monthly: 0 })).toEqual(['2026-11-28T12']);
  });
});

describe('the folder of backups', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('OP3 is private, lists its own files by time, and leaves those of others alone', () => {
    const backups = join(folder.path, 'backups');
    expect(listBackups(backups)).toEqual([]);
    prepareBackupFolder(backups);
    expect((statSync(backups).mode & 0o777).toString(8)).toBe('700');
    const files = [noon - hour, noon].map((at) => backupFileAt(backups, at));
    for (const file of [...files, join(backups, 'mine.db')]) writeFileSync(file, 'xxx');
    const [older, newer] = files;
    expect(listBackups(backups)).toEqual([
      { file: newer, at: noon, bytes: 3 },
      { file: older, at: noon - hour, bytes: 3 },
    ]);
    removeSuperseded(backups, { hourly: 1, daily: 0, monthly: 0 });
    expect(listBackups(backups).map(({ file }) => file)).toEqual([newer]);
    expect(statSync(join(backups, 'mine.db')).size).toBe(3);
  });

  it('OP4 is rid of what a killed process left half-made, and leaves one that somebody makes by hand', () => {
    mkdirSync(folder.path, { recursive: true });
    const half = `${backupFileAt(folder.path, noon)}.unverified`;
    const underWay = join(folder.path, 'mine.db.unverified');
    for (const file of [half, underWay]) writeFileSync(file, '');
    prepareBackupFolder(folder.path);
    expect(statSync(half, { throwIfNoEntry: false })).toBeUndefined();
    expect(statSync(underWay, { throwIfNoEntry: false })).toBeDefined();
  });
});
