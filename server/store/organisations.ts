// The organisations of a contract: who may carry an action, and for whom people are members. Added and renamed; removed only
// while nothing names them.
import type { ContractId, OrganisationId } from '../../src/lib/contract/ids.ts';
import { randomId } from './random-ids.ts';
import type { Database, Statement } from './sqlite.ts';

export class Organisations {
  readonly #insert: Statement<[OrganisationId, ContractId, string, ContractId], unknown>;
  readonly #rename: Statement<[string, OrganisationId, ContractId], unknown>;
  readonly #remove: Statement<[OrganisationId, ContractId], unknown>;
  readonly #forget: readonly Statement<[OrganisationId], unknown>[];
  readonly #uses: Statement<
    [{ id: OrganisationId; contractId: ContractId; now: number }],
    { members: number; invitations: number; fiches: number }
  >;

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO organisations (id, contract_id, name, position)
       VALUES (?, ?, ?, (SELECT coalesce(max(position), -1) + 1 FROM organisations WHERE contract_id = ?))`,
    );
    this.#rename = database.prepare('UPDATE organisations SET name = ? WHERE id = ? AND contract_id = ?');
    this.#remove = database.prepare('DELETE FROM organisations WHERE id = ? AND contract_id = ?');
    this.#forget = [
      database.prepare('UPDATE invitations SET organisation_id = NULL WHERE organisation_id = ?'),
      database.prepare('UPDATE memberships SET organisation_id = NULL WHERE organisation_id = ?'),
    ];
    this.#uses = database.prepare(
      `SELECT (SELECT count(*) FROM memberships JOIN users ON users.id = user_id
          WHERE organisation_id = @id AND disabled_at IS NULL) AS members,
         (SELECT count(*) FROM invitations
          WHERE organisation_id = @id AND used_at IS NULL AND expires_at > @now) AS invitations,
         (SELECT count(*) FROM plans JOIN rows ON rows.plan_id = plans.id, json_each(rows.organisation_ids) AS carrier
          WHERE plans.contract_id = @contractId AND carrier.value = @id) AS fiches`,
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

  /** By what can be seen: members, invitations that are open, actions. */
  isInUse(id: OrganisationId, contractId: ContractId, now: number): boolean {
    const uses = this.#uses.get({ id, contractId, now });
    return uses !== undefined && uses.members + uses.invitations + uses.fiches > 0;
  }

  /** What is over (used invitations, disabled accounts) forgets it. False when the contract has no such organisation. */
  remove(id: OrganisationId, contractId: ContractId): boolean {
    for (const statement of this.#forget) statement.run(id);
    return this.#remove.run(id, contractId).changes === 1;
  }
}
