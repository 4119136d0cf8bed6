// Signing in and out. The only file that knows Lucia: its adapter hashes every session id before the store sees it, so the
// table holds nothing that signs anybody in.
import { Lucia, type Adapter, type DatabaseSession, type DatabaseUser } from 'lucia';
import type { UserId as AccountId } from '../../src/lib/contract/ids.ts';
import type { SignedIn, User } from '../app-services.ts';
import type { Sessions } from '../store/sessions.ts';
import { isUnwritable } from '../store/sqlite.ts';
import type { UserRecord } from '../store/users.ts';
import { hashToken } from './tokens.ts';

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, { account: User }>;
    UserId: AccountId;
    DatabaseUserAttributes: { account: User };
  }
}

export function publicUser({ id, email, name, isAdmin, disabled }: UserRecord): User {
  return { id, email, name, isAdmin, disabled };
}

class HashingAdapter implements Adapter {
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  async getSessionAndUser(sessionId: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const found = this.#sessions.withUser(hashToken(sessionId));
    if (found === null) return [null, null];
    const { session, user } = found;
    return [
      { id: sessionId, userId: user.id, expiresAt: new Date(session.expiresAt), attributes: {} },
      { id: user.id, attributes: { account: publicUser(user) } },
    ];
  }

  /** The ids are hashes: nobody has the raw ones but their browsers. */
  async getUserSessions(userId: AccountId): Promise<DatabaseSession[]> {
    return this.#sessions.ofUser(userId).map(({ idHash, expiresAt }) => ({
      id: idHash,
      userId,
      expiresAt: new Date(expiresAt),
      attributes: {},
    }));
  }

  async setSession({ id, userId, expiresAt }: DatabaseSession): Promise<void> {
    this.#sessions.put({
      idHash: hashToken(id),
      userId,
      startedAt: Date.now(),
      expiresAt: expiresAt.getTime(),
    });
  }

  async updateSessionExpiration(sessionId: string, expiresAt: Date): Promise<void> {
    this.#sessions.setExpiry(hashToken(sessionId), expiresAt.getTime());
  }

  async deleteSession(sessionId: string): Promise<void> {
    this.#sessions.delete(hashToken(sessionId));
  }

  async deleteUserSessions(userId: AccountId): Promise<void> {
    this.#sessions.deleteOfUser(userId);
  }

  async deleteExpiredSessions(): Promise<void> {
    this.#sessions.deleteExpired(Date.now());
  }
}

/** Thirty days, renewed in the second half; Lucia reads the machine's clock. */
export class SignIns {
  readonly #sessions: Sessions;
  readonly #lucia: Lucia<Record<never, never>, { account: User }>;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
    this.#lucia = new Lucia(new HashingAdapter(sessions), {
      getUserAttributes: ({ account }) => ({ account }),
    });
  }

  /** A session of its own for every sign-in; no id is ever taken over. */
  async create(user: UserRecord): Promise<SignedIn> {
    const { id, expiresAt } = await this.#lucia.createSession(user.id, {});
    return { user: publicUser(user), session: { id, expiresAt } };
  }

  /**
   * Who stands behind it, and nothing more. A socket has no way to renew its browser's cookie, so it must not renew the
   * session either: the row would outlive the cookie, and no page would ever be told to set it again.
   */
  read(sessionId: string): User | null {
    const found = this.#sessions.withUser(hashToken(sessionId));
    return found === null || found.session.expiresAt <= Date.now() ? null : publicUser(found.user);
  }

  /** For requests whose answer carries the cookie: renews the session in its second half, and says so. */
  async validate(sessionId: string): Promise<{ signedIn: SignedIn; renewed: boolean } | null> {
    try {
      return await this.#validateAndRenew(sessionId);
    } catch (error) {
      if (!isUnwritable(error)) throw error;
      // OP9: a full disk renews nothing, and signs nobody out.
      return this.#asItStands(sessionId);
    }
  }

  async #validateAndRenew(sessionId: string): Promise<{ signedIn: SignedIn; renewed: boolean } | null> {
    const { session, user } = await this.#lucia.validateSession(sessionId);
    if (session === null) return null;
    const { id, expiresAt, fresh } = session;
    return { signedIn: { user: user.account, session: { id, expiresAt } }, renewed: fresh };
  }

  #asItStands(sessionId: string): { signedIn: SignedIn; renewed: boolean } | null {
    const user = this.read(sessionId);
    const found = this.#sessions.withUser(hashToken(sessionId));
    if (user === null || found === null) return null;
    const session = { id: sessionId, expiresAt: new Date(found.session.expiresAt) };
    return { signedIn: { user, session }, renewed: false };
  }

  end(sessionId: string): Promise<void> {
    return this.#lucia.invalidateSession(sessionId);
  }

  /** Sessions that nobody came back to. */
  sweep(): Promise<void> {
    return this.#lucia.deleteExpiredSessions();
  }
}
