// The process in which a log is folded: reads one plan at one moment, prints the snapshot, ends. It writes nothing: the one
// connection that writes does.
import SqliteDatabase from 'better-sqlite3';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { answerAside, beginAside } from './aside-program.ts';
import { foldLog, formatFolded } from './folded-log.ts';
import { openReader } from './plan-reader.ts';

beginAside();
const [file, planId] = process.argv.slice(2);
if (file === undefined || planId === undefined) throw new Error('usage: fold-main.ts <database> <plan>');
const database = new SqliteDatabase(file, { readonly: true });
const loaded = openReader(database)(planId as PlanId);
database.close();
if (!loaded.ok) throw new Error(`plan ${planId}: ${loaded.code}`);
answerAside(...formatFolded(foldLog(loaded.value)));
