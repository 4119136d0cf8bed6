// That a backup took the place of a plan: when, and from when its state is. Also the moment that a backup carries of itself.
import type { PlanId } from '../../src/lib/contract/ids.ts';
import type { Recovery } from '../../src/lib/contract/recovery.ts';
import type { Database, Statement } from './sqlite.ts';

export class Recoveries {
  readonly #insert: Statement<[PlanId, number, number, number], unknown>;
  readonly #last: Statement<[PlanId], Recovery>;
  readonly #ofPlan: Statement<[PlanId], Recovery>;
  readonly #setMoment: Statement<[number], unknown>;
  readonly #moment: Statement<[], number>;
  readonly #forgetMoment: Statement<[], unknown>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      'INSERT INTO recoveries (plan_id, epoch, at, state_at) VALUES (?, ?, ?, ?)',
    );
    const selected = 'SELECT at, state_at AS stateAt FROM recoveries WHERE plan_id = ? ORDER BY epoch DESC';
    this.#ofPlan = database.prepare(selected);
    this.#last = database.prepare(`${selected} LIMIT 1`);
    this.#setMoment = database.prepare('INSERT OR REPLACE INTO backup_moment (id, at) VALUES (1, ?)');
    this.#forgetMoment = database.prepare('DELETE FROM backup_moment');
    this.#moment = database.prepare<[], number>('SELECT at FROM backup_moment').pluck();
  }

  add(planId: PlanId, epoch: number, { at, stateAt }: Recovery): void {
    this.#insert.run(planId, epoch, at, stateAt);
  }

  /** Null when the plan never was. */
  last(planId: PlanId): Recovery | null {
    return this.#last.get(planId) ?? null;
  }

  /** The latest first. */
  ofPlan(planId: PlanId): readonly Recovery[] {
    return this.#ofPlan.all(planId);
  }

  /** In the copy, once it is complete. */
  setBackupMoment(at: number): void {
    this.#setMoment.run(at);
  }

  /** In a database that goes on from a backup. */
  forgetBackupMoment(): void {
    this.#forgetMoment.run();
  }

  /** Null in a database that was no backup, and in backups of older versions. */
  backupMoment(): number | null {
    return this.#moment.get() ?? null;
  }
}
