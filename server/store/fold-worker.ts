// The thread in which a log is folded: reads one plan at one moment, answers with the snapshot, ends. It writes nothing:
// the one connection that writes does.
import { parentPort, workerData } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import type { FoldTask } from './fold-thread.ts';
import { foldLog } from './folded-log.ts';
import { openReader } from './plan-reader.ts';

const { file, planId } = workerData as FoldTask;
const database = new SqliteDatabase(file, { readonly: true });
try {
  const loaded = openReader(database)(planId);
  if (!loaded.ok) throw new Error(`plan ${planId}: ${loaded.code}`);
  const folded = foldLog(loaded.value);
  parentPort?.postMessage(folded, [folded.bytes.buffer as ArrayBuffer]);
} finally {
  database.close();
}
