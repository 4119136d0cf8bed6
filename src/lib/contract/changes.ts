// What changed in a plan since a moment, as the server tells it from its history. Times are milliseconds since 1970.
import type { Command } from './commands.ts';
import type { CellKey, RowId } from './ids.ts';
import type { Scalar } from './kinds.ts';

export interface CellChangeSince {
  readonly key: CellKey;
  /** At the moment; null was empty. */
  readonly before: Scalar | null;
  readonly after: Scalar | null;
  /** Of the last write, by whom it was made. */
  readonly at: number;
  readonly name: string;
  readonly isYou: boolean;
  /** Writes since. */
  readonly count: number;
}

export interface RowChangeSince {
  readonly rowId: RowId;
  readonly change: 'added' | 'archived' | 'restored' | 'moved' | 'renamed' | 'aggregated' | 'assigned';
  readonly at: number;
  readonly name: string;
  readonly isYou: boolean;
  /** The axis that an action left; null for every other change. */
  readonly fromAxis: number | null;
  /** What undoes it. */
  readonly inverse: Command;
}

export interface ChangesSince {
  readonly since: number;
  /** Cells that hold their value of then again are left out. The newest first. */
  readonly cells: readonly CellChangeSince[];
  /** Each change, the last made first. */
  readonly rows: readonly RowChangeSince[];
  /** There are more cells than can be told. */
  readonly isCut: boolean;
}

export interface Moments {
  /** The end of one's visit before this one; null in the first. */
  readonly lastVisit: number | null;
  /** ISO days of the committees that were held, the last first. */
  readonly committees: readonly { readonly day: string; /** Its end, in Paris. */ readonly at: number }[];
  /** Those that somebody gave a name, the last first. */
  readonly named: readonly NamedMoment[];
}

export interface NamedMoment {
  readonly id: string;
  readonly at: number;
  readonly name: string;
}
