// What the matrix's walk (`server/sync/authorise.test.ts`) does not ask: who is the same, and what is not a cell.
import { describe, expect, it } from 'vitest';
import type { OrganisationId } from './ids.ts';
import {
  isRole,
  isSameRights,
  mayCreateContracts,
  mayEditCells,
  mayManagePeople,
  mayRunCommands,
  maySetCommittees,
  reachOf,
  type Rights,
  roles,
} from './permissions.ts';

const organisation = 'ccas' as OrganisationId;

describe('PR10 rights', () => {
  it('PR18 are the same when role and organisation are', () => {
    const rights: Rights = { role: 'partner', organisationId: organisation };
    expect(isSameRights(rights, { ...rights })).toBe(true);
    expect(isSameRights(rights, { ...rights, organisationId: null })).toBe(false);
    expect(isSameRights(rights, { ...rights, role: 'viewer' })).toBe(false);
  });

  it('PR10 CM3 PE1 only coordinators run commands, manage people and set committees; State and viewer write nothing', () => {
    const only = (may: (role: (typeof roles)[number]) => boolean): string[] => roles.filter(may);
    for (const may of [mayRunCommands, mayManagePeople, maySetCommittees])
      expect(only(may)).toEqual(['coordinator']);
    expect(only(mayEditCells)).toEqual(['coordinator', 'partner']);
    expect([mayCreateContracts({ isAdmin: true }), mayCreateContracts({ isAdmin: false })]).toEqual([
      true,
      false,
    ]);
    expect([isRole('state'), isRole('owner'), isRole('')]).toEqual([true, false, false]);
  });

  it('PR10 a kind of row has no cell of a group that is not its own, whatever the role and phase', () => {
    expect(reachOf('coordinator', 'entry', 'realised', 'signed')).toBeNull();
    expect(reachOf('coordinator', 'indicator', 'spent', 'signed')).toBeNull();
    expect(reachOf('coordinator', 'fiche', 'spent', 'signed')).toBe('all');
    expect(reachOf('partner', 'fiche', 'spent', 'signed')).toBe('own');
    for (const role of roles) expect(reachOf(role, 'fiche', 'planned', 'closed')).toBeNull();
  });
});
