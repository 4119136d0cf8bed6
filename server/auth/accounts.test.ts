import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openedDatabase, temporaryFolder } from '../../tests/helpers/store-fixture.ts';
import type { ErrorCode, Result } from '../../src/lib/contract/errors.ts';
import type { ContractId } from '../../src/lib/contract/ids.ts';
import type { Role } from '../../src/lib/contract/permissions.ts';
import type { SignedIn, User } from '../app-services.ts';
import type { DurableDatabase } from '../store/durable-database.ts';
import { Store } from '../store/store.ts';
import { LocalAccounts } from './accounts.ts';
import { LocalContracts } from './contracts.ts';
import { LocalPeople } from './people.ts';
import { invitationLifetimeMs } from './invitations.ts';
import { resetLifetimeMs } from './password-resets.ts';
import { LoginThrottle } from './throttle.ts';

const password = 'une phrase assez longue';
const address = '192.0.2.1';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
let now: number;
let database: DurableDatabase;
let store: Store;
let accounts: LocalAccounts;
let contracts: LocalContracts;
let people: LocalPeople;

beforeEach(() => {
  folder = temporaryFolder();
  file = `${folder.path}/trame.db`;
  now = Date.UTC(2026, 0, 1);
  database = openedDatabase(file);
  store = new Store(database, () => now);
  accounts = new LocalAccounts(store, () => now);
  contracts = new LocalContracts(store, () => now);
  people = new LocalPeople(store, () => now);
});
afterEach(() => {
  store.close();
  folder.remove();
});

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

function codeOf(result: Result<unknown>): ErrorCode | null {
  return result.ok ? null : result.code;
}

async function setUp(): Promise<SignedIn> {
  const token = accounts.setupToken() ?? '';
  return valueOf(await accounts.createFirstAccount({ token, name: 'Ana', email: 'ana@metz.fr', password }));
}

function newContract(actor: User, title: string): ContractId {
  const input = { title, parties: [], exercise: '2024-2025', envelope: '', axes: ['Un axe'] };
  return valueOf(contracts.create(actor, actor, input)).contractId;
}

async function invite(actor: User, contractId: ContractId, email: string, role: Role): Promise<SignedIn> {
  const { token } = valueOf(accounts.createInvitation(actor, { contractId, role, organisationId: null }));
  return valueOf(await accounts.acceptInvitation(token, { name: email, email, password })).signedIn;
}

describe('the first account', () => {
  it('comes by the set-up link, administers the instance and is signed in', async () => {
    expect(accounts.needsSetup()).toBe(true);
    const { user, session } = await setUp();
    expect(user).toMatchObject({ name: 'Ana', email: 'ana@metz.fr', isAdmin: true });
    expect((await accounts.validateSession(session.id))?.signedIn.user).toEqual(user);
    expect(accounts.needsSetup()).toBe(false);
  });

  it('is made once: the link is dead afterwards, also for two people at the same moment', async () => {
    const token = accounts.setupToken() ?? '';
    const input = { token, name: 'Ana', password };
    const both = await Promise.all([
      accounts.createFirstAccount({ ...input, email: 'ana@metz.fr' }),
      accounts.createFirstAccount({ ...input, email: 'bob@metz.fr' }),
    ]);
    expect(both.map(codeOf).toSorted()).toEqual([null, 'setup_already_done']);
    const third = await accounts.createFirstAccount({ ...input, email: 'eve@metz.fr' });
    expect(codeOf(third)).toBe('setup_already_done');
    expect(accounts.isSetupTokenValid(token)).toBe(false);
    expect(accounts.setupToken()).toBeNull();
    expect(accounts.listUsers()).toHaveLength(1);
  });

  it('needs the link of this very start', async () => {
    const earlier = new LocalAccounts(store, () => now).setupToken() ?? '';
    const refused = await accounts.createFirstAccount({
      token: earlier,
      name: 'Ana',
      email: 'ana@metz.fr',
      password,
    });
    expect(codeOf(refused)).toBe('setup_link_invalid');
    expect(accounts.needsSetup()).toBe(true);
  });

  it.each([
    [{ name: '  ' }, 'name_missing'],
    [{ email: 'ana' }, 'email_invalid'],
    [{ password: 'court' }, 'password_too_short'],
    [{ password: 'e\u0301'.repeat(11) }, 'password_too_short'],
  ])('says what is wrong with %j, and the link stays good', async (change, code) => {
    const token = accounts.setupToken() ?? '';
    const input = { token, name: 'Ana', email: 'ana@metz.fr', password, ...change };
    expect(codeOf(await accounts.createFirstAccount(input))).toBe(code);
    expect(accounts.isSetupTokenValid(token)).toBe(true);
  });

  it('made on the command line administers the instance too', async () => {
    const added = valueOf(await accounts.addUser({ name: 'Ana', email: 'a@x.fr', password, isAdmin: false }));
    expect(added.isAdmin).toBe(true);
    expect(
      valueOf(await accounts.addUser({ name: 'Bob', email: 'b@x.fr', password, isAdmin: false })).isAdmin,
    ).toBe(false);
  });
});

describe('signing in', () => {
  beforeEach(setUp);

  it('takes the address however it is written, and the password as it is', async () => {
    expect(codeOf(await accounts.login({ email: ' ANA@metz.fr', password, address }))).toBeNull();
    expect(codeOf(await accounts.login({ email: 'ana@metz.fr', password: ` ${password}`, address }))).toBe(
      'wrong_credentials',
    );
  });

  it('gives one answer for a wrong password and for an unknown address', async () => {
    const wrong = await accounts.login({ email: 'ana@metz.fr', password: 'not this one at all', address });
    const unknown = await accounts.login({ email: 'eve@metz.fr', password, address });
    expect(wrong).toEqual({ ok: false, code: 'wrong_credentials' });
    expect(unknown).toEqual(wrong);
  });

  it('slows guessing down, says for how long, and lets the right password in afterwards', async () => {
    const limits = {
      windowMs: 60_000,
      failuresPerPair: 2,
      failuresPerAddress: 100,
      failuresPerEmail: 100,
      maxKeys: 10,
    };
    accounts = new LocalAccounts(store, () => now, new LoginThrottle(() => now, limits));
    const login = (attempt: string) => accounts.login({ email: 'ana@metz.fr', password: attempt, address });
    for (let i = 0; i < 2; i += 1)
      expect(codeOf(await login('not this one at all'))).toBe('wrong_credentials');
    now += 15_000;
    expect(await login(password)).toEqual({ ok: false, code: 'too_many_attempts', retryAfterSeconds: 45 });
    now += 45_000;
    expect(codeOf(await login(password))).toBeNull();
  });

  it('gives each sign-in a session of its own; signing out ends that one', async () => {
    const login = async () =>
      valueOf(await accounts.login({ email: 'ana@metz.fr', password, address })).session.id;
    const [first, second] = [await login(), await login()];
    expect(first).not.toBe(second);
    await accounts.logout(first);
    expect(await accounts.validateSession(first)).toBeNull();
    expect(await accounts.validateSession(second)).not.toBeNull();
  });

  it('ends a session after thirty days, and renews one in its second half', async () => {
    const { session } = valueOf(await accounts.login({ email: 'ana@metz.fr', password, address }));
    const day = 24 * 60 * 60_000;
    const expireIn = (ms: number) =>
      database.prepare('UPDATE sessions SET expires_at = ?').run(Date.now() + ms);
    expect(Math.round((session.expiresAt.getTime() - Date.now()) / day)).toBe(30);
    expect(await accounts.validateSession(session.id)).toMatchObject({ renewed: false });
    expireIn(10 * day);
    const renewed = await accounts.validateSession(session.id);
    expect(renewed?.renewed).toBe(true);
    expect(Math.round(((renewed?.signedIn.session.expiresAt.getTime() ?? 0) - Date.now()) / day)).toBe(30);
    expireIn(-1);
    expect(await accounts.validateSession(session.id)).toBeNull();
  });

  it('renews nothing for a socket, which cannot renew the cookie: the next page does', async () => {
    const { session, user } = valueOf(await accounts.login({ email: 'ana@metz.fr', password, address }));
    const expiresAt = Date.now() + 10 * 24 * 60 * 60_000;
    database.prepare('UPDATE sessions SET expires_at = ?').run(expiresAt);
    expect(await accounts.userOfSession(session.id)).toEqual(user);
    expect(database.prepare<[], number>('SELECT expires_at FROM sessions').pluck().all()).toContain(
      expiresAt,
    );
    expect(await accounts.validateSession(session.id)).toMatchObject({ renewed: true });
    database.prepare('UPDATE sessions SET expires_at = ?').run(Date.now() - 1);
    expect(await accounts.userOfSession(session.id)).toBeNull();
  });

  it('is closed to a disabled account, whose sessions end at once', async () => {
    const { session } = valueOf(await accounts.login({ email: 'ana@metz.fr', password, address }));
    accounts.setDisabled('Ana@metz.fr', true);
    expect(await accounts.validateSession(session.id)).toBeNull();
    expect(codeOf(await accounts.login({ email: 'ana@metz.fr', password, address }))).toBe(
      'account_disabled',
    );
    // Who does not know the password learns nothing.
    expect(codeOf(await accounts.login({ email: 'ana@metz.fr', password: 'not this one', address }))).toBe(
      'wrong_credentials',
    );
    accounts.setDisabled('ana@metz.fr', false);
    expect(codeOf(await accounts.login({ email: 'ana@metz.fr', password, address }))).toBeNull();
  });

  it('refuses ids that nobody was given, and the stored hash of one', async () => {
    const { session } = valueOf(await accounts.login({ email: 'ana@metz.fr', password, address }));
    const hashes = database.prepare<[], string>('SELECT id_hash FROM sessions').pluck().all();
    for (const id of ['', 'x'.repeat(40), session.id.slice(1), ...hashes]) {
      expect(await accounts.validateSession(id)).toBeNull();
    }
  });
});

describe('what is on disk', () => {
  it('ST10 holds no password, no session id and no link, only their hashes', async () => {
    const { user, session } = await setUp();
    const invitation = valueOf(
      accounts.createInvitation(user, {
        contractId: newContract(user, 'C'),
        role: 'viewer',
        organisationId: null,
      }),
    );
    const reset = valueOf(accounts.createPasswordReset(null, 'ana@metz.fr'));
    database.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = readFileSync(file);
    for (const secret of [password, session.id, invitation.token, reset.token]) {
      expect(bytes.includes(secret)).toBe(false);
    }
    expect(bytes.includes('$argon2id$v=19$m=19456,t=2,p=1$')).toBe(true);
  });
});

describe('invitations', () => {
  let ana: User;
  let contractId: ContractId;
  beforeEach(async () => {
    ana = (await setUp()).user;
    contractId = newContract(ana, 'CTAI de Metz');
  });
  const bob = { name: 'Bob', email: 'bob@metz.fr', password };
  const newLink = (role: Role = 'viewer'): string =>
    valueOf(accounts.createInvitation(ana, { contractId, role, organisationId: null })).token;

  it('tell who invites to what, make the account and let it into that contract only', async () => {
    const other = newContract(ana, 'Autre');
    const token = newLink();
    expect(accounts.readInvitation(token)).toEqual({
      ok: true,
      value: { contractTitle: 'CTAI de Metz', role: 'viewer', organisation: null, inviterName: 'Ana' },
    });
    const { signedIn } = valueOf(await accounts.acceptInvitation(token, bob));
    expect(await accounts.validateSession(signedIn.session.id)).not.toBeNull();
    expect(contracts.listFor(signedIn.user).map(({ id, role }) => [id, role])).toEqual([
      [contractId, 'viewer'],
    ]);
    expect(codeOf(people.of(signedIn.user, other))).toBe('not_found');
  });

  it('let somebody who is signed in join with that account', async () => {
    const other = newContract(ana, 'Autre');
    const signedIn = await invite(ana, other, 'bob@metz.fr', 'viewer');
    valueOf(await accounts.acceptInvitation(newLink(), { signedIn }));
    expect(
      contracts
        .listFor(signedIn.user)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([other, contractId].toSorted());
    expect(accounts.listUsers()).toHaveLength(2);
  });

  it('work once, also when two people open the link at the same moment', async () => {
    const token = newLink();
    const both = await Promise.all([
      accounts.acceptInvitation(token, bob),
      accounts.acceptInvitation(token, { ...bob, email: 'eve@metz.fr' }),
    ]);
    expect(both.map(codeOf).toSorted()).toEqual([null, 'invitation_used'].toSorted());
    expect(accounts.listUsers()).toHaveLength(2);
    expect(codeOf(accounts.readInvitation(token))).toBe('invitation_used');
  });

  it('end after seven days', async () => {
    const token = newLink();
    now += invitationLifetimeMs - 1;
    expect(codeOf(accounts.readInvitation(token))).toBeNull();
    now += 1;
    expect(codeOf(accounts.readInvitation(token))).toBe('invitation_expired');
    expect(codeOf(await accounts.acceptInvitation(token, bob))).toBe('invitation_expired');
  });

  it('that nobody made are unknown', async () => {
    expect(codeOf(accounts.readInvitation('nothing'))).toBe('invitation_unknown');
    expect(codeOf(await accounts.acceptInvitation('nothing', bob))).toBe('invitation_unknown');
  });

  it('do not make a second account for an address, and stay good', async () => {
    const token = newLink();
    expect(codeOf(await accounts.acceptInvitation(token, { ...bob, email: 'ANA@metz.fr' }))).toBe(
      'email_taken',
    );
    expect(codeOf(accounts.readInvitation(token))).toBeNull();
  });

  it('raise a viewer to coordinator, and never lower a coordinator', async () => {
    const signedIn = await invite(ana, contractId, 'bob@metz.fr', 'viewer');
    const roleOf = (): Role | undefined => contracts.listFor(signedIn.user)[0]?.role;
    await accounts.acceptInvitation(newLink('coordinator'), { signedIn });
    expect(roleOf()).toBe('coordinator');
    await accounts.acceptInvitation(newLink('viewer'), { signedIn });
    expect(roleOf()).toBe('coordinator');
  });

  it('are made by coordinators of that contract and by the command line, by nobody else', async () => {
    const { user: viewer } = await invite(ana, contractId, 'bob@metz.fr', 'viewer');
    const { user: stranger } = await invite(ana, newContract(ana, 'Autre'), 'eve@metz.fr', 'coordinator');
    const input = { contractId, role: 'viewer' as const, organisationId: null };
    expect(codeOf(accounts.createInvitation(viewer, input))).toBe('forbidden');
    expect(codeOf(accounts.createInvitation(stranger, input))).toBe('not_found');
    const { token } = valueOf(accounts.createInvitation(null, input));
    expect(valueOf(accounts.readInvitation(token)).inviterName).toBeNull();
  });

  it('of an account that is disabled end with it', () => {
    const token = newLink();
    accounts.setDisabled('ana@metz.fr', true);
    expect(codeOf(accounts.readInvitation(token))).toBe('invitation_unknown');
  });
});

describe('password resets', () => {
  const next = 'une autre phrase assez longue';
  let ana: User;
  beforeEach(async () => {
    ana = (await setUp()).user;
  });
  const newLink = (): string => valueOf(accounts.createPasswordReset(null, 'ana@metz.fr')).token;

  it('change the password, sign in, and end every other session', async () => {
    const { session } = valueOf(await accounts.login({ email: 'ana@metz.fr', password, address }));
    const signedIn = valueOf(await accounts.resetPassword(newLink(), next));
    expect(await accounts.validateSession(session.id)).toBeNull();
    expect(await accounts.validateSession(signedIn.session.id)).not.toBeNull();
    expect(codeOf(await accounts.login({ email: 'ana@metz.fr', password, address }))).toBe(
      'wrong_credentials',
    );
    expect(codeOf(await accounts.login({ email: 'ana@metz.fr', password: next, address }))).toBeNull();
  });

  it('work once, also twice at the same moment', async () => {
    const token = newLink();
    const both = await Promise.all([
      accounts.resetPassword(token, next),
      accounts.resetPassword(token, `${next} b`),
    ]);
    expect(both.map(codeOf).toSorted()).toEqual([null, 'reset_link_invalid'].toSorted());
    expect(accounts.isResetTokenValid(token)).toBe(false);
  });

  it('end after a day, and with a newer link', async () => {
    const older = newLink();
    const token = newLink();
    expect(accounts.isResetTokenValid(older)).toBe(false);
    now += resetLifetimeMs - 1;
    expect(accounts.isResetTokenValid(token)).toBe(true);
    now += 1;
    expect(codeOf(await accounts.resetPassword(token, next))).toBe('reset_link_invalid');
  });

  it('refuse a short password and stay good', async () => {
    const token = newLink();
    expect(codeOf(await accounts.resetPassword(token, 'court'))).toBe('password_too_short');
    expect(accounts.isResetTokenValid(token)).toBe(true);
  });

  it('are not made for an account that is disabled, and end when it becomes so', () => {
    const token = newLink();
    accounts.setDisabled('ana@metz.fr', true);
    expect(accounts.isResetTokenValid(token)).toBe(false);
    expect(codeOf(accounts.createPasswordReset(null, 'ana@metz.fr'))).toBe('account_disabled');
  });

  it('are made by a coordinator only for people all of whose contracts they coordinate', async () => {
    const mine = newContract(ana, 'Mien');
    const { user: bob } = await invite(ana, mine, 'bob@metz.fr', 'coordinator');
    const { user: viewer } = await invite(bob, mine, 'vic@metz.fr', 'viewer');
    const elsewhere = newContract(ana, 'Ailleurs');
    const both = await invite(ana, mine, 'both@metz.fr', 'viewer');
    const link = valueOf(
      accounts.createInvitation(ana, { contractId: elsewhere, role: 'coordinator', organisationId: null }),
    );
    valueOf(await accounts.acceptInvitation(link.token, { signedIn: both }));
    const { user: stranger } = await invite(ana, elsewhere, 'eve@metz.fr', 'viewer');

    const reset = (actor: User, user: User) => codeOf(accounts.createPasswordReset(actor, user.email));
    expect(reset(bob, viewer)).toBeNull();
    expect(reset(viewer, bob)).toBe('not_found');
    // A link makes its holder that person: with it bob would enter the other contract, or become administrator.
    expect(reset(bob, both.user)).toBe('forbidden');
    expect(reset(bob, ana)).toBe('forbidden');
    expect(reset(bob, stranger)).toBe('not_found');
    expect(codeOf(accounts.createPasswordReset(bob, 'nobody@metz.fr'))).toBe('not_found');
  });
});
