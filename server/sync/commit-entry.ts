// What waits in a room for its commit: frames, commands, changes of the plan's own facts; and how a batch of them becomes
// one commit. Writes nothing and tells nobody.
import * as Y from 'yjs';
import type { LeaseId, RowId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { Row } from '../../src/lib/contract/rows.ts';
import { readCell } from '../../src/lib/document/read.ts';
import type { Frame, LostCell } from '../../src/lib/protocol/messages.ts';
import { mergeContents } from '../../src/lib/protocol/merge-updates.ts';
import type { UpdateContent } from '../../src/lib/protocol/update-reader.ts';
import type { AuditEntry, Commit, CommandAudit, Signing } from '../store/ports.ts';
import type { CheckedFrame } from './check.ts';
import type { RoomPeer } from './room-peer.ts';

export interface FrameEntry {
  readonly kind: 'frame';
  readonly peer: RoomPeer;
  readonly frame: number;
  readonly update: Uint8Array;
  readonly contents: readonly UpdateContent[];
  readonly audit: readonly AuditEntry[];
  readonly lost: readonly LostCell[];
  /** What somebody else wrote and this frame's author had not seen, by the client id that wrote it. */
  readonly overtaken: ReadonlyMap<number, readonly LostCell[]>;
}

export interface CommandEntry {
  readonly kind: 'command';
  readonly update: Uint8Array;
  readonly rows: readonly Row[];
  readonly audit: CommandAudit;
  readonly settle: (isCommitted: boolean) => void;
}

/** One of the plan's own facts: its phase, its organisations. */
export interface PlanEntry {
  readonly kind: 'plan';
  readonly update: Uint8Array;
  readonly rows: readonly Row[];
  readonly audit: readonly AuditEntry[];
  readonly signing: Signing | null;
}

export type Entry = FrameEntry | CommandEntry | PlanEntry;

/** Below it, what was typed and what was received are the same moment to people: a slow line, a server that restarts. */
const heldWorthTellingMs = 60_000;
/** Beyond it the device's clock was wrong: nobody is told a moment that makes no sense. */
const longestHeldMs = 366 * 24 * 3_600_000;

/** A frame that was applied to `doc`. `before` is what its cells held then. */
export function frameEntry(
  doc: Y.Doc,
  peer: RoomPeer,
  { frame, gesture, gestureId, heldMs }: Frame,
  { update, contents, writes, unseen }: CheckedFrame,
  before: ReadonlyMap<string, Scalar | null>,
  at: number,
): FrameEntry {
  const madeAt = heldMs < heldWorthTellingMs || heldMs > longestHeldMs ? null : at - heldMs;
  const lost: LostCell[] = [];
  const overtaken = new Map<number, LostCell[]>();
  const audit = writes.flatMap(({ key, value }): AuditEntry[] => {
    // PR6: Yjs orders concurrent writes by its own rule, so an accepted write may already have lost.
    const kept = readCell(doc, key);
    if (kept !== value) lost.push({ key, mine: value, kept });
    const old = before.get(key) ?? null;
    const about = { at, madeAt, userId: peer.user.id, gestureId, gesture, key, before: old };
    const other = unseen.get(key);
    const isOver = other !== undefined && kept === value && old !== value;
    if (isOver) overtaken.set(other, [...(overtaken.get(other) ?? []), { key, mine: old, kept }]);
    const entry = { ...about, after: value, kept: kept === value, unseen: isOver };
    // A frame that no honest tab makes can lose and yet empty the cell: the history tells what was left.
    if (kept === value || kept === old) return [entry];
    return [entry, { ...about, after: kept, kept: true, unseen: false }];
  });
  return { kind: 'frame', peer, frame, update, contents, audit, lost, overtaken };
}

/** The batch as one transaction of the store. */
export function commitOf(batch: readonly Entry[], place: Pick<Commit, 'planId' | 'epoch' | 'at'>): Commit {
  const lastFrames = new Map<LeaseId, number>();
  for (const entry of batch) if (entry.kind === 'frame') lastFrames.set(entry.peer.lease.id, entry.frame);
  const commands = batch.filter((entry) => entry.kind === 'command');
  const signing = batch.flatMap((entry) => (entry.kind === 'plan' ? (entry.signing ?? []) : []))[0] ?? null;
  return {
    ...place,
    update: mergedUpdate(batch),
    audit: batch.flatMap((entry) => (entry.kind === 'command' ? [] : entry.audit)),
    leaseFrames: [...lastFrames].map(([leaseId, frame]) => ({ leaseId, frame })),
    rows: lastOfEachRow(batch.flatMap((entry) => (entry.kind === 'frame' ? [] : entry.rows))),
    commands: commands.map((entry) => entry.audit),
    ...(signing === null ? {} : { signing }),
  };
}

/** Who wrote all of the batch, when it was one tab alone. */
export function soleAuthor(batch: readonly Entry[]): RoomPeer | null {
  const [first] = batch;
  if (first?.kind !== 'frame') return null;
  return batch.every((entry) => entry.kind === 'frame' && entry.peer === first.peer) ? first.peer : null;
}

function mergedUpdate(batch: readonly Entry[]): Uint8Array {
  const [only] = batch;
  if (batch.length === 1 && only !== undefined) return only.update;
  const frames = batch.flatMap((entry) => (entry.kind === 'frame' ? entry : []));
  const merged =
    frames.length === batch.length ? mergeContents(frames.flatMap(({ contents }) => contents)) : null;
  // What the server projects is no flat map: Yjs merges that.
  return merged ?? Y.mergeUpdates(batch.map((entry) => entry.update));
}

function lastOfEachRow(rows: readonly Row[]): Row[] {
  return [...new Map<RowId, Row>(rows.map((row) => [row.id, row])).values()];
}
