// Sessions at rest: only the hash of a session's id is ever here, so a stolen copy of the file signs nobody in.
import type { UserId } from '../../src/lib/contract/ids.ts';
import type { Database, Statement } from './sqlite.ts';
import { readUserRow, type UserRecord, type UserTableRow } from './users.ts';

interface SessionRecord {
  readonly idHash: string;
  readonly userId: UserId;
  /** Null: before this was kept. */
  readonly startedAt: number | null;
  readonly expiresAt: number;
}

type SessionTableRow = UserTableRow & { id_hash: string; started_at: number | null; expires_at: number };

export class Sessions {
  readonly #put: Statement<[string, UserId, number | null, number], unknown>;
  readonly #withUser: Statement<[string], SessionTableRow>;
  readonly #ofUser: Statement<[UserId], SessionRecord>;
  readonly #setExpiry: Statement<[number, string], unknown>;
  readonly #delete: Statement<[string], unknown>;
  readonly #deleteOfUser: Statement<[UserId], unknown>;
  readonly #deleteExpired: Statement<[number], unknown>;

  constructor(database: Database) {
    this.#put = database.prepare(
      'INSERT INTO sessions (id_hash, user_id, created_at, expires_at) VALUES (?, ?, ?, ?)',
    );
    this.#withUser = database.prepare(
      `SELECT users.*, id_hash, sessions.created_at AS started_at, expires_at FROM sessions JOIN users ON users.id = user_id
       WHERE id_hash = ? AND disabled_at IS NULL`,
    );
    this.#ofUser = database.prepare(
      `SELECT id_hash AS idHash, user_id AS userId, created_at AS startedAt, expires_at AS expiresAt
       FROM sessions WHERE user_id = ? ORDER BY rowid`,
    );
    this.#setExpiry = database.prepare('UPDATE sessions SET expires_at = ? WHERE id_hash = ?');
    this.#delete = database.prepare('DELETE FROM sessions WHERE id_hash = ?');
    this.#deleteOfUser = database.prepare('DELETE FROM sessions WHERE user_id = ?');
    this.#deleteExpired = database.prepare('DELETE FROM sessions WHERE expires_at <= ?');
  }

  put(session: SessionRecord): void {
    this.#put.run(session.idHash, session.userId, session.startedAt, session.expiresAt);
  }

  /** Null as well when the account is disabled. */
  withUser(idHash: string): { session: SessionRecord; user: UserRecord } | null {
    const row = this.#withUser.get(idHash);
    if (row === undefined) return null;
    const session = { idHash, userId: row.id, startedAt: row.started_at, expiresAt: row.expires_at };
    return { session, user: readUserRow(row) };
  }

  ofUser(userId: UserId): SessionRecord[] {
    return this.#ofUser.all(userId);
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
