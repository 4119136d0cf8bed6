// Invitations: a coordinator's link that lets one person into one contract, once, within a week.
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import type { ContractId, UserId } from '../../src/lib/contract/ids.ts';
import { mayManagePeople, type Rights, type Role, roles } from '../../src/lib/contract/permissions.ts';
import type { Organisation } from '../../src/lib/contract/plan.ts';
import type { SignedIn, User } from '../app-services.ts';
import type { InvitationRecord } from '../store/invitations.ts';
import type { Clock, Store } from '../store/store.ts';
import type { UserRecord } from '../store/users.ts';
import { refusedRights } from './giving.ts';
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
    { contractId, role, organisationId }: { contractId: ContractId } & Rights,
  ): Result<{ token: string; expiresAt: Date }> {
    if (this.#store.contracts.byId(contractId) === null) return failure('not_found');
    if (actor !== null) {
      const own = this.#store.memberships.rights(actor.id, contractId);
      // Who is no member must not learn that the contract exists.
      if (own === null) return failure('not_found');
      if (!mayManagePeople(own.role)) return failure('forbidden');
    }
    const given = refusedRights(this.#store.contracts, contractId, { role, organisationId });
    if (given !== null) return failure(given);
    const token = newToken();
    const createdAt = this.#clock();
    const expiresAt = createdAt + invitationLifetimeMs;
    const inviterId = actor?.id ?? null;
    const tokenHash = hashToken(token);
    this.#store.invitations.add({
      tokenHash,
      contractId,
      role,
      organisationId,
      inviterId,
      createdAt,
      expiresAt,
    });
    return success({ token, expiresAt: new Date(expiresAt) });
  }

  read(token: string): Result<{
    contractTitle: string;
    role: Role;
    organisation: Organisation | null;
    inviterName: string | null;
  }> {
    const found = this.#open(token);
    if (!found.ok) return found;
    const { contractId, role, organisationId, inviterId } = found.value;
    const organisations = this.#store.contracts.organisations(contractId);
    return success({
      organisation: organisations.find(({ id }) => id === organisationId) ?? null,
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
      const { contractId, role, organisationId, tokenHash } = found.value;
      const now = this.#clock();
      // Who is a member already keeps what they may do: an old link takes nothing away, and stays for whom it was made.
      const own = this.#store.memberships.rights(user.value, contractId);
      if (own !== null && !isMore(role, own.role)) return failure('already_member');
      this.#store.invitations.use(tokenHash, user.value, now);
      this.#store.memberships.put(user.value, contractId, { role, organisationId }, now);
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

/** Roles reach less and less in their order. */
function isMore(role: Role, than: Role): boolean {
  return roles.indexOf(role) < roles.indexOf(than);
}
