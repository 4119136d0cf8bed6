// What an operator asks about the data as a whole: where, how big, how old the last backup is. Says what is; judges nothing.
import { freeBytes, listBackups } from './backup-files.ts';
import { backupFolderOf, type DataDir } from './data-dir.ts';
import { databaseSize } from './database-size.ts';
import { schemaVersion } from './migrations.ts';
import type { PlanSize } from './update-log.ts';

export interface InstanceFacts {
  readonly dataDir: string;
  readonly schemaVersion: number;
  readonly databaseBytes: number;
  readonly walBytes: number;
  readonly freeBytes: number;
  /** Milliseconds since 1970; null: there is no automatic backup. */
  readonly lastBackupAt: number | null;
  readonly backups: number;
  readonly plans: readonly PlanSize[];
}

export function readInstanceFacts(
  { path, databaseFile }: Pick<DataDir, 'path' | 'databaseFile'>,
  plans: readonly PlanSize[],
): InstanceFacts {
  const { database, wal } = databaseSize(databaseFile);
  const backups = listBackups(backupFolderOf(path));
  return {
    dataDir: path,
    schemaVersion,
    databaseBytes: database,
    walBytes: wal,
    freeBytes: freeBytes(path),
    lastBackupAt: backups[0]?.at ?? null,
    backups: backups.length,
    plans,
  };
}
