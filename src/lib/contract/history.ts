// The history of a plan as the server tells it: who did what, when, from what to what. One line a gesture, a command, a
// signing or a named moment; a page is a stretch of time, the newest first. Times are milliseconds since 1970.
import type { Command } from './commands.ts';
import type { CellKey, RowId, UserId } from './ids.ts';
import type { Scalar } from './kinds.ts';

export interface HistoryAuthor {
  readonly name: string;
  readonly isYou: boolean;
}

export interface HistoryCell {
  readonly key: CellKey;
  /** What the cell held when the write arrived; null is empty. */
  readonly before: Scalar | null;
  readonly after: Scalar | null;
  /** False when a concurrent write won: the cell never showed this one to the others. */
  readonly kept: boolean;
  /** Its author had not seen `before`: whoever wrote that was overtaken. */
  readonly unseen: boolean;
}

/** `author` is null for what an operator did to the whole database. */
export type HistoryEntry = { readonly at: number; readonly author: HistoryAuthor | null } & (
  | {
      readonly type: 'gesture';
      readonly gestureId: string;
      /** A code of `gestures.ts`, as its tab named it. */
      readonly gesture: string;
      /** Typed then, as its device tells, where it waited for the server; null where it came at once. */
      readonly madeAt: number | null;
      /** The first of them, in the order of the gesture. */
      readonly cells: readonly HistoryCell[];
      readonly count: number;
    }
  | {
      readonly type: 'command';
      readonly rowId: RowId;
      readonly command: Command;
      readonly inverse: Command;
    }
  /** `number`: of the version. */
  | { readonly type: 'signing'; readonly number: number }
  | { readonly type: 'moment'; readonly id: string; readonly name: string }
  /** A backup took the place of the plan: its state is of `stateAt`. */
  | { readonly type: 'recovery'; readonly stateAt: number }
);

export type HistoryScope =
  | { readonly type: 'plan' }
  /** Of an action with all of its rows. */
  | { readonly type: 'row'; readonly rowId: RowId }
  | { readonly type: 'cell'; readonly key: CellKey };

export interface HistoryQuery {
  readonly scope: HistoryScope;
  readonly personId: UserId | null;
  readonly columnId: string | null;
  /** From this moment on, it included. */
  readonly from: number | null;
  /** Until this moment, it excluded: also where the next page begins. */
  readonly until: number | null;
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** The `until` of the next page; null at the beginning of the plan. A page may be empty and yet have a next one. */
  readonly next: number | null;
}

export interface HistoryPerson {
  readonly id: UserId;
  readonly name: string;
}

export const noHistoryFilter = { personId: null, columnId: null, from: null, until: null } as const;

/** A write of one's own that never stood, because a concurrent one won. */
export interface LostWrite {
  readonly gestureId: string;
  readonly key: CellKey;
  readonly mine: Scalar | null;
}
