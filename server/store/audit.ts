// The history at rest: every accepted write and every command, written in the transaction of the edit itself (I5).
import type { Command } from '../../src/lib/contract/commands.ts';
import type { CellKey, PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { AuditEntry, CommandAudit } from './ports.ts';
import {
  addRowChecksum,
  auditChecksum,
  type HistoryTable,
  isSoundSql,
  rowChecksum,
  soundRow,
  type Vouched,
} from './row-checksum.ts';
import type { Database, Statement } from './sqlite.ts';

/** The commit that an entry is part of. */
interface AuditPlace {
  readonly planId: PlanId;
  readonly epoch: number;
  readonly seq: number;
}

type EntryParameters = AuditPlace &
  Omit<AuditEntry, 'before' | 'after' | 'kept' | 'unseen'> & {
    readonly before: string | null;
    readonly after: string | null;
    readonly kept: number;
    readonly unseen: number;
    readonly checksum: Buffer;
  };

interface EntryTableRow {
  at: number;
  userId: UserId;
  gestureId: AuditEntry['gestureId'];
  gesture: string;
  key: AuditEntry['key'];
  before: string | null;
  after: string | null;
  kept: number;
  unseen: number;
  madeAt: number | null;
}

interface CellAuthorRow {
  readonly key: CellKey;
  readonly at: number;
  readonly userId: UserId;
  readonly name: string;
}

/** As JSON, so that the text « 1 » and the number 1 stay two values. Null is an empty cell. */
function formatScalar(value: Scalar | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

export function parseScalar(text: string | null): Scalar | null {
  return text === null ? null : (JSON.parse(text) as Scalar);
}

interface ChangedCellRow extends CellAuthorRow {
  readonly before: string | null;
  readonly after: string | null;
  readonly count: number;
}

/** What a cell held at a moment and holds now, who wrote it last, and how many writes stand since. */
export interface ChangedCell extends CellAuthorRow {
  readonly before: Scalar | null;
  readonly after: Scalar | null;
  readonly count: number;
}

/** Both are found by the index of their moment; `plan-changes.test.ts` looks at how. */
export const changedCellsSql = `
  WITH since AS MATERIALIZED (
    SELECT cell, min(id) AS first_id, max(id) AS last_id, count(*) AS count
    FROM audit WHERE plan_id = ? AND at > ? AND kept = 1 GROUP BY cell
  )
  SELECT since.cell AS key, first.before, last.after, last.at, last.user_id AS userId, users.name, since.count,
    ${isSoundSql('audit', 'first')} AND ${isSoundSql('audit', 'last')} AS isSound
  FROM since
    JOIN audit AS first ON first.id = since.first_id
    JOIN audit AS last ON last.id = since.last_id
    JOIN users ON users.id = last.user_id
  WHERE first.before IS NOT last.after ORDER BY since.last_id DESC LIMIT ?`;

export const commandsSinceSql = `
  SELECT row_id AS rowId, at, user_id AS userId, users.name, command, inverse,
    NOT EXISTS (
      SELECT 1 FROM command_audit AS earlier WHERE earlier.row_id = command_audit.row_id AND earlier.id < command_audit.id
    ) AS isFirst, ${isSoundSql('command_audit')} AS isSound
  FROM command_audit JOIN users ON users.id = user_id
  WHERE plan_id = ? AND at > ? ORDER BY command_audit.id`;

export interface CommandSince {
  readonly rowId: RowId;
  readonly at: number;
  readonly userId: UserId;
  readonly name: string;
  readonly command: Command;
  readonly inverse: Command;
  /** Nothing was ever done to the row before. */
  readonly isFirst: boolean;
}

export class Audit {
  readonly #insertEntry: Statement<[EntryParameters], unknown>;
  readonly #insertCommand: Statement<
    [
      AuditPlace &
        Omit<CommandAudit, 'command' | 'inverse'> & { command: string; inverse: string; checksum: Buffer },
    ],
    unknown
  >;
  readonly #entries: Statement<[PlanId], Vouched<EntryTableRow>>;
  readonly #changedCells: Statement<[PlanId, number, number], Vouched<ChangedCellRow>>;
  readonly #commandsSince: Statement<
    [PlanId, number],
    Omit<CommandSince, 'command' | 'inverse' | 'isFirst'> & {
      readonly command: string;
      readonly inverse: string;
      readonly isFirst: number;
      readonly isSound: number;
    }
  >;
  readonly #examined: Readonly<
    Record<HistoryTable, Statement<[number, number], { id: number; isSound: number }>>
  >;
  readonly #lastAuthor: Statement<[PlanId, CellKey], Vouched<CellAuthorRow>>;

  constructor(database: Database) {
    addRowChecksum(database);
    this.#insertEntry = database.prepare(
      `INSERT INTO audit (plan_id, epoch, seq, at, user_id, gesture_id, gesture, cell, before, after, kept, unseen, made_at,
         checksum)
       VALUES (@planId, @epoch, @seq, @at, @userId, @gestureId, @gesture, @key, @before, @after, @kept, @unseen, @madeAt,
         @checksum)`,
    );
    this.#insertCommand = database.prepare(
      `INSERT INTO command_audit (plan_id, epoch, seq, at, user_id, row_id, command, inverse, checksum)
       VALUES (@planId, @epoch, @seq, @at, @userId, @rowId, @command, @inverse, @checksum)`,
    );
    this.#entries = database.prepare(
      `SELECT at, user_id AS userId, gesture_id AS gestureId, gesture, cell AS key, before, after, kept, unseen,
         made_at AS madeAt, ${isSoundSql('audit')} AS isSound FROM audit WHERE plan_id = ? ORDER BY id`,
    );
    const examined = (table: HistoryTable): Statement<[number, number], { id: number; isSound: number }> =>
      database.prepare(
        `SELECT id, ${isSoundSql(table)} AS isSound FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`,
      );
    this.#examined = { audit: examined('audit'), command_audit: examined('command_audit') };
    this.#changedCells = database.prepare(changedCellsSql);
    this.#commandsSince = database.prepare(commandsSinceSql);
    this.#lastAuthor = database.prepare(
      `SELECT audit.cell AS key, audit.at, audit.user_id AS userId, users.name, ${isSoundSql('audit')} AS isSound
       FROM audit JOIN users ON users.id = audit.user_id
       WHERE audit.plan_id = ? AND audit.cell = ? AND audit.kept = 1 ORDER BY audit.id DESC LIMIT 1`,
    );
  }

  /** Who wrote the value that the cell holds now; null when nobody here ever wrote it. */
  lastAuthor(planId: PlanId, key: CellKey): CellAuthorRow | null {
    const row = this.#lastAuthor.get(planId, key);
    return row === undefined ? null : soundRow(row);
  }

  /** Cells that hold another value than at a moment, the last written first. Writes that lost their tie never stood. */
  changedCells(planId: PlanId, since: number, limit: number): readonly ChangedCell[] {
    return this.#changedCells
      .all(planId, since, limit)
      .map(soundRow)
      .map((row) => ({ ...row, before: parseScalar(row.before), after: parseScalar(row.after) }));
  }

  /** Commands after a moment, the oldest first. */
  commandsSince(planId: PlanId, since: number): readonly CommandSince[] {
    return this.#commandsSince.all(planId, since).map((row) => ({
      ...soundRow(row),
      command: JSON.parse(row.command) as Command,
      inverse: JSON.parse(row.inverse) as Command,
      isFirst: row.isFirst === 1,
    }));
  }

  add(place: AuditPlace, entry: AuditEntry): void {
    const before = formatScalar(entry.before);
    const after = formatScalar(entry.after);
    const [kept, unseen] = [entry.kept ? 1 : 0, entry.unseen ? 1 : 0];
    const row = { ...place, ...entry, before, after, kept, unseen };
    this.#insertEntry.run({ ...row, checksum: auditChecksum(row) });
  }

  addCommand(place: AuditPlace, entry: CommandAudit): void {
    const [command, inverse] = [JSON.stringify(entry.command), JSON.stringify(entry.inverse)];
    const { planId, epoch, seq } = place;
    const { at, userId, rowId } = entry;
    const checksum = rowChecksum([planId, epoch, seq, at, userId, rowId, command, inverse]);
    this.#insertCommand.run({ ...place, ...entry, command, inverse, checksum });
  }

  /** The ids of damaged rows after `afterId`, among the next `count` of the table; the id to go on after, null at the end. */
  damaged(table: HistoryTable, afterId: number, count: number): { ids: number[]; lastId: number | null } {
    const rows = this.#examined[table].all(afterId, count);
    const ids = rows.flatMap(({ id, isSound }) => (isSound === 1 ? [] : [id]));
    return { ids, lastId: rows.at(-1)?.id ?? null };
  }

  /** Every accepted write of the plan, oldest first. */
  ofPlan(planId: PlanId): AuditEntry[] {
    return this.#entries.all(planId).map((row) => ({
      ...soundRow(row),
      before: parseScalar(row.before),
      after: parseScalar(row.after),
      kept: row.kept === 1,
      unseen: row.unseen === 1,
    }));
  }
}
