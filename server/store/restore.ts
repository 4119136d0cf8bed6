// Puts a backup in the place of the database, while no server runs. The present one is kept beside it under another name. The
// one step that changes which of the two is in place is a rename; whatever happens before or after it, one of them opens.
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as Y from 'yjs';
import { encodeFresh } from '../../src/lib/document/encode-fresh.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import { momentInName } from './backup-files.ts';
import { isTrameDatabase, openDatabase } from './database.ts';
import { replayLog } from './replay-log.ts';
import { isSqliteError, type Database } from './sqlite.ts';
import { Store } from './store.ts';
import { syncDirectory } from './sync-directory.ts';

export interface Restored {
  /** When the backup was taken. */
  readonly stateAt: number;
  readonly plans: number;
  /** Where the database is that was there; null when there was none. */
  readonly keptAs: string | null;
}

type RestoreResult =
  | { readonly ok: true; readonly value: Restored }
  | {
      readonly ok: false;
      readonly code:
        | 'file_missing'
        | 'backup_in_place'
        | 'backup_foreign'
        | 'backup_damaged'
        | 'backup_too_new'
        | 'data_dir_not_writable';
      readonly details: readonly string[];
    };

/** In order. Tests look at what a crash after each would leave. */
export type RestoreStep = 'folded' | 'copied' | 'prepared' | 'kept' | 'withdrawn' | 'cleared' | 'placed';

interface RestoreOptions {
  readonly now: number;
  readonly afterStep?: (step: RestoreStep) => void;
}

/** To be called by the owner of the data directory only. */
export async function restore(
  databaseFile: string,
  backup: string,
  { now, afterStep = () => undefined }: RestoreOptions,
): Promise<RestoreResult> {
  if (!existsSync(backup)) return { ok: false, code: 'file_missing', details: [] };
  if (!statSync(backup).isFile()) return { ok: false, code: 'backup_foreign', details: [] };
  // The database itself would be « restored » to what it is, and every browser sent away for it.
  if (existsSync(databaseFile) && realpathSync(backup) === realpathSync(databaseFile))
    return { ok: false, code: 'backup_in_place', details: [] };
  const next = `${databaseFile.replace(/\.db$/, '')}.restoring`;
  try {
    if (!isTrameDatabase(backup)) return { ok: false, code: 'backup_foreign', details: [] };
    const present = foldPresent(databaseFile);
    afterStep('folded');
    copyAlone(backup, next);
    afterStep('copied');
    const prepared = await prepare(next, present, backup, now);
    if (!prepared.ok) return prepared;
    if (!isOneFile(next)) return { ok: false, code: 'data_dir_not_writable', details: [`${next}-wal`] };
    for (const file of companionsOf(next)) rmSync(file);
    syncFile(next);
    afterStep('prepared');
    const keptAs = existsSync(databaseFile) ? keepAside(databaseFile, present, now) : null;
    afterStep('kept');
    if (keptAs !== null && !present.isSound) withdraw(databaseFile);
    afterStep('withdrawn');
    for (const file of companionsOf(databaseFile)) rmSync(file);
    afterStep('cleared');
    renameSync(next, databaseFile);
    syncDirectory(dirname(databaseFile));
    afterStep('placed');
    return { ok: true, value: { ...prepared.value, keptAs } };
  } catch (error) {
    if (error instanceof Error && ('syscall' in error || isSqliteError(error, 'SQLITE_FULL', 'SQLITE_IOERR')))
      return { ok: false, code: 'data_dir_not_writable', details: [error.message] };
    throw error;
  } finally {
    for (const file of [next, ...companionsOf(next)]) rmSync(file, { force: true });
  }
}

/** What a file that was put aside is made of: a backup is one file, a database that was in use has its log beside it. */
function copyAlone(backup: string, next: string): void {
  for (const file of [next, ...companionsOf(next)]) rmSync(file, { force: true });
  for (const suffix of ['', '-wal']) {
    if (!existsSync(backup + suffix)) continue;
    copyFileSync(backup + suffix, next + suffix);
    chmodSync(next + suffix, 0o600);
    syncFile(next + suffix);
  }
}

/** Examined, and every plan in an epoch that no tab can have heard of. The backup itself is never written. */
async function prepare(next: string, present: Present, backup: string, now: number): Promise<RestoreResult> {
  const opened = openDatabase(next);
  if (!opened.ok) {
    const code = opened.code === 'database_too_new' ? 'backup_too_new' : 'backup_damaged';
    return { ok: false, code, details: opened.details };
  }
  const store = new Store(opened.value, () => now);
  try {
    const { problems } = await store.examine();
    if (problems.length > 0)
      return { ok: false, code: 'backup_damaged', details: problems.map((one) => JSON.stringify(one)) };
    const stateAt = store.recoveries.backupMoment() ?? Math.round(statSync(backup).mtimeMs);
    const planIds = store.plans.ids();
    // Above what the lost future can have reached: an epoch takes seconds to fill, and every restore begins at its second.
    const epoch = Math.max(Math.floor(now / 1000), present.highestEpoch, highestEpochIn(opened.value)) + 1;
    store.transaction(() => {
      store.recoveries.forgetBackupMoment();
      for (const planId of planIds) {
        beginAnew(store, planId, epoch);
        store.recoveries.add(planId, epoch, { at: now, stateAt });
      }
    });
    return { ok: true, value: { stateAt, plans: planIds.length, keptAs: null } };
  } finally {
    store.close();
  }
}

function beginAnew(store: Store, planId: ReturnType<Store['plans']['ids']>[number], epoch: number): void {
  const loaded = store.planStore.load(planId);
  const doc = new Y.Doc();
  if (!loaded.ok || replayLog(doc, loaded.value) !== null) throw new Error(`plan ${planId} was sound before`);
  const { plan, rows, cells } = readDocument(doc);
  doc.destroy();
  const writes = [...cells].map(([key, value]) => ({ key, value }));
  const end = {
    epoch: loaded.value.epoch,
    lastSeq: loaded.value.updates.at(-1)?.seq ?? loaded.value.snapshotSeq,
  };
  store.planStore.startEpoch(planId, end, epoch, encodeFresh({ plan, rows: rows.values(), cells: writes }));
  store.planStore.forgetOldEpochs(planId);
}

interface Present {
  /** Folded into its one file; else there is none, or one that does not open and is not touched. */
  readonly isSound: boolean;
  readonly highestEpoch: number;
}

function foldPresent(databaseFile: string): Present {
  const opened = existsSync(databaseFile) ? openDatabase(databaseFile) : null;
  if (opened?.ok !== true) return { isSound: false, highestEpoch: 0 };
  let highestEpoch: number;
  try {
    highestEpoch = highestEpochIn(opened.value);
  } finally {
    opened.value.close();
  }
  return { isSound: isOneFile(databaseFile), highestEpoch };
}

/** Whoever closes a database last folds its log; SQLite does not say when it could not. */
function isOneFile(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function highestEpochIn(database: Database): number {
  return database.prepare<[], number | null>('SELECT max(epoch) FROM plans').pluck().get() ?? 0;
}

/** Returns its new name. A damaged one is kept as it is, with its log. */
function keepAside(databaseFile: string, { isSound }: Present, now: number): string {
  const kept = join(dirname(databaseFile), `trame-before-restore-${momentInName(now)}.db`);
  linkOrCopy(databaseFile, kept);
  if (!isSound)
    for (const file of companionsOf(databaseFile)) linkOrCopy(file, kept + file.slice(databaseFile.length));
  syncDirectory(dirname(databaseFile));
  return kept;
}

function linkOrCopy(file: string, copy: string): void {
  try {
    linkSync(file, copy);
  } catch (error) {
    // File systems without hard links.
    if (!(error instanceof Error && 'code' in error) || error.code === 'EEXIST') throw error;
    copyFileSync(file, copy);
    chmodSync(copy, 0o600);
    syncFile(copy);
  }
}

/**
 * Without its log and what vouches for it, a damaged database may open as an older state of itself. An empty file in its place
 * never does (ST12), and stays until the backup is there.
 */
function withdraw(databaseFile: string): void {
  const empty = `${databaseFile.replace(/\.db$/, '')}.withdrawn`;
  rmSync(empty, { force: true });
  closeSync(openSync(empty, 'wx', 0o600));
  renameSync(empty, databaseFile);
  syncDirectory(dirname(databaseFile));
}

/** SQLite's log and index, and what else is kept about the state of this one file: none of it is true of another one. */
function companionsOf(file: string): readonly string[] {
  const folder = dirname(file);
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${basename(file)}-`))
    .map((name) => join(folder, name));
}

function syncFile(file: string): void {
  const descriptor = openSync(file, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
