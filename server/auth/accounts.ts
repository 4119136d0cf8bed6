// Accounts: the first one, signing in, and what an administrator does with them. Every way in that is refused says why by
// a code, and takes as long as one that is not.
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import type { ContractId } from '../../src/lib/contract/ids.ts';
import type { Rights } from '../../src/lib/contract/permissions.ts';
import type { OwnSession } from '../../src/lib/contract/summary.ts';
import type { Accounts, SignedIn, User } from '../app-services.ts';
import type { Clock, Store } from '../store/store.ts';
import type { UserRecord } from '../store/users.ts';
import { parseEmail } from './email.ts';
import { parseIdentity, type Identity } from './identity.ts';
import { InvitationDesk } from './invitations.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { ResetDesk } from './password-resets.ts';
import { publicUser, SignIns } from './sessions.ts';
import { LoginThrottle } from './throttle.ts';
import { hashToken, isSameToken, newToken } from './tokens.ts';

export class LocalAccounts implements Accounts {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #signIns: SignIns;
  readonly #invitations: InvitationDesk;
  readonly #resets: ResetDesk;
  readonly #throttle: LoginThrottle;
  /** Made anew at each start and only ever in memory: an old console's link opens nothing. */
  readonly #setupToken = newToken();

  constructor(store: Store, clock: Clock = Date.now, throttle: LoginThrottle = new LoginThrottle(clock)) {
    this.#store = store;
    this.#clock = clock;
    this.#signIns = new SignIns(store.sessions);
    this.#invitations = new InvitationDesk(store, this.#signIns, clock);
    this.#resets = new ResetDesk(store, this.#signIns, clock);
    this.#throttle = throttle;
  }

  /** For the link on the console: `/setup?token=…`. Null once there is an account. */
  setupToken(): string | null {
    return this.needsSetup() ? this.#setupToken : null;
  }

  needsSetup(): boolean {
    return this.#store.users.count() === 0;
  }

  isSetupTokenValid(token: string): boolean {
    return this.needsSetup() && isSameToken(token, this.#setupToken);
  }

  async createFirstAccount(input: Identity & { token: string }): Promise<Result<SignedIn>> {
    if (!this.needsSetup()) return failure('setup_already_done');
    if (!this.isSetupTokenValid(input.token)) return failure('setup_link_invalid');
    const added = await this.#add(input, { isAdmin: true, onlyFirst: true });
    return added.ok ? success(await this.#signIns.create(added.value)) : added;
  }

  async login(input: {
    email: string;
    password: string;
    address: string;
  }): Promise<Result<SignedIn, { retryAfterSeconds?: number }>> {
    const email = parseEmail(input.email) ?? '';
    const waitMs = this.#throttle.begin(email, input.address);
    if (waitMs > 0) {
      return { ok: false, code: 'too_many_attempts', retryAfterSeconds: Math.ceil(waitMs / 1000) };
    }
    const user = this.#store.users.byEmail(email);
    if (!(await verifyPassword(user?.passwordHash ?? null, input.password)) || user === null) {
      return failure('wrong_credentials');
    }
    this.#throttle.succeed(email, input.address);
    // Told only to who knows the password. Read again: the account may have been disabled meanwhile.
    const current = this.#store.users.byId(user.id);
    if (current === null || current.disabled) return failure('account_disabled');
    await this.#signIns.sweep();
    return success(await this.#signIns.create(current));
  }

  logout(sessionId: string): Promise<void> {
    return this.#signIns.end(sessionId);
  }

  validateSession(sessionId: string): Promise<{ signedIn: SignedIn; renewed: boolean } | null> {
    return this.#signIns.validate(sessionId);
  }

  /** For sockets, which cannot set a cookie: renews nothing. */
  async userOfSession(sessionId: string): Promise<User | null> {
    return this.#signIns.read(sessionId);
  }

  createInvitation(
    actor: User | null,
    input: { contractId: ContractId } & Rights,
  ): Result<{ token: string; expiresAt: Date }> {
    return this.#invitations.create(actor, input);
  }

  readInvitation(token: string): ReturnType<Accounts['readInvitation']> {
    return this.#invitations.read(token);
  }

  acceptInvitation(
    token: string,
    input: Identity | { signedIn: SignedIn },
  ): Promise<Result<{ signedIn: SignedIn; contractId: ContractId }>> {
    return this.#invitations.accept(token, input);
  }

  createPasswordReset(actor: User | null, email: string): Result<{ token: string; expiresAt: Date }> {
    return this.#resets.create(actor, email);
  }

  isResetTokenValid(token: string): boolean {
    return this.#resets.isValid(token);
  }

  resetPassword(token: string, password: string): Promise<Result<SignedIn>> {
    return this.#resets.use(token, password);
  }

  ownSessions({ user, session }: SignedIn): readonly OwnSession[] {
    const now = this.#clock();
    const own = hashToken(session.id);
    return this.#store.sessions
      .ofUser(user.id)
      .filter(({ expiresAt }) => expiresAt > now)
      .map(({ idHash, startedAt, expiresAt }) => ({
        id: idHash,
        startedAt: startedAt === null ? null : new Date(startedAt),
        expiresAt: new Date(expiresAt),
        isThis: idHash === own,
      }));
  }

  endOwnSessions({ user, session }: SignedIn, sessionId?: string): void {
    const own = hashToken(session.id);
    for (const { idHash } of this.#store.sessions.ofUser(user.id))
      if (sessionId === undefined ? idHash !== own : idHash === sessionId)
        this.#store.sessions.delete(idHash);
  }

  listUsers(): readonly User[] {
    return this.#store.users.list().map(publicUser);
  }

  async addUser(input: Identity & { isAdmin: boolean }): Promise<Result<User>> {
    const added = await this.#add(input, { isAdmin: input.isAdmin, onlyFirst: false });
    return added.ok ? success(publicUser(added.value)) : added;
  }

  /** Signs the person out everywhere, and ends the links that they made or were given. */
  setDisabled(email: string, disabled: boolean): Result<User> {
    const normalised = parseEmail(email);
    return this.#store.transaction(() => {
      const user = normalised === null ? null : this.#store.users.byEmail(normalised);
      if (user === null) return failure('not_found');
      this.#store.users.setDisabledAt(user.id, disabled ? this.#clock() : null);
      if (disabled) {
        this.#store.sessions.deleteOfUser(user.id);
        this.#store.passwordResets.deleteOfUser(user.id);
        this.#store.passwordResets.deleteMadeBy(user.id);
        this.#store.invitations.withdrawFrom(user.id);
      }
      return success(publicUser({ ...user, disabled }));
    });
  }

  /** The first account of an instance administers it, whichever way it came. */
  async #add(
    input: Identity,
    { isAdmin, onlyFirst }: { isAdmin: boolean; onlyFirst: boolean },
  ): Promise<Result<UserRecord>> {
    const identity = parseIdentity(input);
    if (!identity.ok) return identity;
    const { name, email, password } = identity.value;
    const passwordHash = await hashPassword(password);
    return this.#store.transaction(() => {
      const isFirst = this.needsSetup();
      if (onlyFirst && !isFirst) return failure('setup_already_done');
      if (this.#store.users.byEmail(email) !== null) return failure('email_taken');
      return success(
        this.#store.users.add({ name, email, passwordHash, isAdmin: isAdmin || isFirst }, this.#clock()),
      );
    });
  }
}
