// Password reset links at rest: one at most for each account, as the hash of its token, gone once used.
import type { UserId } from '../../src/lib/contract/ids.ts';
import type { Database, Statement } from './sqlite.ts';

interface PasswordResetRecord {
  readonly tokenHash: string;
  readonly userId: UserId;
  /** Null when the command line made it. */
  readonly createdBy: UserId | null;
  readonly expiresAt: number;
}

export class PasswordResets {
  readonly #insert: Statement<[string, UserId, UserId | null, number, number], unknown>;
  readonly #get: Statement<
    [string],
    { token_hash: string; user_id: UserId; created_by: UserId | null; expires_at: number }
  >;
  readonly #deleteOfUser: Statement<[UserId], unknown>;
  readonly #deleteMadeBy: Statement<[UserId], unknown>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      'INSERT INTO password_resets (token_hash, user_id, created_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?)',
    );
    this.#get = database.prepare('SELECT * FROM password_resets WHERE token_hash = ?');
    this.#deleteOfUser = database.prepare('DELETE FROM password_resets WHERE user_id = ?');
    this.#deleteMadeBy = database.prepare('DELETE FROM password_resets WHERE created_by = ?');
  }

  /** A new link ends the ones before it. */
  replace(reset: PasswordResetRecord, at: number): void {
    this.deleteOfUser(reset.userId);
    this.#insert.run(reset.tokenHash, reset.userId, reset.createdBy, at, reset.expiresAt);
  }

  byTokenHash(tokenHash: string): PasswordResetRecord | null {
    const row = this.#get.get(tokenHash);
    if (row === undefined) return null;
    return { tokenHash, userId: row.user_id, createdBy: row.created_by, expiresAt: row.expires_at };
  }

  /** Who holds a link may become its account: its maker must not keep it. */
  deleteMadeBy(userId: UserId): void {
    this.#deleteMadeBy.run(userId);
  }

  deleteOfUser(userId: UserId): void {
    this.#deleteOfUser.run(userId);
  }
}
