// Plans at rest: their own facts, the epoch and length of their log. What a plan shows of its contract (title, axes,
// organisations) is read from there.
import type { ContractId, PlanId } from '../../src/lib/contract/ids.ts';
import type { Phase, Plan, Signature } from '../../src/lib/contract/plan.ts';
import type { Contracts } from './contracts.ts';
import type { LogEnd } from './ports.ts';
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

interface PlanTableRow extends LogEnd, PlanFacts {
  readonly signature: string | null;
  readonly id: PlanId;
  readonly contractId: ContractId;
  readonly editedAt: number | null;
}

export interface PlanRecord {
  readonly plan: Plan;
  readonly log: LogEnd;
  readonly editedAt: Date | null;
}

/** The first epoch of a document. */
export const firstEpoch = 1;

const selected = `SELECT id, contract_id AS contractId, title, exercise, starts_on AS startsOn, ends_on AS endsOn, envelope,
  phase, epoch, last_seq AS lastSeq, edited_at AS editedAt,
  (SELECT json_object('number', number, 'signedAt', signed_at, 'signedBy', users.name)
   FROM versions JOIN users ON users.id = signed_by WHERE plan_id = plans.id ORDER BY number DESC LIMIT 1) AS signature
  FROM plans`;

export class Plans {
  readonly #contracts: Contracts;
  readonly #insert: Statement<[NewPlanRecord & { id: PlanId; epoch: number; at: number }], unknown>;
  readonly #get: Statement<[string], PlanTableRow>;
  readonly #ofContract: Statement<[ContractId], PlanTableRow>;
  readonly #ids: Statement<[], PlanId>;
  readonly #setPhase: Statement<[Phase, PlanId], unknown>;
  readonly #advance: Statement<[number | null, PlanId, number], number>;
  readonly #setEpoch: Statement<[number, PlanId, number, number], unknown>;

  constructor(database: Database, contracts: Contracts) {
    this.#contracts = contracts;
    this.#insert = database.prepare(
      `INSERT INTO plans (id, contract_id, title, exercise, starts_on, ends_on, envelope, phase, epoch, last_seq, created_at)
       VALUES (@id, @contractId, @title, @exercise, @startsOn, @endsOn, @envelope, @phase, @epoch, 0, @at)`,
    );
    this.#get = database.prepare(`${selected} WHERE id = ?`);
    this.#ofContract = database.prepare(`${selected} WHERE contract_id = ? ORDER BY starts_on, rowid`);
    this.#ids = database.prepare<[], PlanId>('SELECT id FROM plans ORDER BY created_at, rowid').pluck();
    this.#setPhase = database.prepare('UPDATE plans SET phase = ? WHERE id = ?');
    this.#advance = database
      .prepare<[number | null, PlanId, number], number>(
        'UPDATE plans SET last_seq = last_seq + 1, edited_at = coalesce(?, edited_at) WHERE id = ? AND epoch = ? RETURNING last_seq',
      )
      .pluck();
    this.#setEpoch = database.prepare(
      'UPDATE plans SET epoch = ? WHERE id = ? AND epoch = ? AND last_seq = ?',
    );
  }

  add(plan: NewPlanRecord, at: number): PlanId {
    const id = randomId<PlanId>(16);
    this.#insert.run({ ...plan, id, epoch: firstEpoch, at });
    return id;
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

  /** The next seq of the log; null when the plan's epoch is another one. `editedAt` null leaves that as it is. */
  advance(id: PlanId, epoch: number, editedAt: number | null): number | null {
    return this.#advance.get(editedAt, id, epoch) ?? null;
  }

  /** False when the log does not end there. The seq goes on: places in the history stay in order. */
  beginEpoch(id: PlanId, { epoch, lastSeq }: LogEnd, next: number): boolean {
    return this.#setEpoch.run(next, id, epoch, lastSeq).changes === 1;
  }

  setPhase(id: PlanId, phase: Phase): void {
    this.#setPhase.run(phase, id);
  }

  #read(row: PlanTableRow): PlanRecord {
    const { epoch, lastSeq, editedAt, signature, ...facts } = row;
    const contract = this.#contracts.byId(row.contractId);
    if (contract === null) throw new Error(`plan ${row.id} has no contract`);
    return {
      plan: {
        ...facts,
        ...(signature === null ? {} : { signature: JSON.parse(signature) as Signature }),
        contractTitle: contract.title,
        axes: this.#contracts.axes(contract.id),
        organisations: this.#contracts.organisations(contract.id),
      },
      log: { epoch, lastSeq },
      editedAt: editedAt === null ? null : new Date(editedAt),
    };
  }
}
