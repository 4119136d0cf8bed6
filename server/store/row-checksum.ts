// The checksum that each row of the history carries (ST23): it is for ever, read years later, and not held by any document that
// could contradict it. One function for the code that writes, the queries that read and the migration.
import { hash } from 'node:crypto';
import type { Database } from './sqlite.ts';

type ColumnValue = string | number | null;

/** 64 bits: against broken disks, not against people. */
const checksumBytes = 8;

const columns = {
  audit: 'plan_id epoch seq at user_id gesture_id gesture cell before after kept unseen',
  command_audit: 'plan_id epoch seq at user_id row_id command inverse',
} as const;

export type HistoryTable = keyof typeof columns;

/** Most rows have none, and released ones were summed up before there was one: it counts where it is. */
const rareColumns: Readonly<Partial<Record<HistoryTable, string>>> = { audit: 'made_at' };

/** The values in the order of the columns above; a rare one where the row has it. */
export function rowChecksum(values: readonly ColumnValue[]): Buffer {
  return hash('sha256', JSON.stringify(values), 'buffer').subarray(0, checksumBytes);
}

/** A row of `audit` as it is at rest. */
interface AuditRow {
  readonly planId: string;
  readonly epoch: number;
  readonly seq: number;
  readonly at: number;
  readonly userId: string;
  readonly gestureId: string;
  readonly gesture: string;
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly kept: number;
  readonly unseen: number;
  readonly madeAt: number | null;
}

/** What `isSoundSql('audit')` compares with, for who has the row in hand. */
export function auditChecksum(row: AuditRow): Buffer {
  const { planId, epoch, seq, at, userId, gestureId, gesture, key, before, after, kept, unseen, madeAt } =
    row;
  const values = [planId, epoch, seq, at, userId, gestureId, gesture, key, before, after, kept, unseen];
  return rowChecksum(madeAt === null ? values : [...values, madeAt]);
}

/** SQL that is 1 where the row is as it was written; `alias` is what the query calls the table. */
export function isSoundSql(table: HistoryTable, alias: string = table): string {
  const names = columns[table].split(' ').map((column) => `${alias}.${column}`);
  const sum = `row_checksum(${names.join(', ')})`;
  const rare = rareColumns[table];
  if (rare === undefined) return `${sum} IS ${alias}.checksum`;
  const whole = `row_checksum(${names.join(', ')}, ${alias}.${rare})`;
  return `CASE WHEN ${alias}.${rare} IS NULL THEN ${sum} ELSE ${whole} END IS ${alias}.checksum`;
}

/** What a query answers that selects `isSoundSql(…) AS isSound`. */
export type Vouched<Row> = Row & { readonly isSound: number };

/** The row; throws when it is damaged, so that nobody is told of it. */
export function soundRow<Row extends object>({
  isSound,
  ...row
}: Vouched<Row>): Omit<Vouched<Row>, 'isSound'> {
  if (isSound !== 1) throw new Error('a row of the history is damaged');
  return row;
}

/** Queries on this connection can ask for it from now on. */
export function addRowChecksum(database: Database): void {
  database.function('row_checksum', { varargs: true, deterministic: true }, (...values: unknown[]) =>
    rowChecksum(values as ColumnValue[]),
  );
}
