// Looks for damage in a whole database: SQLite's own check, every checksum, and whether replaying a plan's log gives its
// snapshot (I3) and the rows of the table. Finds and names; repairs nothing.
import { isDeepStrictEqual } from 'node:util';
import * as Y from 'yjs';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { readDocument, type DocumentContent } from '../../src/lib/document/read.ts';
import { Audit } from './audit.ts';
import { Contracts } from './contracts.ts';
import { Plans } from './plans.ts';
import type { LogEnd } from './ports.ts';
import { replayLog } from './replay-log.ts';
import type { HistoryTable } from './row-checksum.ts';
import { Rows } from './rows.ts';
import { integrityProblems, type Database } from './sqlite.ts';
import { type StoredBlob, UpdateLog } from './update-log.ts';
import { Versions } from './versions.ts';

/** The words are in i18n (`operations.doctor`). */
export type DoctorProblem =
  | { readonly kind: 'integrity'; readonly detail: string }
  | { readonly kind: 'reference'; readonly detail: string }
  /** ST20, ST21: what the files hold is not what was written. */
  | { readonly kind: 'file_damaged'; readonly detail: string }
  | { readonly kind: 'history_damaged'; readonly table: HistoryTable; readonly id: number }
  | { readonly kind: 'update_damaged' | 'snapshot_damaged'; readonly planId: PlanId; readonly seq: number }
  | { readonly kind: 'version_damaged'; readonly planId: PlanId; readonly number: number }
  | { readonly kind: 'log_gap'; readonly planId: PlanId; readonly seq: number }
  | { readonly kind: 'snapshot_missing'; readonly planId: PlanId }
  | { readonly kind: 'replay_failed'; readonly planId: PlanId; readonly seq: number }
  /** The log replayed up to there is not what the snapshot says. */
  | { readonly kind: 'replay_differs'; readonly planId: PlanId; readonly seq: number }
  | { readonly kind: 'row_differs'; readonly planId: PlanId; readonly rowId: string }
  | { readonly kind: 'plan_differs'; readonly planId: PlanId };

export interface DoctorReport {
  readonly plans: number;
  readonly snapshots: number;
  readonly updates: number;
  readonly rows: number;
  readonly problems: readonly DoctorProblem[];
}

export interface ExaminedTables {
  readonly plans: Plans;
  readonly rows: Rows;
  readonly log: UpdateLog;
  readonly versions: Versions;
  readonly audit: Audit;
  /** Null for a copy, which nothing beside it vouches for. */
  readonly files: { examineFiles(): readonly string[] } | null;
}

/** On a connection that does nothing else. */
export function examinedTables(database: Database): ExaminedTables {
  return {
    plans: new Plans(database, new Contracts(database)),
    rows: new Rows(database),
    log: new UpdateLog(database),
    versions: new Versions(database),
    audit: new Audit(database),
    files: null,
  };
}

/** Some milliseconds of work, between which others have theirs. */
const historyRowsAtOnce = 1_000;

export async function examine(database: Database, tables: ExaminedTables): Promise<DoctorReport> {
  const problems: DoctorProblem[] = integrityProblems(database, 'integrity_check').map((detail) => ({
    kind: 'integrity',
    detail,
  }));
  for (const detail of tables.files?.examineFiles() ?? []) problems.push({ kind: 'file_damaged', detail });
  const broken = database.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
  for (const { table, rowid, parent } of broken) {
    problems.push({ kind: 'reference', detail: `${table} ${rowid} -> ${parent}` });
  }
  let [snapshots, updates, rows] = [0, 0, 0];
  const planIds = tables.plans.ids();
  for (const planId of planIds) {
    const examined = examinePlan(tables, planId);
    snapshots += examined.snapshots;
    updates += examined.updates;
    rows += examined.rows;
    problems.push(...examined.problems);
    for (const { number } of tables.versions.ofPlan(planId))
      if (!tables.versions.content(planId, number).ok)
        problems.push({ kind: 'version_damaged', planId, number });
    // People go on editing while a running server is examined.
    await others();
  }
  for (const table of ['audit', 'command_audit'] as const) {
    for (let afterId: number | null = Number.MIN_SAFE_INTEGER; afterId !== null;) {
      const { ids, lastId } = tables.audit.damaged(table, afterId, historyRowsAtOnce);
      for (const id of ids) problems.push({ kind: 'history_damaged', table, id });
      afterId = lastId;
      await others();
    }
  }
  return { plans: planIds.length, snapshots, updates, rows, problems };
}

const others = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function examinePlan(tables: ExaminedTables, planId: PlanId): Omit<DoctorReport, 'plans'> {
  const record = tables.plans.byId(planId);
  if (record === null) throw new Error(`plan ${planId} vanished`);
  const rows = tables.rows.ofPlan(planId);
  const snapshots = tables.log.snapshots(planId, record.log.epoch);
  const first = snapshots[0];
  if (first === undefined) {
    return { snapshots: 0, updates: 0, rows: rows.length, problems: [{ kind: 'snapshot_missing', planId }] };
  }
  const updates = tables.log.updatesAfter(planId, record.log.epoch, first.seq);
  const counts = { snapshots: snapshots.length, updates: updates.length, rows: rows.length };

  const problems = blobProblems(planId, record.log, snapshots, updates);
  // Bytes that are not ours are never fed to Yjs: an altered length can cost gigabytes.
  if (problems.length > 0) return { ...counts, problems };

  const replayed = replay(planId, first, snapshots.slice(1), updates);
  if (replayed.content === null) return { ...counts, problems: replayed.problems };
  problems.push(...replayed.problems);
  const projected = replayed.content.rows;
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const rowId of new Set([...known.keys(), ...projected.keys()])) {
    if (!isDeepStrictEqual(known.get(rowId), projected.get(rowId))) {
      problems.push({ kind: 'row_differs', planId, rowId });
    }
  }
  if (!isDeepStrictEqual(record.plan, replayed.content.plan)) problems.push({ kind: 'plan_differs', planId });
  return { ...counts, problems };
}

function blobProblems(
  planId: PlanId,
  log: LogEnd,
  snapshots: readonly StoredBlob[],
  updates: readonly StoredBlob[],
): DoctorProblem[] {
  const problems: DoctorProblem[] = [];
  for (const { seq, isSound } of snapshots)
    if (!isSound) problems.push({ kind: 'snapshot_damaged', planId, seq });
  for (const { seq, isSound } of updates)
    if (!isSound) problems.push({ kind: 'update_damaged', planId, seq });
  let expected = (snapshots[0]?.seq ?? 0) + 1;
  for (const { seq } of updates) {
    for (; expected < seq; expected += 1) problems.push({ kind: 'log_gap', planId, seq: expected });
    expected = seq + 1;
  }
  for (; expected <= log.lastSeq; expected += 1) problems.push({ kind: 'log_gap', planId, seq: expected });
  return problems;
}

function replay(
  planId: PlanId,
  first: StoredBlob,
  later: readonly StoredBlob[],
  updates: readonly StoredBlob[],
): { content: DocumentContent | null; problems: DoctorProblem[] } {
  const problems: DoctorProblem[] = [];
  const doc = new Y.Doc();
  try {
    const log = { snapshot: first.bytes, snapshotSeq: first.seq, updates };
    const failedSeq = replayLog(doc, log, (seq) => {
      const snapshot = later.find((candidate) => candidate.seq === seq);
      if (snapshot !== undefined && !isSameState(doc, snapshot))
        problems.push({ kind: 'replay_differs', planId, seq });
    });
    return failedSeq === null
      ? { content: readDocument(doc), problems }
      : { content: null, problems: [{ kind: 'replay_failed', planId, seq: failedSeq }] };
  } finally {
    doc.destroy();
  }
}

/** Same content, and the same knowledge of who wrote how much: what the next edits are built on. */
function isSameState(doc: Y.Doc, snapshot: StoredBlob): boolean {
  const other = new Y.Doc();
  try {
    return (
      replayLog(other, { snapshot: snapshot.bytes, snapshotSeq: snapshot.seq, updates: [] }) === null &&
      isDeepStrictEqual(clocks(doc), clocks(other)) &&
      isDeepStrictEqual(readDocument(doc), readDocument(other))
    );
  } finally {
    other.destroy();
  }
}

function clocks(doc: Y.Doc): Map<number, number> {
  return Y.decodeStateVector(Y.encodeStateVector(doc));
}
