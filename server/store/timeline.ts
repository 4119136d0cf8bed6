// Reads the history of a plan backwards, from a moment on. `audit.ts` writes it; this knows neither people's filters nor what
// is told to whom.
import type { Command } from '../../src/lib/contract/commands.ts';
import type { HistoryPerson, LostWrite } from '../../src/lib/contract/history.ts';
import type { CellKey, PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import { parseScalar } from './audit.ts';
import { auditChecksum, isSoundSql, soundRow, type Vouched } from './row-checksum.ts';
import type { Database, Statement } from './sqlite.ts';

interface Made {
  readonly at: number;
  readonly userId: UserId;
  readonly name: string;
}

export interface TimelineWrite extends Made {
  /** ST23: throws when the row is damaged. To be asked for what is told; a page looks at many more. */
  readonly assertSound: () => void;
  readonly gestureId: string;
  readonly gesture: string;
  readonly key: CellKey;
  readonly before: Scalar | null;
  readonly after: Scalar | null;
  readonly kept: boolean;
  readonly unseen: boolean;
  readonly madeAt: number | null;
}

interface TimelineCommand extends Made {
  readonly rowId: RowId;
  readonly command: Command;
  readonly inverse: Command;
}

interface TimelineSigning extends Made {
  readonly number: number;
}

interface WriteRow extends Made {
  readonly planId: PlanId;
  readonly epoch: number;
  readonly seq: number;
  readonly checksum: Buffer;
  readonly gestureId: string;
  readonly gesture: string;
  readonly key: CellKey;
  readonly before: string | null;
  readonly after: string | null;
  readonly kept: number;
  readonly unseen: number;
  readonly madeAt: number | null;
}

interface CommandRow extends Made {
  readonly rowId: RowId;
  readonly command: string;
  readonly inverse: string;
}

const write = `SELECT audit.at, user_id AS userId, users.name, gesture_id AS gestureId, gesture, cell AS key, before, after,
  kept, unseen, made_at AS madeAt, plan_id AS planId, epoch, seq, checksum FROM audit JOIN users ON users.id = user_id WHERE plan_id = @planId`;
/** Found by an index, in its order, and narrowed there: what is not told never leaves SQLite. Tests look at how. */
export const writesSql = `${write} AND at < @until AND at >= @from
  AND (@userId IS NULL OR user_id = @userId)
  AND (@columnId IS NULL OR substr(cell, instr(cell, ':') + 1) = @columnId)
  AND (@rowIds IS NULL OR substr(cell, 1, instr(cell, ':') - 1) IN (SELECT value FROM json_each(@rowIds)))
  ORDER BY at DESC, audit.id DESC`;
export const cellWritesSql = `${write} AND cell = @key AND +at < @until AND +at >= @from
  AND (@userId IS NULL OR user_id = @userId) ORDER BY audit.id DESC`;
export const floorSql = 'SELECT at FROM audit WHERE plan_id = ? AND at < ? ORDER BY at DESC LIMIT 1 OFFSET ?';

/** Null is everybody, every column, every row. */
export interface TimelineFilter {
  readonly until: number;
  readonly from: number;
  readonly userId: UserId | null;
  readonly columnId: string | null;
  readonly rowIds: readonly string[] | null;
}

type WriteParameters = { readonly planId: PlanId } & Omit<TimelineFilter, 'rowIds'> & {
    readonly rowIds: string | null;
  };

export class Timeline {
  readonly #writes: Statement<[WriteParameters], WriteRow>;
  readonly #cellWrites: Statement<[WriteParameters & { readonly key: CellKey }], WriteRow>;
  readonly #floor: Statement<[PlanId, number, number], number>;
  readonly #commands: Statement<[PlanId, number, number], Vouched<CommandRow>>;
  readonly #commandsAt: Statement<[PlanId, number], Vouched<CommandRow>>;
  readonly #signings: Statement<[PlanId, number], TimelineSigning>;
  readonly #people: Statement<[{ readonly planId: PlanId }], HistoryPerson>;
  readonly #lost: Statement<
    [string, PlanId, UserId],
    Vouched<{ readonly gestureId: string; readonly key: CellKey; readonly mine: string | null }>
  >;

  constructor(database: Database) {
    this.#writes = database.prepare(writesSql);
    this.#cellWrites = database.prepare(cellWritesSql);
    this.#floor = database.prepare<[PlanId, number, number], number>(floorSql).pluck();
    const command = `SELECT at, user_id AS userId, users.name, row_id AS rowId, command, inverse,
      ${isSoundSql('command_audit')} AS isSound FROM command_audit JOIN users ON users.id = user_id WHERE plan_id = ?`;
    const newestFirst = 'ORDER BY at DESC, command_audit.id DESC';
    this.#commands = database.prepare(`${command} AND at < ? ${newestFirst} LIMIT ?`);
    this.#commandsAt = database.prepare(`${command} AND at = ? ${newestFirst}`);
    this.#signings = database.prepare(
      `SELECT signed_at AS at, signed_by AS userId, users.name, number FROM versions JOIN users ON users.id = signed_by
       WHERE plan_id = ? AND signed_at < ? ORDER BY number DESC`,
    );
    // Whoever wrote had a lease, and a lease that wrote stays.
    this.#people = database.prepare(
      `SELECT id, name FROM users WHERE id IN (
         SELECT user_id FROM leases WHERE plan_id = @planId AND last_frame > 0
         UNION SELECT user_id FROM command_audit WHERE plan_id = @planId
         UNION SELECT signed_by FROM versions WHERE plan_id = @planId
         UNION SELECT user_id FROM moments WHERE plan_id = @planId
       ) ORDER BY name, id`,
    );
    this.#lost = database.prepare(
      `SELECT gesture_id AS gestureId, cell AS key, after AS mine, ${isSoundSql('audit')} AS isSound FROM audit
       WHERE gesture_id IN (SELECT value FROM json_each(?)) AND kept = 0 AND plan_id = ? AND user_id = ? ORDER BY id`,
    );
  }

  /** The moment of the last of `count` writes before another; null when there are fewer. Costs next to nothing. */
  floor(planId: PlanId, until: number, count: number): number | null {
    return this.#floor.get(planId, until, count - 1) ?? null;
  }

  /** Newest first. Read to the end, or left, before anything is written. */
  *writes(planId: PlanId, filter: TimelineFilter): Generator<TimelineWrite> {
    const rowIds = filter.rowIds === null ? null : JSON.stringify(filter.rowIds);
    for (const row of this.#writes.iterate({ ...filter, planId, rowIds })) yield readWrite(row);
  }

  *cellWrites(planId: PlanId, key: CellKey, filter: TimelineFilter): Generator<TimelineWrite> {
    for (const row of this.#cellWrites.iterate({ ...filter, planId, key, rowIds: null }))
      yield readWrite(row);
  }

  /** At least `count` of them, with all of the last one's millisecond; `next` is null when there are no older ones. */
  commands(
    planId: PlanId,
    until: number,
    count: number,
  ): { readonly commands: readonly TimelineCommand[]; readonly next: number | null } {
    const rows = this.#commands.all(planId, until, count);
    const last = rows.length < count ? null : (rows.at(-1)?.at ?? null);
    const whole =
      last === null ? rows : [...rows.filter(({ at }) => at > last), ...this.#commandsAt.all(planId, last)];
    const commands = whole.map((row) => ({
      ...soundRow(row),
      command: JSON.parse(row.command) as Command,
      inverse: JSON.parse(row.inverse) as Command,
    }));
    return { commands, next: last };
  }

  signings(planId: PlanId, until: number): readonly TimelineSigning[] {
    return this.#signings.all(planId, until);
  }

  /** Everybody who has ever done something here. */
  people(planId: PlanId): readonly HistoryPerson[] {
    return this.#people.all({ planId });
  }

  /** Of these gestures of this person, what never stood. */
  lost(planId: PlanId, userId: UserId, gestureIds: readonly string[]): readonly LostWrite[] {
    return this.#lost
      .all(JSON.stringify(gestureIds), planId, userId)
      .map((row) => ({ ...soundRow(row), mine: parseScalar(row.mine) }));
  }
}

function readWrite(row: WriteRow): TimelineWrite {
  const { at, userId, name, gestureId, gesture, key, kept, unseen, madeAt } = row;
  const [before, after] = [parseScalar(row.before), parseScalar(row.after)];
  const told = {
    at,
    userId,
    name,
    gestureId,
    gesture,
    key,
    before,
    after,
    kept: kept === 1,
    unseen: unseen === 1,
    madeAt,
  };
  return { ...told, assertSound: () => assertSoundWrite(row) };
}

function assertSoundWrite(row: WriteRow): void {
  if (!auditChecksum(row).equals(row.checksum)) throw new Error('a row of the history is damaged');
}
