// Sessions at rest: only the hash of a session's id is ever here, so a stolen copy of the file signs nobody in.
import type { UserId } from '../../src/lib/contract/ids.ts';
import type { Database, Statement } from './sqlite.ts';
import { readUserRow, type UserRecord, type UserTableRow } from './users.ts';

interface SessionRecord {
  readonly idHash: string;
  readonly userId: UserId;
  readonly expiresAt: number;
}

type SessionTableRow = UserTableRow & { id_hash: string; expires_at: number };

export class Sessions {
  readonly #put: Statement<[string, UserId, number], unknown>;
  readonly #withUser: Statement<[string], SessionTableRow>;
  readonly #ofUser: Statement<[UserId], { id_hash: string; expires_at: number }>;
  readonly #setExpiry: Statement<[number, string], unknown>;
  readonly #delete: Statement<[string], unknown>;
  readonly #deleteOfUser: Statement<[UserId], unknown>;
  readonly #deleteExpired: Statement<[number], unknown>;

  constructor(database: Database) {
    this.#put = database.prepare('INSERT INTO sessions (id_hash, user_id, expires_at) VALUES (?, ?, ?)');
    this.#withUser = database.prepare(
      `SELECT users.*, id_hash, expires_at FROM sessions JOIN users ON users.id = user_id
       WHERE id_hash = ? AND disabled_at IS NULL`,
    );
    this.#ofUser = database.prepare('SELECT id_hash, expires_at FROM sessions WHERE user_id = ?');
    this.#setExpiry = database.prepare('UPDATE sessions SET expires_at = ? WHERE id_hash = ?');
    this.#delete = database.prepare('DELETE FROM sessions WHERE id_hash = ?');
    this.#deleteOfUser = database.prepare('DELETE FROM sessions WHERE user_id = ?');
    this.#deleteExpired = database.prepare('DELETE FROM sessions WHERE expires_at <= ?');
  }

  put(session: SessionRecord): void {
    this.#put.run(session.idHash, session.userId, session.expiresAt);
  }

  /** Null as well when the account is disabled. */
  withUser(idHash: string): { session: SessionRecord; user: UserRecord } | null {
    const row = this.#withUser.get(idHash);
    if (row === undefined) return null;
    return { session: { idHash, userId: row.id, expiresAt: row.expires_at }, user: readUserRow(row) };
  }

  ofUser(userId: UserId): SessionRecord[] {
    return this.#ofUser
      .all(userId)
      .map((row) => ({ idHash: row.id_hash, userId, expiresAt: row.expires_at }));
  }

  setExpiry(idHash: string, expiresAt: number): void {
    this.#setExpiry.run(expiresAt, idHash);
  }

  delete(idHash: string): void {
    this.#delete.run(idHash);
  }

  deleteOfUser(userId: UserId): void {
    this.#deleteOfUser.run(userId);
  }

  deleteExpired(now: number): void {
    this.#deleteExpired.run(now);
  }
}
