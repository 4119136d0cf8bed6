// What the live part tells those who watch it: counters and the log. No cell contents, no names, no e-mails pass here.
import type { ErrorCode } from '../../src/lib/contract/errors.ts';

export interface SyncObserver {
  frameRefused(code: ErrorCode): void;
  /** One SQLite transaction of a plan is on disk. */
  committed(commit: { readonly durationMs: number; readonly frames: number; readonly bytes: number }): void;
  commitFailed(): void;
  /** A plan began a new epoch. */
  compacted(durationMs: number): void;
  received(bytes: number): void;
  sent(bytes: number): void;
}

/** The part of pino's logger that is used. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
