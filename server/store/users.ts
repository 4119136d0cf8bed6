// Accounts at rest. Knows nothing of passwords but their hash.
import type { UserId } from '../../src/lib/contract/ids.ts';
import type { Database, Statement } from './sqlite.ts';
import { randomId } from './random-ids.ts';

export interface UserRecord {
  readonly id: UserId;
  /** Normalised. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly isAdmin: boolean;
  readonly disabled: boolean;
}

export interface UserTableRow {
  id: UserId;
  email: string;
  name: string;
  password_hash: string;
  is_admin: number;
  disabled_at: number | null;
}

export function readUserRow(row: UserTableRow): UserRecord {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    passwordHash: row.password_hash,
    isAdmin: row.is_admin === 1,
    disabled: row.disabled_at !== null,
  };
}

export class Users {
  readonly #insert: Statement<[UserId, string, string, string, number, number], unknown>;
  readonly #byEmail: Statement<[string], UserTableRow>;
  readonly #byId: Statement<[string], UserTableRow>;
  readonly #all: Statement<[], UserTableRow>;
  readonly #setPassword: Statement<[string, UserId], unknown>;
  readonly #setDisabled: Statement<[number | null, UserId], unknown>;
  readonly #count: Statement<[], number>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      'INSERT INTO users (id, email, name, password_hash, is_admin, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#byEmail = database.prepare('SELECT * FROM users WHERE email = ?');
    this.#byId = database.prepare('SELECT * FROM users WHERE id = ?');
    this.#all = database.prepare('SELECT * FROM users ORDER BY created_at, rowid');
    this.#setPassword = database.prepare('UPDATE users SET password_hash = ? WHERE id = ?');
    this.#setDisabled = database.prepare('UPDATE users SET disabled_at = ? WHERE id = ?');
    this.#count = database.prepare<[], number>('SELECT count(*) FROM users').pluck();
  }

  /** Throws when the e-mail is taken: ask `byEmail` first, in the same transaction. */
  add(user: Omit<UserRecord, 'id' | 'disabled'>, at: number): UserRecord {
    const id = randomId<UserId>(16);
    this.#insert.run(id, user.email, user.name, user.passwordHash, user.isAdmin ? 1 : 0, at);
    return { ...user, id, disabled: false };
  }

  byEmail(email: string): UserRecord | null {
    const row = this.#byEmail.get(email);
    return row === undefined ? null : readUserRow(row);
  }

  byId(id: UserId): UserRecord | null {
    const row = this.#byId.get(id);
    return row === undefined ? null : readUserRow(row);
  }

  /** Oldest first. */
  list(): UserRecord[] {
    return this.#all.all().map(readUserRow);
  }

  count(): number {
    return this.#count.get() ?? 0;
  }

  setPasswordHash(id: UserId, passwordHash: string): void {
    this.#setPassword.run(passwordHash, id);
  }

  /** `at` null enables the account again. */
  setDisabledAt(id: UserId, at: number | null): void {
    this.#setDisabled.run(at, id);
  }
}
