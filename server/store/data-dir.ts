// The data directory: made, checked and owned by one process (design D4). Knows the names of the files in it, not what
// they hold.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { success, type Result } from '../../src/lib/contract/errors.ts';
import { acquireLock, type Lock } from './lock.ts';
import type { OpenFailure } from './sqlite.ts';

export interface DataDir {
  readonly path: string;
  readonly databaseFile: string;
  readonly socketFile: string;
  /** Lets the next owner in. To be called last, after the store is closed. */
  close(): void;
}

export function databaseFileOf(path: string): string {
  return join(path, 'trame.db');
}

/** Of the automatic backups. */
export function backupFolderOf(path: string): string {
  return join(path, 'backups');
}

export function socketFileOf(path: string): string {
  return join(path, 'admin.sock');
}

/** `data_dir_not_writable` or `data_dir_locked` when this process cannot own the directory. */
export function openDataDir(path: string, options: { waitMs?: number } = {}): Result<DataDir, OpenFailure> {
  const probe = join(path, `.write-check-${process.pid}`);
  try {
    makeFolder(path);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    // Whatever the reason (rights, read-only disk, full disk, a file in its place): nothing can be kept here.
    return { ok: false, code: 'data_dir_not_writable', details: [String(error)] };
  }
  const lock = acquireLock(join(path, 'lock.db'), options.waitMs ?? 0);
  if (!lock.ok) return lock;
  return success(new OwnedDataDir(path, lock.value));
}

/** Node's own recursive mkdir never ends where a folder that exists answers « no such file », as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

class OwnedDataDir implements DataDir {
  readonly path: string;
  readonly databaseFile: string;
  readonly socketFile: string;
  readonly #lock: Lock;

  constructor(path: string, lock: Lock) {
    this.path = path;
    this.databaseFile = databaseFileOf(path);
    this.socketFile = socketFileOf(path);
    this.#lock = lock;
  }

  close(): void {
    this.#lock.release();
  }
}
