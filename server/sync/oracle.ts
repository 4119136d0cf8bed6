// Applies a checked update and looks at what it really did. The check reads bytes and predicts; Yjs decides. When the two
// disagree the document in memory is not to be trusted any more: the room drops it and loads it from disk again.
import * as Y from 'yjs';
import { cellsOf } from '../../src/lib/document/layout.ts';
import type { CheckedFrame } from './check.ts';

/** Null when the document changed exactly as the check said, else what was wrong, for the alarm in the log. */
export function applyChecked(
  doc: Y.Doc,
  clientId: number,
  frame: CheckedFrame,
  origin: unknown,
): string | null {
  const authorised = new Set<string>(frame.writes.map((write) => write.key));
  const rootsBefore = doc.share.size;
  let disagreement: string | null = null;
  const watch = (transaction: Y.Transaction): void => {
    disagreement ??= strangeChange(doc, transaction, authorised, clientId, frame.nextClock);
  };
  doc.on('afterTransaction', watch);
  try {
    Y.applyUpdate(doc, frame.update, origin);
  } catch (error) {
    disagreement = `applying threw: ${error instanceof Error ? error.name : 'unknown'}`;
  } finally {
    doc.off('afterTransaction', watch);
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    disagreement ??= 'something is pending';
  if (doc.share.size !== rootsBefore) disagreement ??= 'a new root';
  if (Y.getState(doc.store, clientId) !== frame.nextClock) disagreement ??= 'clock of the lease';
  return disagreement;
}

function strangeChange(
  doc: Y.Doc,
  transaction: Y.Transaction,
  authorised: ReadonlySet<string>,
  clientId: number,
  nextClock: number,
): string | null {
  const cells = cellsOf(doc);
  for (const [type, keys] of transaction.changed) {
    if ((type as unknown) !== cells) return 'a type other than cells changed';
    for (const key of keys)
      if (key === null || !authorised.has(key)) return 'a key that was not authorised changed';
  }
  for (const [client, clock] of transaction.afterState) {
    const expected = client === clientId ? nextClock : (transaction.beforeState.get(client) ?? 0);
    if (clock !== expected) return 'a clock moved';
  }
  return null;
}
