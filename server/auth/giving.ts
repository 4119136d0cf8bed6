// What giving rights and links rests on. Who answers for another person's account: whoever coordinates all of the contracts it belongs to, and never for an
// administrator's unless they are one. The same for new passwords and for ending sessions.
import type { ContractId } from '../../src/lib/contract/ids.ts';
import type { Rights } from '../../src/lib/contract/permissions.ts';
import type { Contracts } from '../store/contracts.ts';
import type { Memberships } from '../store/memberships.ts';

interface Account {
  readonly id: Parameters<Memberships['ofUser']>[0];
  readonly isAdmin: boolean;
}

/** `unknown`: who shares no contract must not learn that the account exists. */
export function answersFor(
  memberships: Memberships,
  actor: Account,
  user: Account,
): 'yes' | 'no' | 'unknown' {
  const roleOfActor = new Map(memberships.ofUser(actor.id).map((one) => [one.contractId, one.role]));
  const contracts = memberships.ofUser(user.id).map((one) => one.contractId);
  if (!contracts.some((id) => roleOfActor.get(id) === 'coordinator')) return 'unknown';
  if (user.isAdmin && !actor.isAdmin) return 'no';
  return contracts.every((id) => roleOfActor.get(id) === 'coordinator') ? 'yes' : 'no';
}

/** Why these rights cannot be given in the contract, whoever gives them: null when they can. */
export function refusedRights(
  contracts: Pick<Contracts, 'organisations'>,
  contractId: ContractId,
  { role, organisationId }: Rights,
): 'organisation_needed' | 'organisation_unknown' | null {
  if (organisationId === null) return role === 'partner' ? 'organisation_needed' : null;
  const isKnown = contracts.organisations(contractId).some(({ id }) => id === organisationId);
  return isKnown ? null : 'organisation_unknown';
}
