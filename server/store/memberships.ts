// Who belongs to which contract, in which role and for which organisation.
import type { ContractId, OrganisationId, UserId } from '../../src/lib/contract/ids.ts';
import type { Rights, Role } from '../../src/lib/contract/permissions.ts';
import type { Database, Statement } from './sqlite.ts';

export interface MembershipRecord extends Rights {
  readonly contractId: ContractId;
}

export interface MemberRecord extends Rights {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
}

export class Memberships {
  readonly #put: Statement<[UserId, ContractId, Role, OrganisationId | null, number], unknown>;
  readonly #remove: Statement<[UserId, ContractId], unknown>;
  readonly #rights: Statement<[UserId, ContractId], Rights>;
  readonly #ofUser: Statement<[UserId], MembershipRecord>;
  readonly #members: Statement<[ContractId], MemberRecord>;

  constructor(database: Database) {
    const rights = 'role, organisation_id AS organisationId';
    this.#put = database.prepare(
      `INSERT INTO memberships (user_id, contract_id, role, organisation_id, created_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET role = excluded.role, organisation_id = excluded.organisation_id`,
    );
    this.#remove = database.prepare('DELETE FROM memberships WHERE user_id = ? AND contract_id = ?');
    this.#rights = database.prepare(
      `SELECT ${rights} FROM memberships WHERE user_id = ? AND contract_id = ?`,
    );
    this.#ofUser = database.prepare(
      `SELECT contract_id AS contractId, ${rights} FROM memberships WHERE user_id = ? ORDER BY created_at, rowid`,
    );
    this.#members = database.prepare(
      `SELECT user_id AS userId, name, email, ${rights} FROM memberships JOIN users ON users.id = user_id
       WHERE contract_id = ? AND disabled_at IS NULL ORDER BY memberships.created_at, memberships.rowid`,
    );
  }

  /** Adds the member, or changes the rights of one. */
  put(userId: UserId, contractId: ContractId, { role, organisationId }: Rights, at: number): void {
    this.#put.run(userId, contractId, role, organisationId, at);
  }

  remove(userId: UserId, contractId: ContractId): void {
    this.#remove.run(userId, contractId);
  }

  /** Null when the person is no member. */
  rights(userId: UserId, contractId: ContractId): Rights | null {
    return this.#rights.get(userId, contractId) ?? null;
  }

  ofUser(userId: UserId): MembershipRecord[] {
    return this.#ofUser.all(userId);
  }

  /** Of accounts that are not disabled, in the order they joined. */
  members(contractId: ContractId): MemberRecord[] {
    return this.#members.all(contractId);
  }
}
