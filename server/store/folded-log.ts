// A plan's log as one snapshot, made of what is on disk and of nothing else: what only memory holds never gets into one.
import * as Y from 'yjs';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import type { LoadedPlan } from './ports.ts';
import { replayLog } from './replay-log.ts';

export interface FoldedLog {
  readonly epoch: number;
  /** Of the last update that it holds. */
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** Throws when the log cannot be replayed: what is damaged is never folded. */
export function foldLog({ plan, epoch, ...log }: LoadedPlan): FoldedLog {
  const doc = new Y.Doc();
  const brokenSeq = replayLog(doc, log);
  if (brokenSeq !== null) throw new Error(`plan ${plan.id}: update ${brokenSeq} cannot be replayed`);
  const bytes = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return { epoch, seq: log.updates.at(-1)?.seq ?? log.snapshotSeq, bytes };
}

/** Folds the log of a plan as it is on disk; null when the server stops. */
export type LogFolder = (planId: PlanId) => Promise<FoldedLog | null>;

/** As one process hands it to another: a line about the snapshot, then its bytes. */
export function formatFolded({ bytes, ...about }: FoldedLog): readonly Uint8Array[] {
  return [Buffer.from(`${JSON.stringify(about)}\n`), bytes];
}

export function parseFolded(printed: Buffer): FoldedLog {
  const end = printed.indexOf('\n');
  const about = JSON.parse(printed.toString('utf8', 0, end)) as Omit<FoldedLog, 'bytes'>;
  return { ...about, bytes: printed.subarray(end + 1) };
}
