// Rights of people in tests: named, so that a test says who tries.
import type { OrganisationId } from '../../src/lib/contract/ids.ts';
import type { Rights } from '../../src/lib/contract/permissions.ts';

export const coordinatorRights: Rights = { role: 'coordinator', organisationId: null };
export const readerRights: Rights = { role: 'viewer', organisationId: null };

export function partnerRights(organisationId: OrganisationId): Rights {
  return { role: 'partner', organisationId };
}
