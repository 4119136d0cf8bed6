// The thread in which the database is copied or examined: one task, then it ends.
import { parentPort, workerData } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import { Audit } from './audit.ts';
import { backUp } from './backup.ts';
import { Contracts } from './contracts.ts';
import { examine, type DoctorReport } from './doctor.ts';
import { Plans } from './plans.ts';
import { Rows } from './rows.ts';
import { UpdateLog } from './update-log.ts';
import type { UpkeepTask } from './upkeep-thread.ts';
import { Versions } from './versions.ts';

const task = workerData as UpkeepTask;
parentPort?.postMessage(task.kind === 'backup' ? await backUp(task.backUp) : await examineFile(task.source));

/** As it is at one moment, whatever others write meanwhile. */
async function examineFile(source: string): Promise<DoctorReport> {
  const database = new SqliteDatabase(source, { readonly: true });
  try {
    database.exec('BEGIN');
    return await examine(database, {
      plans: new Plans(database, new Contracts(database)),
      rows: new Rows(database),
      log: new UpdateLog(database),
      versions: new Versions(database),
      audit: new Audit(database),
      files: null,
    });
  } finally {
    database.close();
  }
}
