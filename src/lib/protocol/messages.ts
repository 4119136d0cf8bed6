// Trame's own wire messages, beside y-websocket's 0 to 3 (sync, awareness, auth, query awareness). docs/protocol.md tells
// their order and meaning. Sentences never travel: only codes and keys.
import type { ErrorCode } from '../contract/errors.ts';
import type { CellKey, GestureId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';

export const messageSync = 0;
export const messageAwareness = 1;
export const messageQueryAwareness = 3;
/** client -> server: closes frame n; every sync update sent since the last frame message belongs to it. */
export const messageFrame = 100;
/** server -> author: everything up to frame n is on disk. */
export const messageAck = 101;
/** server -> author: frame n was refused whole; the connection is closed with 4409 right after. */
export const messageRefused = 102;
/** server -> client: the plan cannot be written just now (disk full, I/O error), or can again. */
export const messageReadOnly = 103;
/** server -> clients: keeps y-websocket's 30 s watchdog quiet. */
export const messageHeartbeat = 104;
/** server -> client: what this person may do here, before the document and whenever it changes. */
export const messageRights = 105;
/** server -> author: what they wrote, and had acknowledged, was overwritten by somebody who had not seen it. */
export const messageOvertaken = 106;

export interface Frame {
  /** 1, 2, 3… within one lease. */
  readonly frame: number;
  readonly gestureId: GestureId;
  /** What the person did, as a code for the history: `typing`, `paste`, `clear`… */
  readonly gesture: string;
  /** Milliseconds that it waited on its device before it was sent; by duration, since the device's clock may be wrong. */
  readonly heldMs: number;
}

/** A write that was accepted and yet lost against a concurrent one, by Yjs' own order: at once, or to one that came after. */
export interface LostCell {
  readonly key: CellKey;
  readonly mine: Scalar | null;
  readonly kept: Scalar | null;
}

export interface Ack {
  readonly frame: number;
  readonly lost: readonly LostCell[];
}

export interface Refusal {
  readonly frame: number;
  readonly code: ErrorCode;
  /** The cells at fault; empty when the frame as a whole is. */
  readonly cells: readonly CellKey[];
}

/** Close codes: 4400-4499 are final for y-websocket (no retry by itself). */
export const closeCodes = {
  sessionEnded: 4401,
  forbidden: 4403,
  planGone: 4404,
  /** Ask for a new lease and start from a fresh document. */
  documentReset: 4409,
  tooMuch: 4429,
  serverRestart: 1012,
} as const;

/** What `POST /api/plans/:id/lease` answers. */
export interface LeaseGrant {
  readonly leaseId: string;
  readonly clientId: number;
  readonly epoch: number;
  /** Of the lease named in the request: its last frame on disk; 0 when none; null when no lease was named or it is unknown. */
  readonly previousLastFrame: number | null;
}

/** Awareness state of one tab. The server stamps `user`; the client sends only `cell` and `editing`. */
export interface Presence {
  readonly user: { readonly id: string; readonly name: string; readonly color: string };
  readonly cell: CellKey | null;
  readonly editing: boolean;
  /** Corners of what the person has selected, on the grid of their tab; null for a single cell. */
  readonly range: PresenceRange | null;
}

/** Ids of the grid: they mean something only where the same rows and columns are shown. */
export interface PresenceRange {
  readonly from: { readonly rowId: string; readonly columnId: string };
  readonly to: { readonly rowId: string; readonly columnId: string };
}

const idPattern = /^[A-Za-z0-9._@:-]{1,80}$/;

function readPlace(value: unknown): PresenceRange['from'] | null {
  if (typeof value !== 'object' || value === null || !('rowId' in value) || !('columnId' in value))
    return null;
  const { rowId, columnId } = value;
  if (typeof rowId !== 'string' || typeof columnId !== 'string') return null;
  return idPattern.test(rowId) && idPattern.test(columnId) ? { rowId, columnId } : null;
}

/** Null for anything that does not have the shape. */
export function readRange(value: unknown): PresenceRange | null {
  if (typeof value !== 'object' || value === null || !('from' in value) || !('to' in value)) return null;
  const [from, to] = [readPlace(value.from), readPlace(value.to)];
  return from === null || to === null ? null : { from, to };
}

/** Largest awareness state that a tab may send, in bytes of JSON: a cell and two corners of a range take 400. */
export const maxPresenceBytes = 512;
/** With who it is, as the server tells it on. */
export const maxStampedPresenceBytes = 2 * maxPresenceBytes;
/** One ordinary frame. */
export const maxFrameBytes = 64 * 1024;
/** One gesture that writes many cells (paste, restore). */
export const maxGestureBytes = 1024 * 1024;
