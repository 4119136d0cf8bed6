// What a paste would do, cell by cell, before anything is written: where each value goes, what stood there, and what is
// doubtful about it. Pure; the preview shows it, and whatever does not fit stands in it with its reason.
import type { CellKey, RowId } from '../../contract/ids.ts';
import type { CellKind, Scalar } from '../../contract/kinds.ts';
import type { TextReason } from '../../contract/parse.ts';
import type { Lock } from '../cell-state.ts';
import type { CellPlace } from '../selection.ts';

/** Why a cell of a paste is shown to the person first. */
export type PasteDoubt =
  /** The cell keeps the text, outside every sum. */
  | { readonly type: 'unreadable'; readonly reason: TextReason }
  /** It cannot be written: derived, a heading, archived, no right. */
  | { readonly type: 'locked'; readonly lock: Lock }
  | { readonly type: 'too_long'; readonly limit: number }
  | { readonly type: 'no_row' }
  | { readonly type: 'no_column' };

export interface PasteEntry {
  /** In the pasted table. */
  readonly sourceRow: number;
  readonly sourceColumn: number;
  /** Null when there is no such row or column. */
  readonly place: CellPlace | null;
  /** Null when nothing can be written there. */
  readonly key: CellKey | null;
  readonly kind: CellKind | null;
  readonly unit: string | null;
  readonly old: Scalar | null;
  /** What would be stored. */
  readonly value: Scalar | null;
  /** What came from the clipboard, as displayed there. */
  readonly text: string;
  readonly doubt: PasteDoubt | null;
}

/** `place`: from the top left cell on. `names`: columns by their headers, rows by action number or label. */
export type PasteMatch = 'place' | 'names';

/** Pasted rows that have no row here, and could become indicators of an action. */
export interface MissingIndicator {
  readonly sourceRow: number;
  readonly ficheId: RowId;
  readonly section: string;
  readonly label: string;
  readonly unit: string | null;
}

export interface PastePlan {
  readonly match: PasteMatch;
  readonly entries: readonly PasteEntry[];
  readonly doubtful: number;
  /** Rows hidden by a filter between the first and the last that are written: they keep their values. */
  readonly hiddenRows: number;
  readonly missing: readonly MissingIndicator[];
  /** True when headers or names are recognised, so that the other way of matching can be chosen. */
  readonly canMatchNames: boolean;
}
