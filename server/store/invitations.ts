// Invitations at rest: the hash of the link's token, what it opens, and whether it was used.
import type { ContractId, OrganisationId, UserId } from '../../src/lib/contract/ids.ts';
import type { Rights, Role } from '../../src/lib/contract/permissions.ts';
import type { Database, Statement } from './sqlite.ts';

export interface InvitationRecord extends Rights {
  readonly tokenHash: string;
  readonly contractId: ContractId;
  /** Null when the command line made it. */
  readonly inviterId: UserId | null;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

const selected = `SELECT token_hash AS tokenHash, contract_id AS contractId, role, organisation_id AS organisationId,
  inviter_id AS inviterId, created_at AS createdAt, expires_at AS expiresAt, used_at AS usedAt FROM invitations`;

export class Invitations {
  readonly #insert: Statement<
    [string, ContractId, Role, OrganisationId | null, UserId | null, number, number],
    unknown
  >;
  readonly #get: Statement<[string], InvitationRecord>;
  readonly #open: Statement<[ContractId, number], InvitationRecord>;
  readonly #use: Statement<[number, UserId, string], unknown>;
  readonly #withdraw: Statement<[string, ContractId], unknown>;
  readonly #withdrawFrom: Statement<[UserId], unknown>;
  readonly #withdrawFromIn: Statement<[UserId, ContractId], unknown>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO invitations (token_hash, contract_id, role, organisation_id, inviter_id, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#get = database.prepare(`${selected} WHERE token_hash = ?`);
    this.#open = database.prepare(
      `${selected} WHERE contract_id = ? AND used_at IS NULL AND expires_at > ? ORDER BY created_at, rowid`,
    );
    this.#use = database.prepare(
      'UPDATE invitations SET used_at = ?, used_by = ? WHERE token_hash = ? AND used_at IS NULL',
    );
    this.#withdraw = database.prepare(
      'DELETE FROM invitations WHERE token_hash = ? AND contract_id = ? AND used_at IS NULL',
    );
    this.#withdrawFrom = database.prepare('DELETE FROM invitations WHERE inviter_id = ? AND used_at IS NULL');
    this.#withdrawFromIn = database.prepare(
      'DELETE FROM invitations WHERE inviter_id = ? AND contract_id = ? AND used_at IS NULL',
    );
  }

  add(invitation: Omit<InvitationRecord, 'usedAt'>): void {
    const { tokenHash, contractId, role, organisationId, inviterId, createdAt, expiresAt } = invitation;
    this.#insert.run(tokenHash, contractId, role, organisationId, inviterId, createdAt, expiresAt);
  }

  byTokenHash(tokenHash: string): InvitationRecord | null {
    return this.#get.get(tokenHash) ?? null;
  }

  /** Those that somebody may still use, oldest first. */
  open(contractId: ContractId, now: number): InvitationRecord[] {
    return this.#open.all(contractId, now);
  }

  /** False when it was used already. */
  use(tokenHash: string, userId: UserId, at: number): boolean {
    return this.#use.run(at, userId, tokenHash).changes === 1;
  }

  /** False when it is not of this contract, was used or withdrawn. */
  withdraw(tokenHash: string, contractId: ContractId): boolean {
    return this.#withdraw.run(tokenHash, contractId).changes === 1;
  }

  /** Those that nobody used yet: of an account, or of its part in one contract. */
  withdrawFrom(inviterId: UserId, contractId?: ContractId): void {
    if (contractId === undefined) this.#withdrawFrom.run(inviterId);
    else this.#withdrawFromIn.run(inviterId, contractId);
  }
}
