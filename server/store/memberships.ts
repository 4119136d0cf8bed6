// Who belongs to which contract, in which role.
import type { ContractId, UserId } from '../../src/lib/contract/ids.ts';
import type { Role } from '../../src/lib/contract/permissions.ts';
import type { Database, Statement } from './sqlite.ts';

interface MembershipRecord {
  readonly contractId: ContractId;
  readonly role: Role;
}

interface MemberRecord {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export class Memberships {
  readonly #put: Statement<[UserId, ContractId, Role, number], unknown>;
  readonly #role: Statement<[UserId, ContractId], Role>;
  readonly #ofUser: Statement<[UserId], MembershipRecord>;
  readonly #members: Statement<[ContractId], MemberRecord>;

  constructor(database: Database) {
    this.#put = database.prepare(
      `INSERT INTO memberships (user_id, contract_id, role, created_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET role = excluded.role`,
    );
    this.#role = database
      .prepare<[UserId, ContractId], Role>(
        'SELECT role FROM memberships WHERE user_id = ? AND contract_id = ?',
      )
      .pluck();
    this.#ofUser = database.prepare(
      'SELECT contract_id AS contractId, role FROM memberships WHERE user_id = ? ORDER BY created_at, rowid',
    );
    this.#members = database.prepare(
      `SELECT user_id AS userId, name, email, role FROM memberships JOIN users ON users.id = user_id
       WHERE contract_id = ? AND disabled_at IS NULL ORDER BY memberships.created_at, memberships.rowid`,
    );
  }

  /** Adds the member, or changes the role of one. */
  put(userId: UserId, contractId: ContractId, role: Role, at: number): void {
    this.#put.run(userId, contractId, role, at);
  }

  /** Null when the person is no member. */
  role(userId: UserId, contractId: ContractId): Role | null {
    return this.#role.get(userId, contractId) ?? null;
  }

  ofUser(userId: UserId): MembershipRecord[] {
    return this.#ofUser.all(userId);
  }

  /** Of accounts that are not disabled, in the order they joined. */
  members(contractId: ContractId): MemberRecord[] {
    return this.#members.all(contractId);
  }
}
