// Invitations: a coordinator's link that lets one person into one contract, once, within a week.
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import type { ContractId, UserId } from '../../src/lib/contract/ids.ts';
import { mayInvite, type Role } from '../../src/lib/contract/permissions.ts';
import type { SignedIn, User } from '../app-services.ts';
import type { InvitationRecord } from '../store/invitations.ts';
import type { Clock, Store } from '../store/store.ts';
import type { UserRecord } from '../store/users.ts';
import { parseIdentity, type Identity } from './identity.ts';
import { hashPassword } from './passwords.ts';
import type { SignIns } from './sessions.ts';
import { hashToken, newToken } from './tokens.ts';

export const invitationLifetimeMs = 7 * 24 * 60 * 60_000;

export class InvitationDesk {
  readonly #store: Store;
  readonly #signIns: SignIns;
  readonly #clock: Clock;

  constructor(store: Store, signIns: SignIns, clock: Clock) {
    this.#store = store;
    this.#signIns = signIns;
    this.#clock = clock;
  }

  create(
    actor: User | null,
    { contractId, role }: { contractId: ContractId; role: Role },
  ): Result<{ token: string; expiresAt: Date }> {
    if (this.#store.contracts.byId(contractId) === null) return failure('not_found');
    if (actor !== null) {
      const own = this.#store.memberships.role(actor.id, contractId);
      // Who is no member must not learn that the contract exists.
      if (own === null) return failure('not_found');
      if (!mayInvite(own)) return failure('forbidden');
    }
    const token = newToken();
    const now = this.#clock();
    const expiresAt = now + invitationLifetimeMs;
    const inviterId = actor?.id ?? null;
    this.#store.invitations.add({ tokenHash: hashToken(token), contractId, role, inviterId, expiresAt }, now);
    return success({ token, expiresAt: new Date(expiresAt) });
  }

  read(token: string): Result<{ contractTitle: string; role: Role; inviterName: string | null }> {
    const found = this.#open(token);
    if (!found.ok) return found;
    const { contractId, role, inviterId } = found.value;
    return success({
      contractTitle: this.#store.contracts.byId(contractId)?.title ?? '',
      role,
      inviterName: inviterId === null ? null : (this.#store.users.byId(inviterId)?.name ?? null),
    });
  }

  async accept(
    token: string,
    input: Identity | { signedIn: SignedIn },
  ): Promise<Result<{ signedIn: SignedIn; contractId: ContractId }>> {
    const found = this.#open(token);
    if (!found.ok) return found;
    const { contractId } = found.value;
    if ('signedIn' in input) {
      const joined = this.#join(token, () => success(input.signedIn.user.id));
      return joined.ok ? success({ signedIn: input.signedIn, contractId }) : joined;
    }
    const identity = parseIdentity(input);
    if (!identity.ok) return identity;
    const { name, email, password } = identity.value;
    const passwordHash = await hashPassword(password);
    let user: UserRecord | null = null;
    const joined = this.#join(token, () => {
      if (this.#store.users.byEmail(email) !== null) return failure('email_taken');
      user = this.#store.users.add({ name, email, passwordHash, isAdmin: false }, this.#clock());
      return success(user.id);
    });
    if (!joined.ok) return joined;
    if (user === null) throw new Error('an invitation was accepted by nobody');
    return success({ signedIn: await this.#signIns.create(user), contractId });
  }

  /** Looks again inside the transaction: two people may have opened the link at once. */
  #join(token: string, findUser: () => Result<UserId>): Result<null> {
    return this.#store.transaction(() => {
      const found = this.#open(token);
      if (!found.ok) return found;
      const user = findUser();
      if (!user.ok) return user;
      const { contractId, role, tokenHash } = found.value;
      const now = this.#clock();
      this.#store.invitations.use(tokenHash, user.value, now);
      // A coordinator who opens a viewer's link stays a coordinator.
      const own = this.#store.memberships.role(user.value, contractId);
      if (own !== 'coordinator') this.#store.memberships.put(user.value, contractId, role, now);
      return success(null);
    });
  }

  #open(token: string): Result<InvitationRecord> {
    const invitation = this.#store.invitations.byTokenHash(hashToken(token));
    if (invitation === null) return failure('invitation_unknown');
    if (invitation.usedAt !== null) return failure('invitation_used');
    if (invitation.expiresAt <= this.#clock()) return failure('invitation_expired');
    return success(invitation);
  }
}
