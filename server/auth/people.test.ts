// What a coordinator may do with the people of a contract, and what nobody may.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode, Result } from '../../src/lib/contract/errors.ts';
import type { ContractId, OrganisationId } from '../../src/lib/contract/ids.ts';
import type { Rights, Role } from '../../src/lib/contract/permissions.ts';
import { addUser, StoreFixture } from '../../tests/helpers/store-fixture.ts';
import type { User } from '../app-services.ts';
import { LocalAccounts } from './accounts.ts';
import { LocalPeople } from './people.ts';

let fixture: StoreFixture;
let people: LocalPeople;
let accounts: LocalAccounts;
let contractId: ContractId;
let organisationId: OrganisationId;
let coordinator: User;
let viewer: User;
let stranger: User;

beforeEach(() => {
  fixture = new StoreFixture();
  people = new LocalPeople(fixture.store, () => 2_000);
  accounts = new LocalAccounts(fixture.store, () => 2_000);
  coordinator = fixture.user;
  const plan = fixture.store.plans.byId(fixture.planId)?.plan;
  const [organisation] = plan?.organisations ?? [];
  if (plan === undefined || organisation === undefined) throw new Error('no plan');
  contractId = plan.contractId;
  organisationId = organisation.id;
  viewer = member('viewer@metz.fr', 'viewer');
  stranger = addUser(fixture.store, 'eve@ailleurs.fr');
});
afterEach(() => fixture.dispose());

function member(email: string, role: Role): User {
  const user = addUser(fixture.store, email);
  fixture.store.memberships.put(user.id, contractId, { role, organisationId: null }, 1_500);
  return user;
}

function codeOf(result: Result<unknown>): ErrorCode | null {
  return result.ok ? null : result.code;
}

function rights(role: Role, organisation: OrganisationId | null = null): Rights {
  return { role, organisationId: organisation };
}

function rightsOf({ id }: User): Rights | null {
  return fixture.store.memberships.rights(id, contractId);
}

describe('PE1 only a coordinator changes who belongs to a contract; who is no member learns nothing of it', () => {
  it.each<readonly [string, (actor: User) => Result<unknown>]>([
    ['rights', (actor) => people.setRights(actor, contractId, viewer.id, rights('state'))],
    ['removal', (actor) => people.remove(actor, contractId, viewer.id)],
    ['withdrawing', (actor) => people.withdrawInvitation(actor, contractId, 'x')],
    ['sessions', (actor) => people.endSessions(actor, contractId, viewer.id)],
    ['a new organisation', (actor) => people.addOrganisation(actor, contractId, 'Nouvelle')],
    ['renaming one', (actor) => people.renameOrganisation(actor, contractId, organisationId, 'Autre')],
    ['removing one', (actor) => people.removeOrganisation(actor, contractId, organisationId)],
    [
      'inviting',
      (actor) => accounts.createInvitation(actor, { contractId, role: 'viewer', organisationId: null }),
    ],
  ])('PE1 %s', (_what, run) => {
    expect(codeOf(run(viewer))).toBe('forbidden');
    expect(codeOf(run(stranger))).toBe('not_found');
    expect(rightsOf(viewer)).toEqual(rights('viewer'));
  });

  it('PE1 members see members and organisations; invitations and sessions are the coordinators’ to see', () => {
    accounts.createInvitation(coordinator, { contractId, role: 'viewer', organisationId: null });
    const seen = people.of(viewer, contractId);
    if (!seen.ok) throw new Error(seen.code);
    expect(seen.value.members.map(({ email, sessions }) => [email, sessions])).toEqual([
      ['ana@metz.fr', null],
      ['viewer@metz.fr', null],
    ]);
    expect(seen.value.organisations.length).toBeGreaterThan(0);
    expect(seen.value.invitations).toEqual([]);
    expect(people.of(coordinator, contractId)).toMatchObject({
      value: { invitations: [{ role: 'viewer' }] },
    });
    expect(codeOf(people.of(stranger, contractId))).toBe('not_found');
  });
});

describe('PE2 rights', () => {
  it('PE2 a partner acts for an organisation of the contract', () => {
    const give = (given: Rights) => codeOf(people.setRights(coordinator, contractId, viewer.id, given));
    expect(give(rights('partner'))).toBe('organisation_needed');
    expect(give(rights('partner', 'elsewhere' as OrganisationId))).toBe('organisation_unknown');
    expect(rightsOf(viewer)).toEqual(rights('viewer'));
    expect(give(rights('partner', organisationId))).toBeNull();
    expect(rightsOf(viewer)).toEqual(rights('partner', organisationId));
    const invitation = { contractId, role: 'partner', organisationId: null } as const;
    expect(codeOf(accounts.createInvitation(coordinator, invitation))).toBe('organisation_needed');
  });

  it('PE2 an invitation gives its role and its organisation', async () => {
    const made = accounts.createInvitation(coordinator, { contractId, role: 'partner', organisationId });
    if (!made.ok) throw new Error(made.code);
    expect(accounts.readInvitation(made.value.token)).toMatchObject({
      value: { role: 'partner', organisation: { id: organisationId } },
    });
    const session = { id: 'x', expiresAt: new Date(0) };
    await accounts.acceptInvitation(made.value.token, { signedIn: { user: stranger, session } });
    expect(rightsOf(stranger)).toEqual(rights('partner', organisationId));
  });

  it('PE2 a contract keeps a coordinator', () => {
    expect(codeOf(people.setRights(coordinator, contractId, coordinator.id, rights('viewer')))).toBe(
      'last_coordinator',
    );
    expect(codeOf(people.remove(coordinator, contractId, coordinator.id))).toBe('last_coordinator');
    member('second@metz.fr', 'coordinator');
    expect(codeOf(people.remove(coordinator, contractId, coordinator.id))).toBeNull();
    expect(rightsOf(coordinator)).toBeNull();
  });

  it('PE2 who is removed, or coordinates no more, leaves no invitation behind', () => {
    const second = member('second@metz.fr', 'coordinator');
    const open = () => fixture.store.invitations.open(contractId, 2_000).length;
    accounts.createInvitation(second, { contractId, role: 'viewer', organisationId: null });
    expect(open()).toBe(1);
    people.setRights(coordinator, contractId, second.id, rights('state'));
    expect(open()).toBe(0);
    expect(codeOf(people.remove(coordinator, contractId, stranger.id))).toBe('not_found');
  });

  it('PE2 nor a link to a new password, which would let them become somebody else', () => {
    const second = member('second@metz.fr', 'coordinator');
    const made = accounts.createPasswordReset(second, 'viewer@metz.fr');
    if (!made.ok) throw new Error(made.code);
    expect(accounts.isResetTokenValid(made.value.token)).toBe(true);
    people.remove(coordinator, contractId, second.id);
    expect(accounts.isResetTokenValid(made.value.token)).toBe(false);
  });

  it('PE2 an old link takes nothing from a member, and is not used up', async () => {
    people.setRights(coordinator, contractId, viewer.id, rights('partner', organisationId));
    const made = accounts.createInvitation(coordinator, { contractId, role: 'viewer', organisationId: null });
    if (!made.ok) throw new Error(made.code);
    const session = { id: 'x', expiresAt: new Date(0) };
    const signedIn = { user: viewer, session };
    expect(codeOf(await accounts.acceptInvitation(made.value.token, { signedIn }))).toBe('already_member');
    expect(rightsOf(viewer)).toEqual(rights('partner', organisationId));
    // It stays for whom it was made.
    expect(accounts.readInvitation(made.value.token)).toMatchObject({ ok: true });
  });

  it('PE2 an invitation is withdrawn once', () => {
    accounts.createInvitation(coordinator, { contractId, role: 'viewer', organisationId: null });
    const [invitation] = fixture.store.invitations.open(contractId, 2_000);
    const withdraw = () =>
      codeOf(people.withdrawInvitation(coordinator, contractId, invitation?.tokenHash ?? ''));
    expect([withdraw(), withdraw()]).toEqual([null, 'invitation_unknown']);
  });

  it('PE2 sessions are ended by who answers for the account: whoever coordinates all of its contracts', () => {
    const { sessions } = fixture.store;
    const begin = () =>
      sessions.put({ idHash: 'hash', userId: viewer.id, startedAt: 1, expiresAt: Number.MAX_SAFE_INTEGER });
    begin();
    expect(people.of(coordinator, contractId)).toMatchObject({
      value: { members: [{}, { isAnsweredFor: true, sessions: 1 }] },
    });
    expect(codeOf(people.endSessions(coordinator, contractId, viewer.id))).toBeNull();
    expect(sessions.ofUser(viewer.id)).toEqual([]);
    const elsewhere = addUser(fixture.store, 'autre@nancy.fr');
    const other = { title: 'CTAI de Nancy', parties: [], exercise: '2024-2025', envelope: '', axes: ['Axe'] };
    const made = fixture.contracts.create(null, elsewhere, other);
    if (!made.ok) throw new Error(made.code);
    fixture.store.memberships.put(viewer.id, made.value.contractId, rights('viewer'), 0);
    begin();
    expect(codeOf(people.endSessions(coordinator, contractId, viewer.id))).toBe('forbidden');
    expect(sessions.ofUser(viewer.id)).toHaveLength(1);
  });
});

describe('PE3 organisations', () => {
  const names = (): string[] => fixture.store.contracts.organisations(contractId).map(({ name }) => name);

  it('PE3 are added and renamed under a name of their own', () => {
    const add = (name: string) => codeOf(people.addOrganisation(coordinator, contractId, name));
    expect(add('  Une   association ')).toBeNull();
    expect(names().at(-1)).toBe('Une association');
    expect(add('UNE ASSOCIATION')).toBe('organisation_name_taken');
    expect(add('   ')).toBe('organisation_name_missing');
    expect(add('x'.repeat(121))).toBe('organisation_name_too_long');
    const rename = (name: string) =>
      codeOf(people.renameOrganisation(coordinator, contractId, organisationId, name));
    expect(rename('Une association')).toBe('organisation_name_taken');
    expect(rename('Ville')).toBeNull();
    // Its own name in other letters is no other's.
    expect(rename('VILLE')).toBeNull();
    expect(names()).toContain('VILLE');
  });

  it('PE3 stay while an action, a member or an invitation names them', () => {
    const remove = (id: OrganisationId) => codeOf(people.removeOrganisation(coordinator, contractId, id));
    const carrier = fixture.store.rows
      .ofPlan(fixture.planId)
      .flatMap((row) => (row.kind === 'fiche' ? row.organisationIds : []))[0];
    expect(remove(carrier ?? organisationId)).toBe('organisation_in_use');
    people.addOrganisation(coordinator, contractId, 'Nouvelle');
    const added = fixture.store.contracts.organisations(contractId).at(-1)?.id ?? organisationId;
    people.setRights(coordinator, contractId, viewer.id, rights('partner', added));
    expect(remove(added)).toBe('organisation_in_use');
    people.setRights(coordinator, contractId, viewer.id, rights('viewer'));
    const asked = accounts.createInvitation(coordinator, {
      contractId,
      role: 'state',
      organisationId: added,
    });
    expect(remove(added)).toBe('organisation_in_use');
    // What is over does not hold it.
    if (asked.ok) fixture.database.exec('UPDATE invitations SET expires_at = 1');
    expect(remove(added)).toBeNull();
    expect(remove(added)).toBe('organisation_unknown');
    expect(names()).not.toContain('Nouvelle');
  });
});
