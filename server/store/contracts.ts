// Contracts at rest, with what belongs to a contract and not to one of its plans: parties, axes, organisations, payments.
import type { ContractId, OrganisationId } from '../../src/lib/contract/ids.ts';
import type { Axis, Organisation } from '../../src/lib/contract/plan.ts';
import { randomId } from './random-ids.ts';
import type { Database, Statement } from './sqlite.ts';

/** State money announced for one exercise, in euros. */
export interface Envelope {
  readonly exercise: string;
  readonly amount: number;
}

interface Payment extends Envelope {
  /** What triggers it. */
  readonly due: 'notification';
  readonly payee: string;
}

export interface NewContractRecord {
  readonly title: string;
  readonly parties: readonly string[];
  readonly axes: readonly Axis[];
  /** Names, in the order to show them. */
  readonly organisations: readonly string[];
  /** State money over all exercises, in euros; null while unknown. */
  readonly contractTotal: number | null;
  readonly envelopes: readonly Envelope[];
  readonly payments: readonly Payment[];
}

export interface ContractRecord {
  readonly id: ContractId;
  readonly title: string;
  readonly parties: readonly string[];
}

interface ContractTableRow {
  id: ContractId;
  title: string;
  parties: string;
}

function readContractRow(row: ContractTableRow): ContractRecord {
  return { id: row.id, title: row.title, parties: JSON.parse(row.parties) as string[] };
}

export class Contracts {
  readonly #insert: Statement<[ContractId, string, string, number | null, string, string, number], unknown>;
  readonly #insertAxis: Statement<[ContractId, number, string], unknown>;
  readonly #insertOrganisation: Statement<[OrganisationId, ContractId, string, number], unknown>;
  readonly #get: Statement<[string], ContractTableRow>;
  readonly #all: Statement<[], ContractTableRow>;
  readonly #axes: Statement<[ContractId], Axis>;
  readonly #organisations: Statement<[ContractId], Organisation>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO contracts (id, title, parties, contract_total, envelopes, payments, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#insertAxis = database.prepare('INSERT INTO axes (contract_id, number, title) VALUES (?, ?, ?)');
    this.#insertOrganisation = database.prepare(
      'INSERT INTO organisations (id, contract_id, name, position) VALUES (?, ?, ?, ?)',
    );
    this.#get = database.prepare('SELECT id, title, parties FROM contracts WHERE id = ?');
    this.#all = database.prepare('SELECT id, title, parties FROM contracts ORDER BY created_at, rowid');
    this.#axes = database.prepare('SELECT number, title FROM axes WHERE contract_id = ? ORDER BY number');
    this.#organisations = database.prepare(
      'SELECT id, name FROM organisations WHERE contract_id = ? ORDER BY position',
    );
  }

  add(contract: NewContractRecord, at: number): ContractId {
    const id = randomId<ContractId>(16);
    const json = (value: unknown): string => JSON.stringify(value);
    const { title, parties, contractTotal, envelopes, payments } = contract;
    this.#insert.run(id, title, json(parties), contractTotal, json(envelopes), json(payments), at);
    for (const axis of contract.axes) this.#insertAxis.run(id, axis.number, axis.title);
    contract.organisations.forEach((name, position) => {
      this.#insertOrganisation.run(randomId<OrganisationId>(16), id, name, position);
    });
    return id;
  }

  byId(id: ContractId): ContractRecord | null {
    const row = this.#get.get(id);
    return row === undefined ? null : readContractRow(row);
  }

  /** Oldest first. */
  list(): ContractRecord[] {
    return this.#all.all().map(readContractRow);
  }

  axes(id: ContractId): Axis[] {
    return this.#axes.all(id);
  }

  organisations(id: ContractId): Organisation[] {
    return this.#organisations.all(id);
  }
}
