// Backs the database up every hour while the server runs, when something has changed, and lets old backups go. One that fails
// is told in the log and the metrics; people go on working. Knows when and where, not how a backup is made.
import type { Result } from '../src/lib/contract/errors.ts';
import { describeError } from './error-report.ts';
import {
  backupFileAt,
  freeBytes,
  listBackups,
  prepareBackupFolder,
  removeSuperseded,
  type Retention,
} from './store/backup-files.ts';
import type { Log } from './sync/sync-observer.ts';

export type BackupOutcome = 'done' | 'unchanged' | 'failed';

export interface BackupObserver {
  backedUp(outcome: BackupOutcome, backup?: { at: number; durationMs: number; bytes: number }): void;
}

interface BackupSource {
  /** Grows with every change. */
  readonly changeCount: number;
  /** What a backup will take, more or less. */
  readonly databaseBytes: number;
  backUp(file: string): Promise<Result<{ bytes: number }>>;
}

interface AutomaticBackupsOptions {
  readonly folder: string;
  readonly source: BackupSource;
  readonly retention: Retention;
  readonly timing: BackupTiming;
  readonly log: Log;
  readonly observer: BackupObserver;
  readonly now: () => number;
  readonly freeBytes?: (folder: string) => number;
}

export interface BackupTiming {
  readonly everyMs: number;
  /** After a start people come back first. */
  readonly firstAfterMs: number;
}

export const productionBackupTiming: BackupTiming = { everyMs: 60 * 60 * 1000, firstAfterMs: 60_000 };

/** OP5: left for the database itself; a backup must never be what fills its disk. */
const sparedBytes = 64 * 1024 * 1024;

export class AutomaticBackups {
  readonly #options: AutomaticBackupsOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;
  /** Null: nothing is known of what is newer than the last backup. */
  #backedUpChanges: number | null = null;
  #isStopped = false;

  constructor(options: AutomaticBackupsOptions) {
    this.#options = options;
  }

  start(): void {
    const { retention, folder, now } = this.#options;
    const { everyMs, firstAfterMs } = this.#options.timing;
    if (retention.hourly + retention.daily + retention.monthly === 0) return;
    const newest = this.#newest(folder);
    // The clock may have been ahead when the newest was made.
    const due = newest === null ? 0 : Math.min(everyMs, newest + everyMs - now());
    this.#wait(Math.max(firstAfterMs, due));
  }

  /** OP4: one that is under way is the one that is asked for. */
  run(): Promise<void> {
    this.#running ??= this.#backUp().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #wait(delayMs: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      void this.run().then(() => this.#wait(this.#options.timing.everyMs));
    }, delayMs);
    this.#timer.unref();
  }

  async #backUp(): Promise<void> {
    const { source, folder, retention, log, observer, now } = this.#options;
    const changes = source.changeCount;
    if (changes === this.#backedUpChanges) return observer.backedUp('unchanged');
    const at = now();
    const startedAt = performance.now();
    try {
      prepareBackupFolder(folder);
      const free = (this.#options.freeBytes ?? freeBytes)(folder);
      if (free < source.databaseBytes + sparedBytes) {
        observer.backedUp('failed');
        return log.error({ free, needed: source.databaseBytes + sparedBytes }, 'no room for a backup');
      }
      const done = await source.backUp(backupFileAt(folder, at));
      if (!done.ok) {
        observer.backedUp('failed');
        return log.error({ code: done.code }, 'a backup failed');
      }
      this.#backedUpChanges = changes;
      const durationMs = Math.round(performance.now() - startedAt);
      observer.backedUp('done', { at, durationMs, ...done.value });
      log.info({ ...done.value, durationMs }, 'backed up');
      removeSuperseded(folder, retention);
    } catch (error) {
      // Its process was ended with the server.
      if (this.#isStopped) return;
      observer.backedUp('failed');
      log.error({ err: describeError(error) }, 'a backup failed');
    }
  }

  #newest(folder: string): number | null {
    try {
      return listBackups(folder)[0]?.at ?? null;
    } catch (error) {
      this.#options.log.error({ err: describeError(error) }, 'the backups cannot be listed');
      return null;
    }
  }
}
