// What the database takes on disk.
import { statSync } from 'node:fs';

export interface DatabaseSize {
  readonly database: number;
  /** Grows under load and between two checkpoints; one that never shrinks is a reader that never ends. */
  readonly wal: number;
}

export function databaseSize(file: string): DatabaseSize {
  return { database: sizeOf(file), wal: sizeOf(`${file}-wal`) };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
