// Plans at rest: their own facts, the epoch and length of their log. What a plan shows of its contract (title, axes,
// organisations) is read from there.
import type { ContractId, PlanId } from '../../src/lib/contract/ids.ts';
import type { Phase, Plan } from '../../src/lib/contract/plan.ts';
import type { Contracts } from './contracts.ts';
import { randomId } from './random-ids.ts';
import type { Database, Statement } from './sqlite.ts';

interface PlanFacts {
  readonly title: string;
  readonly exercise: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly envelope: number | null;
  readonly phase: Phase;
}

export type NewPlanRecord = PlanFacts & { readonly contractId: ContractId };

/** Where a plan's log stands. */
export interface PlanLog {
  readonly epoch: number;
  readonly lastSeq: number;
}

interface PlanTableRow extends PlanLog, PlanFacts {
  readonly id: PlanId;
  readonly contractId: ContractId;
  readonly editedAt: number | null;
}

export interface PlanRecord {
  readonly plan: Plan;
  readonly log: PlanLog;
  readonly editedAt: Date | null;
}

/** The first epoch of a document. */
export const firstEpoch = 1;

const selected = `SELECT id, contract_id AS contractId, title, exercise, starts_on AS startsOn, ends_on AS endsOn, envelope,
  phase, epoch, last_seq AS lastSeq, edited_at AS editedAt FROM plans`;

export class Plans {
  readonly #contracts: Contracts;
  readonly #insert: Statement<[NewPlanRecord & { id: PlanId; epoch: number; at: number }], unknown>;
  readonly #update: Statement<[Plan], unknown>;
  readonly #get: Statement<[string], PlanTableRow>;
  readonly #ofContract: Statement<[ContractId], PlanTableRow>;
  readonly #ids: Statement<[], PlanId>;
  readonly #advance: Statement<[number, PlanId, number], number>;

  constructor(database: Database, contracts: Contracts) {
    this.#contracts = contracts;
    this.#insert = database.prepare(
      `INSERT INTO plans (id, contract_id, title, exercise, starts_on, ends_on, envelope, phase, epoch, last_seq, created_at)
       VALUES (@id, @contractId, @title, @exercise, @startsOn, @endsOn, @envelope, @phase, @epoch, 0, @at)`,
    );
    this.#update = database.prepare(
      `UPDATE plans SET title = @title, exercise = @exercise, starts_on = @startsOn, ends_on = @endsOn,
       envelope = @envelope, phase = @phase WHERE id = @id`,
    );
    this.#get = database.prepare(`${selected} WHERE id = ?`);
    this.#ofContract = database.prepare(`${selected} WHERE contract_id = ? ORDER BY starts_on, rowid`);
    this.#ids = database.prepare<[], PlanId>('SELECT id FROM plans ORDER BY created_at, rowid').pluck();
    this.#advance = database
      .prepare<[number, PlanId, number], number>(
        'UPDATE plans SET last_seq = last_seq + 1, edited_at = ? WHERE id = ? AND epoch = ? RETURNING last_seq',
      )
      .pluck();
  }

  add(plan: NewPlanRecord, at: number): PlanId {
    const id = randomId<PlanId>(16);
    this.#insert.run({ ...plan, id, epoch: firstEpoch, at });
    return id;
  }

  /** The plan's own facts; those of its contract are not written here. */
  update(plan: Plan): void {
    this.#update.run(plan);
  }

  byId(id: PlanId): PlanRecord | null {
    const row = this.#get.get(id);
    return row === undefined ? null : this.#read(row);
  }

  /** By start of the exercise. */
  ofContract(contractId: ContractId): PlanRecord[] {
    return this.#ofContract.all(contractId).map((row) => this.#read(row));
  }

  ids(): PlanId[] {
    return this.#ids.all();
  }

  /** The next seq of the log; null when the plan's epoch is another one. */
  advance(id: PlanId, epoch: number, at: number): number | null {
    return this.#advance.get(at, id, epoch) ?? null;
  }

  #read(row: PlanTableRow): PlanRecord {
    const { epoch, lastSeq, editedAt, ...facts } = row;
    const contract = this.#contracts.byId(row.contractId);
    if (contract === null) throw new Error(`plan ${row.id} has no contract`);
    return {
      plan: {
        ...facts,
        contractTitle: contract.title,
        axes: this.#contracts.axes(contract.id),
        organisations: this.#contracts.organisations(contract.id),
      },
      log: { epoch, lastSeq },
      editedAt: editedAt === null ? null : new Date(editedAt),
    };
  }
}
