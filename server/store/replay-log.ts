// The one way from stored bytes to a document: the snapshot, then every update after it in order. The room, the export and
// `doctor` all read through here, so that what is examined is what people see.
import * as Y from 'yjs';
import type { StoredUpdate } from './ports.ts';

export interface ReplayableLog {
  readonly snapshot: Uint8Array;
  readonly snapshotSeq: number;
  /** The updates after the snapshot, in order of seq. */
  readonly updates: readonly StoredUpdate[];
}

/**
 * Null when all of it is in `doc` now, else the seq that Yjs could not take. `onUpdate` is called after each update, when
 * the document is as it was at that seq. Only for bytes whose checksum was compared: others can cost gigabytes.
 */
export function replayLog(
  doc: Y.Doc,
  { snapshot, snapshotSeq, updates }: ReplayableLog,
  onUpdate?: (seq: number) => void,
): number | null {
  let seq = snapshotSeq;
  let isWhole = false;
  // In one transaction: thousands of small ones take several times as long.
  doc.transact(() => {
    isWhole = isTaken(doc, snapshot);
    for (const update of updates) {
      if (!isWhole) return;
      seq = update.seq;
      isWhole = isTaken(doc, update.bytes);
      if (isWhole) onUpdate?.(seq);
    }
  });
  return isWhole ? null : seq;
}

function isTaken(doc: Y.Doc, update: Uint8Array): boolean {
  try {
    Y.applyUpdate(doc, update);
  } catch (error) {
    // Bytes that are ours and yet no update: a bug wrote them. The caller names the place.
    if (error instanceof Error) return false;
    throw error;
  }
  // An update that waits for one that never came changes nothing, silently.
  return doc.store.pendingStructs === null && doc.store.pendingDs === null;
}
