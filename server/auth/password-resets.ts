// Forgotten passwords: a link that lets one person choose a new one, once, within a day.
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import type { SignedIn, User } from '../app-services.ts';
import type { Clock, Store } from '../store/store.ts';
import type { UserRecord } from '../store/users.ts';
import { answersFor } from './giving.ts';
import { parseEmail } from './email.ts';
import { hashPassword, isLongEnough } from './passwords.ts';
import type { SignIns } from './sessions.ts';
import { hashToken, newToken } from './tokens.ts';

export const resetLifetimeMs = 24 * 60 * 60_000;

export class ResetDesk {
  readonly #store: Store;
  readonly #signIns: SignIns;
  readonly #clock: Clock;

  constructor(store: Store, signIns: SignIns, clock: Clock) {
    this.#store = store;
    this.#signIns = signIns;
    this.#clock = clock;
  }

  create(actor: User | null, email: string): Result<{ token: string; expiresAt: Date }> {
    const normalised = parseEmail(email);
    const user = normalised === null ? null : this.#store.users.byEmail(normalised);
    if (user === null) return failure('not_found');
    if (actor !== null) {
      const refusal = this.#refusalFor(actor, user);
      if (refusal !== null) return failure(refusal);
    }
    if (user.disabled) return failure('account_disabled');
    const token = newToken();
    const now = this.#clock();
    const expiresAt = now + resetLifetimeMs;
    const createdBy = actor?.id ?? null;
    this.#store.transaction(() =>
      this.#store.passwordResets.replace(
        { tokenHash: hashToken(token), userId: user.id, createdBy, expiresAt },
        now,
      ),
    );
    return success({ token, expiresAt: new Date(expiresAt) });
  }

  isValid(token: string): boolean {
    return this.#userOf(token) !== null;
  }

  async use(token: string, password: string): Promise<Result<SignedIn>> {
    if (!this.isValid(token)) return failure('reset_link_invalid');
    if (!isLongEnough(password)) return failure('password_too_short');
    const passwordHash = await hashPassword(password);
    const user = this.#store.transaction(() => {
      // Again, inside the transaction: the link may have been used while the hash was computed.
      const owner = this.#userOf(token);
      if (owner === null) return null;
      this.#store.users.setPasswordHash(owner.id, passwordHash);
      this.#store.passwordResets.deleteOfUser(owner.id);
      // Whoever knew the old password is out, everywhere.
      this.#store.sessions.deleteOfUser(owner.id);
      return owner;
    });
    return user === null ? failure('reset_link_invalid') : success(await this.#signIns.create(user));
  }

  /** Who holds the link can become the other person; who may not make one is sent to the command line. */
  #refusalFor(actor: User, user: UserRecord): 'not_found' | 'forbidden' | null {
    const answer = answersFor(this.#store.memberships, actor, user);
    return answer === 'yes' ? null : answer === 'no' ? 'forbidden' : 'not_found';
  }

  #userOf(token: string): UserRecord | null {
    const reset = this.#store.passwordResets.byTokenHash(hashToken(token));
    if (reset === null || reset.expiresAt <= this.#clock()) return null;
    const user = this.#store.users.byId(reset.userId);
    return user === null || user.disabled ? null : user;
  }
}
