// Invitations at rest: the hash of the link's token, what it opens, and whether it was used.
import type { ContractId, UserId } from '../../src/lib/contract/ids.ts';
import type { Role } from '../../src/lib/contract/permissions.ts';
import type { Database, Statement } from './sqlite.ts';

export interface InvitationRecord {
  readonly tokenHash: string;
  readonly contractId: ContractId;
  readonly role: Role;
  /** Null when the command line made it. */
  readonly inviterId: UserId | null;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

interface InvitationTableRow {
  token_hash: string;
  contract_id: ContractId;
  role: Role;
  inviter_id: UserId | null;
  expires_at: number;
  used_at: number | null;
}

export class Invitations {
  readonly #insert: Statement<[string, ContractId, Role, UserId | null, number, number], unknown>;
  readonly #get: Statement<[string], InvitationTableRow>;
  readonly #use: Statement<[number, UserId, string], unknown>;
  readonly #withdraw: Statement<[UserId], unknown>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO invitations (token_hash, contract_id, role, inviter_id, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#get = database.prepare('SELECT * FROM invitations WHERE token_hash = ?');
    this.#use = database.prepare(
      'UPDATE invitations SET used_at = ?, used_by = ? WHERE token_hash = ? AND used_at IS NULL',
    );
    this.#withdraw = database.prepare('DELETE FROM invitations WHERE inviter_id = ? AND used_at IS NULL');
  }

  add(invitation: Omit<InvitationRecord, 'usedAt'>, at: number): void {
    const { tokenHash, contractId, role, inviterId, expiresAt } = invitation;
    this.#insert.run(tokenHash, contractId, role, inviterId, at, expiresAt);
  }

  byTokenHash(tokenHash: string): InvitationRecord | null {
    const row = this.#get.get(tokenHash);
    if (row === undefined) return null;
    return {
      tokenHash,
      contractId: row.contract_id,
      role: row.role,
      inviterId: row.inviter_id,
      expiresAt: row.expires_at,
      usedAt: row.used_at,
    };
  }

  /** False when it was used already. */
  use(tokenHash: string, userId: UserId, at: number): boolean {
    return this.#use.run(at, userId, tokenHash).changes === 1;
  }

  /** Those that nobody used yet. */
  withdrawFrom(inviterId: UserId): void {
    this.#withdraw.run(inviterId);
  }
}
