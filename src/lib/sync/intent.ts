// The intent: an edit kept on this device until the server has it on disk, with what its author had seen. Shapes only.
import type { CellKey, GestureId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Conflict, RefusedEdit } from './session.ts';

export interface IntentCell {
  readonly key: CellKey;
  readonly value: Scalar | null;
  /** What the cell held on the author's screen just before. */
  readonly seen: Scalar | null;
}

export interface Intent {
  /** The gesture's id, and its part when it takes several frames. */
  readonly id: string;
  /** The tab that answers for it: only its owner sends it. */
  readonly tab: string;
  readonly gestureId: GestureId;
  readonly gesture: string;
  /** Order of making: by `at`, then by `sequence` (rising within a tab). */
  readonly at: number;
  readonly sequence: number;
  readonly cells: readonly IntentCell[];
  /** The frame it was last sent as; the server tells whether that frame is on disk. Null: never sent. */
  readonly sent: { readonly leaseId: string; readonly frame: number } | null;
  /** How often the server refused it for a reason that may pass. */
  readonly refusals: number;
}

/** An edit that waits for a person: shown in the tray, never written by itself. */
export type TrayEntry =
  | { readonly id: string; readonly tab: string; readonly kind: 'conflict'; readonly conflict: Conflict }
  | { readonly id: string; readonly tab: string; readonly kind: 'refused'; readonly refused: RefusedEdit };

export function byMaking(a: Intent, b: Intent): number {
  return a.at - b.at || a.sequence - b.sequence || (a.id < b.id ? -1 : 1);
}

export function conflictEntry(tab: string, conflict: Conflict): TrayEntry {
  return { id: `conflict/${conflict.gestureId}/${conflict.key}`, tab, kind: 'conflict', conflict };
}

export function refusedEntry(tab: string, refused: RefusedEdit): TrayEntry {
  return { id: `refused/${refused.gestureId}/${refused.key}`, tab, kind: 'refused', refused };
}
