// Reads the history of a plan backwards, from a moment on. `audit.ts` writes it; this knows neither people's filters nor what
// is told to whom.
import type { Command } from '../../src/lib/contract/commands.ts';
import type { HistoryPerson, LostWrite } from '../../src/lib/contract/history.ts';
import type { CellKey, PlanId, RowId, UserId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import { parseScalar } from './audit.ts';
import { isSoundSql, soundRow, type Vouched } from './row-checksum.ts';
import type { Database, Statement } from './sqlite.ts';

interface Made {
  readonly at: number;
  readonly userId: UserId;
  readonly name: string;
}

export interface TimelineWrite extends Made {
  readonly gestureId: string;
  readonly gesture: string;
  readonly key: CellKey;
  readonly before: Scalar | null;
  readonly after: Scalar | null;
  readonly kept: boolean;
  readonly unseen: boolean;
}

export interface TimelineCommand extends Made {
  readonly rowId: RowId;
  readonly command: Command;
  readonly inverse: Command;
}

export interface TimelineSigning extends Made {
  readonly number: number;
}

interface WriteRow extends Made {
  readonly gestureId: string;
  readonly gesture: string;
  readonly key: CellKey;
  readonly before: string | null;
  readonly after: string | null;
  readonly kept: number;
  readonly unseen: number;
}

interface CommandRow extends Made {
  readonly rowId: RowId;
  readonly command: string;
  readonly inverse: string;
}

const write = `SELECT audit.at, user_id AS userId, users.name, gesture_id AS gestureId, gesture, cell AS key, before, after,
  kept, unseen, ${isSoundSql('audit')} AS isSound FROM audit JOIN users ON users.id = user_id WHERE plan_id = ?`;
/** Found by an index, in its order: a page reads no further than it tells. `timeline.test.ts` looks at how. */
export const writesSql = `${write} AND at < ? ORDER BY at DESC, audit.id DESC`;
export const cellWritesSql = `${write} AND cell = ? AND +at < ? ORDER BY audit.id DESC`;

export class Timeline {
  readonly #writes: Statement<[PlanId, number], Vouched<WriteRow>>;
  readonly #cellWrites: Statement<[PlanId, CellKey, number], Vouched<WriteRow>>;
  readonly #commands: Statement<[PlanId, number, number], Vouched<CommandRow>>;
  readonly #signings: Statement<[PlanId, number], TimelineSigning>;
  readonly #people: Statement<[PlanId, PlanId], HistoryPerson>;
  readonly #lost: Statement<
    [string, PlanId, UserId],
    Vouched<{ readonly gestureId: string; readonly key: CellKey; readonly mine: string | null }>
  >;

  constructor(database: Database) {
    this.#writes = database.prepare(writesSql);
    this.#cellWrites = database.prepare(cellWritesSql);
    this.#commands = database.prepare(
      `SELECT at, user_id AS userId, users.name, row_id AS rowId, command, inverse,
         ${isSoundSql('command_audit')} AS isSound FROM command_audit JOIN users ON users.id = user_id
       WHERE plan_id = ? AND at < ? ORDER BY at DESC, command_audit.id DESC LIMIT ?`,
    );
    this.#signings = database.prepare(
      `SELECT signed_at AS at, signed_by AS userId, users.name, number FROM versions JOIN users ON users.id = signed_by
       WHERE plan_id = ? AND signed_at < ? ORDER BY number DESC`,
    );
    // Whoever wrote had a lease, and a lease that wrote stays.
    this.#people = database.prepare(
      `SELECT id, name FROM users WHERE id IN (
         SELECT user_id FROM leases WHERE plan_id = ? AND last_frame > 0
         UNION SELECT user_id FROM command_audit WHERE plan_id = ?
       ) ORDER BY name, id`,
    );
    this.#lost = database.prepare(
      `SELECT gesture_id AS gestureId, cell AS key, after AS mine, ${isSoundSql('audit')} AS isSound FROM audit
       WHERE gesture_id IN (SELECT value FROM json_each(?)) AND kept = 0 AND plan_id = ? AND user_id = ? ORDER BY id`,
    );
  }

  /** Newest first. Read to the end, or left, before anything is written. */
  *writes(planId: PlanId, until: number): Generator<TimelineWrite> {
    for (const row of this.#writes.iterate(planId, until)) yield readWrite(soundRow(row));
  }

  *cellWrites(planId: PlanId, key: CellKey, until: number): Generator<TimelineWrite> {
    for (const row of this.#cellWrites.iterate(planId, key, until)) yield readWrite(soundRow(row));
  }

  commands(planId: PlanId, until: number, limit: number): readonly TimelineCommand[] {
    return this.#commands.all(planId, until, limit).map((row) => ({
      ...soundRow(row),
      command: JSON.parse(row.command) as Command,
      inverse: JSON.parse(row.inverse) as Command,
    }));
  }

  signings(planId: PlanId, until: number): readonly TimelineSigning[] {
    return this.#signings.all(planId, until);
  }

  /** Everybody who has ever done something here. */
  people(planId: PlanId): readonly HistoryPerson[] {
    return this.#people.all(planId, planId);
  }

  /** Of these gestures of this person, what never stood. */
  lost(planId: PlanId, userId: UserId, gestureIds: readonly string[]): readonly LostWrite[] {
    return this.#lost
      .all(JSON.stringify(gestureIds), planId, userId)
      .map((row) => ({ ...soundRow(row), mine: parseScalar(row.mine) }));
  }
}

function readWrite(row: WriteRow): TimelineWrite {
  const [before, after] = [parseScalar(row.before), parseScalar(row.after)];
  return { ...row, before, after, kept: row.kept === 1, unseen: row.unseen === 1 };
}
