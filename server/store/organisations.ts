// The organisations of a contract: who may carry an action, and for whom people are members. Added and renamed; removed only
// while nothing names them.
import type { ContractId, OrganisationId } from '../../src/lib/contract/ids.ts';
import { randomId } from './random-ids.ts';
import type { Database, Statement } from './sqlite.ts';

export class Organisations {
  readonly #insert: Statement<[OrganisationId, ContractId, string, ContractId], unknown>;
  readonly #rename: Statement<[string, OrganisationId, ContractId], unknown>;
  readonly #remove: Statement<[OrganisationId, ContractId], unknown>;
  readonly #uses: Statement<
    [OrganisationId, OrganisationId, ContractId, OrganisationId],
    { members: number; invitations: number; fiches: number }
  >;

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO organisations (id, contract_id, name, position)
       VALUES (?, ?, ?, (SELECT coalesce(max(position), -1) + 1 FROM organisations WHERE contract_id = ?))`,
    );
    this.#rename = database.prepare('UPDATE organisations SET name = ? WHERE id = ? AND contract_id = ?');
    this.#remove = database.prepare('DELETE FROM organisations WHERE id = ? AND contract_id = ?');
    this.#uses = database.prepare(
      `SELECT (SELECT count(*) FROM memberships WHERE organisation_id = ?) AS members,
         (SELECT count(*) FROM invitations WHERE organisation_id = ?) AS invitations,
         (SELECT count(*) FROM plans JOIN rows ON rows.plan_id = plans.id, json_each(rows.organisation_ids) AS carrier
          WHERE plans.contract_id = ? AND carrier.value = ?) AS fiches`,
    );
  }

  /** Last in the list. */
  add(contractId: ContractId, name: string): OrganisationId {
    const id = randomId<OrganisationId>(16);
    this.#insert.run(id, contractId, name, contractId);
    return id;
  }

  /** False when the contract has no such organisation. */
  rename(id: OrganisationId, contractId: ContractId, name: string): boolean {
    return this.#rename.run(name, id, contractId).changes === 1;
  }

  /** Members, invitations (used ones too: they are history) or actions that name it. */
  isInUse(id: OrganisationId, contractId: ContractId): boolean {
    const uses = this.#uses.get(id, id, contractId, id);
    return uses !== undefined && uses.members + uses.invitations + uses.fiches > 0;
  }

  remove(id: OrganisationId, contractId: ContractId): boolean {
    return this.#remove.run(id, contractId).changes === 1;
  }
}
