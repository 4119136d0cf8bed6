// What the screen may ask of the live connection to one plan. Plain TypeScript: state/ turns it into runes.
import type { CellKey, GestureId, PlanId } from '../contract/ids.ts';
import type { ErrorCode } from '../contract/errors.ts';
import type { LostWrite } from '../contract/history.ts';
import type { GestureName } from '../contract/gestures.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Rights } from '../contract/permissions.ts';
import type { EditWrite } from '../document/apply.ts';
import type { DocumentContent } from '../document/read.ts';
import type { CellChange } from '../document/observe.ts';
import type { PresenceRange } from '../protocol/messages.ts';
import type { OwnPresence } from './presence.ts';
import type { Direction, Step, StepAnswer, StepCells, StepCommand, StepPart } from './step.ts';

/** Connection and save state in one tagged union; the words are in i18n (`workspace.save`). */
export type SaveState =
  | { readonly state: 'opening' }
  | { readonly state: 'saved' }
  /** `count` gestures not yet acknowledged; after a return, of the `total` that had waited. Else `total` is null. */
  | { readonly state: 'saving'; readonly count: number; readonly total: number | null }
  /** `since`: when the line broke, or the page opened without one. */
  | { readonly state: 'offline'; readonly count: number; readonly since: number }
  /** The server cannot write just now; edits wait here. */
  | { readonly state: 'read_only'; readonly count: number }
  /** Final: signed out, no right any more, plan gone. */
  | { readonly state: 'ended'; readonly code: ErrorCode; readonly count: number };

/** Somebody else in the plan, one per tab. */
export interface Peer {
  readonly clientId: number;
  readonly userId: string;
  readonly name: string;
  readonly color: string;
  readonly cell: CellKey | null;
  readonly editing: boolean;
  readonly range: PresenceRange | null;
}

/** An edit (made offline, typed meanwhile, or lost in a tie) whose cell has another value now: shown, never overwritten silently. */
export interface Conflict {
  readonly gestureId: GestureId;
  readonly key: CellKey;
  readonly mine: Scalar | null;
  /** What the cell held when its author typed. */
  readonly seen: Scalar | null;
  readonly theirs: Scalar | null;
  readonly at: number;
}

/** An edit that the server refused; its text is kept. */
export interface RefusedEdit {
  readonly gestureId: GestureId;
  readonly key: CellKey;
  readonly mine: Scalar | null;
  /** What the cell held when its author typed. */
  readonly seen: Scalar | null;
  readonly code: ErrorCode;
  readonly at: number;
}

export interface SessionChange {
  readonly cells: readonly CellChange[];
  readonly rowsChanged: boolean;
  readonly planChanged: boolean;
  /** True when this tab's own gesture caused it. */
  readonly local: boolean;
}

export interface PlanSession {
  readonly planId: PlanId;
  /** The present state, kept up to date in place: read it any time, never write it. */
  readonly content: DocumentContent;
  readonly save: SaveState;
  /** The moment of the copy that the content is of; null once the server has given it. */
  readonly copyAt: number | null;
  /** As the server last said; null until it has. */
  readonly rights: Rights | null;
  readonly peers: readonly Peer[];
  readonly conflicts: readonly Conflict[];
  readonly refused: readonly RefusedEdit[];
  /** Edits that the server does not have on disk, whatever the state: leaving warns while it is not 0. */
  readonly unsent: number;
  /** One's own steps in this plan: what Ctrl+Z takes back, latest first, and what Ctrl+Y makes again. */
  readonly history: { readonly undo: readonly Step[]; readonly redo: readonly Step[] };
  /** False when this device cannot keep edits (private window, disk full): closing the page would lose the unsent ones. */
  readonly isDurable: boolean;

  /**
   * One gesture: applied at once on this screen, kept until the server has it on disk. Works offline. A write whose cell holds
   * something else than its author had seen becomes a conflict instead (I9). `commands`: acts on rows of the same gesture,
   * done already, which go back with it.
   */
  edit(gesture: GestureName, writes: readonly EditWrite[], commands?: readonly StepCommand[]): void;
  /** An act on a row that the server has done. */
  record(command: StepCommand): void;
  /**
   * Writes the cells of a step of one's own history, there or back (I7). A cell that somebody has changed since is written
   * over (`restore`) or leaves the step (`keep`) where it still holds what the person was shown (I9); else it is `left`.
   */
  writeStep(step: Step, direction: Direction, answer: StepAnswer): StepCells;
  /**
   * The step was taken back or made again, its acts on rows included: it goes to the other side of the history. What of it
   * was not, the `rest`, stays as a step of its own, which is returned.
   */
  stepTaken(step: Step, direction: Direction, rest?: StepPart): Step | null;
  setPresence(presence: OwnPresence): void;
  /** `mine` writes my values again, as one new gesture; `theirs` lets them go. What came since is a conflict anew (I9). */
  resolveConflicts(conflicts: readonly Conflict[], choice: 'mine' | 'theirs'): void;
  dismissRefused(edit: RefusedEdit): void;
  /** Writes of this person that never stood, as the history says; shown where the cell holds something else now. */
  showLost(writes: readonly LostWrite[]): void;

  /** Data changes. A listener is told after `content` has changed. Each returns its unsubscribe function. */
  onChange(listener: (change: SessionChange) => void): () => void;
  /**
   * Gestures that are on the server's disk, of which a broken line took the acknowledgement: whether one of their cells lost a
   * tie is in the history alone.
   */
  onAckMissed(listener: (gestureIds: readonly GestureId[]) => void): () => void;
  /** Anything of `save`, `copyAt`, `rights`, `peers`, `conflicts`, `refused`, `unsent`, `history`, `isDurable`. */
  onState(listener: () => void): () => void;
  /** Closes the connection; unsent intents stay in IndexedDB. */
  destroy(): void;
}
