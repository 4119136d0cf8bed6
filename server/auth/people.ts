// Who belongs to a contract and for whom: members, invitations that nobody used yet, organisations. A coordinator changes
// them; who is no member learns nothing. What is read here is what the page of people shows.
import { cleanName } from '../../src/lib/contract/clean-name.ts';
import { failure, success, type Result } from '../../src/lib/contract/errors.ts';
import type { ContractId, OrganisationId, UserId } from '../../src/lib/contract/ids.ts';
import { maxOrganisationNameLength, maxOrganisations } from '../../src/lib/contract/limits.ts';
import { mayManagePeople, type Rights } from '../../src/lib/contract/permissions.ts';
import type { ContractPeople, Member } from '../../src/lib/contract/summary.ts';
import type { People, User } from '../app-services.ts';
import type { Clock, Store } from '../store/store.ts';
import { answersFor, refusedRights } from './giving.ts';

export class LocalPeople implements People {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock = Date.now) {
    this.#store = store;
    this.#clock = clock;
  }

  of(user: User, contractId: ContractId): Result<ContractPeople> {
    const own = this.#store.memberships.rights(user.id, contractId);
    if (own === null) return failure('not_found');
    const { memberships, contracts, organisations, invitations, users } = this.#store;
    const manages = mayManagePeople(own.role);
    const now = this.#clock();
    return success({
      members: memberships.members(contractId).map((member): Member => ({
        ...member,
        isAnsweredFor: manages && member.userId !== user.id && this.#answersFor(user, member.userId),
        sessions: manages
          ? this.#store.sessions.ofUser(member.userId).filter((one) => one.expiresAt > now).length
          : null,
      })),
      organisations: contracts
        .organisations(contractId)
        .map((one) => ({ ...one, isInUse: organisations.isInUse(one.id, contractId, now) })),
      invitations: !manages
        ? []
        : invitations.open(contractId, now).map((one) => ({
            id: one.tokenHash,
            role: one.role,
            organisationId: one.organisationId,
            inviterName: one.inviterId === null ? null : (users.byId(one.inviterId)?.name ?? null),
            createdAt: new Date(one.createdAt),
            expiresAt: new Date(one.expiresAt),
          })),
    });
  }

  setRights(actor: User, contractId: ContractId, userId: UserId, rights: Rights): Result<null> {
    return this.#manage(actor, contractId, () => {
      const present = this.#store.memberships.rights(userId, contractId);
      if (present === null) return failure('not_found');
      const refused = refusedRights(this.#store.contracts, contractId, rights);
      if (refused !== null) return failure(refused);
      if (rights.role !== 'coordinator' && this.#isLastCoordinator(contractId, userId))
        return failure('last_coordinator');
      this.#store.memberships.put(userId, contractId, rights, this.#clock());
      if (!mayManagePeople(rights.role)) this.#withdrawLinks(userId, contractId);
      return success(null);
    });
  }

  /** With the links that they made. */
  remove(actor: User, contractId: ContractId, userId: UserId): Result<null> {
    return this.#manage(actor, contractId, () => {
      if (this.#store.memberships.rights(userId, contractId) === null) return failure('not_found');
      if (this.#isLastCoordinator(contractId, userId)) return failure('last_coordinator');
      this.#store.memberships.remove(userId, contractId);
      this.#withdrawLinks(userId, contractId);
      return success(null);
    });
  }

  withdrawInvitation(actor: User, contractId: ContractId, invitationId: string): Result<null> {
    return this.#manage(actor, contractId, () =>
      this.#store.invitations.withdraw(invitationId, contractId)
        ? success(null)
        : failure('invitation_unknown'),
    );
  }

  /** Of somebody all of whose contracts the actor coordinates: the browsers they are signed in with start again. */
  endSessions(actor: User, contractId: ContractId, userId: UserId): Result<null> {
    return this.#manage(actor, contractId, () => {
      if (this.#store.memberships.rights(userId, contractId) === null) return failure('not_found');
      if (userId !== actor.id && !this.#answersFor(actor, userId)) return failure('forbidden');
      this.#store.sessions.deleteOfUser(userId);
      return success(null);
    });
  }

  addOrganisation(actor: User, contractId: ContractId, name: string): Result<null> {
    return this.#manage(actor, contractId, () => {
      const read = this.#readName(contractId, name, null);
      if (!read.ok) return read;
      if (this.#store.contracts.organisations(contractId).length >= maxOrganisations)
        return failure('too_many_organisations');
      this.#store.organisations.add(contractId, read.value);
      return success(null);
    });
  }

  renameOrganisation(actor: User, contractId: ContractId, id: OrganisationId, name: string): Result<null> {
    return this.#manage(actor, contractId, () => {
      const read = this.#readName(contractId, name, id);
      if (!read.ok) return read;
      return this.#store.organisations.rename(id, contractId, read.value)
        ? success(null)
        : failure('organisation_unknown');
    });
  }

  removeOrganisation(actor: User, contractId: ContractId, id: OrganisationId): Result<null> {
    return this.#manage(actor, contractId, () => {
      if (this.#store.organisations.isInUse(id, contractId, this.#clock()))
        return failure('organisation_in_use');
      return this.#store.organisations.remove(id, contractId)
        ? success(null)
        : failure('organisation_unknown');
    });
  }

  /** Invitations into this contract that nobody used, and new passwords for whomever. */
  #withdrawLinks(userId: UserId, contractId: ContractId): void {
    this.#store.invitations.withdrawFrom(userId, contractId);
    this.#store.passwordResets.deleteMadeBy(userId);
  }

  #manage(actor: User, contractId: ContractId, work: () => Result<null>): Result<null> {
    return this.#store.transaction(() => {
      const own = this.#store.memberships.rights(actor.id, contractId);
      // Who is no member must not learn that the contract exists.
      if (own === null) return failure('not_found');
      return mayManagePeople(own.role) ? work() : failure('forbidden');
    });
  }

  #answersFor(actor: User, userId: UserId): boolean {
    const user = this.#store.users.byId(userId);
    return user !== null && answersFor(this.#store.memberships, actor, user) === 'yes';
  }

  #isLastCoordinator(contractId: ContractId, userId: UserId): boolean {
    const coordinators = this.#store.memberships
      .members(contractId)
      .filter(({ role }) => role === 'coordinator');
    return coordinators.length === 1 && coordinators[0]?.userId === userId;
  }

  #readName(contractId: ContractId, text: string, except: OrganisationId | null): Result<string> {
    const name = cleanName(text);
    if (name === '') return failure('organisation_name_missing');
    if (name.length > maxOrganisationNameLength) return failure('organisation_name_too_long');
    const folded = name.toLocaleLowerCase('fr');
    const isTaken = this.#store.contracts
      .organisations(contractId)
      .some((one) => one.id !== except && one.name.toLocaleLowerCase('fr') === folded);
    return isTaken ? failure('organisation_name_taken') : success(name);
  }
}
