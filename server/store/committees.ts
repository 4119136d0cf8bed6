// The days on which the steering committee of a contract meets.
import type { ContractId } from '../../src/lib/contract/ids.ts';
import type { Database, Statement } from './sqlite.ts';

export class Committees {
  readonly #ofContract: Statement<[ContractId], string>;
  readonly #clear: Statement<[ContractId], unknown>;
  readonly #add: Statement<[ContractId, string], unknown>;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    this.#ofContract = database
      .prepare<[ContractId], string>('SELECT held_on FROM committees WHERE contract_id = ? ORDER BY held_on')
      .pluck();
    this.#clear = database.prepare('DELETE FROM committees WHERE contract_id = ?');
    this.#add = database.prepare('INSERT INTO committees (contract_id, held_on) VALUES (?, ?)');
  }

  /** ISO days, the oldest first. */
  ofContract(contractId: ContractId): readonly string[] {
    return this.#ofContract.all(contractId);
  }

  /** These days, each once, in place of all there were. */
  replace(contractId: ContractId, days: readonly string[]): void {
    this.#database.transaction(() => {
      this.#clear.run(contractId);
      for (const day of days) this.#add.run(contractId, day);
    })();
  }
}
