// The process in which the database is copied or examined: one task, then it prints what came of it, as JSON, and ends.
import SqliteDatabase from 'better-sqlite3';
import { answerAside, beginAside } from './aside-program.ts';
import { type BackUp, backUp } from './backup.ts';
import { examine, type DoctorReport, examinedTables } from './doctor.ts';

export type UpkeepTask =
  | { readonly kind: 'backup'; readonly backUp: BackUp }
  | { readonly kind: 'examine'; readonly source: string };

beginAside();
const task = JSON.parse(process.argv[2] ?? '') as UpkeepTask;
const answer = task.kind === 'backup' ? await backUp(task.backUp) : await examineFile(task.source);
answerAside(JSON.stringify(answer));

/** As it is at one moment, whatever others write meanwhile. */
async function examineFile(source: string): Promise<DoctorReport> {
  const database = new SqliteDatabase(source, { readonly: true });
  try {
    database.exec('BEGIN');
    return await examine(database, examinedTables(database));
  } finally {
    database.close();
  }
}
