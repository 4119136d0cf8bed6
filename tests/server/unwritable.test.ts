// A full disk as people at forms meet it: a sentence, never a broken page; and nobody is signed out by it.
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { plainView } from '../../src/lib/contract/view.ts';
import { type LiveServer, startLiveServer } from '../helpers/live-server.ts';

let live: LiveServer;

beforeEach(async () => {
  live = await startLiveServer();
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  await live.dispose();
});

/** What SQLite throws when the disk is full, at the one write that a form needs. */
function full(): never {
  throw new SqliteDatabase.SqliteError('database or disk is full', 'SQLITE_FULL');
}

const notWritten = { ok: false, code: 'not_written' };

it('OP9 signing in, inviting, naming organisations and making contracts say that nothing can be saved', async () => {
  const { accounts, contracts, people } = live.app.services;
  const { user } = live.coordinator.signedIn;
  const { store } = live.app;
  vi.spyOn(store.sessions, 'put').mockImplementation(full);
  vi.spyOn(store.organisations, 'add').mockImplementation(full);
  vi.spyOn(store.invitations, 'add').mockImplementation(full);
  vi.spyOn(store.contracts, 'add').mockImplementation(full);
  const login = { email: user.email, password: 'une longue phrase de passe', address: '::1' };
  expect(await accounts.login(login)).toEqual(notWritten);
  expect(people.addOrganisation(user, live.contractId, 'Région')).toEqual(notWritten);
  const { contractId } = live;
  expect(accounts.createInvitation(user, { contractId, role: 'viewer', organisationId: null })).toEqual(
    notWritten,
  );
  expect(contracts.loadExample(user, user, 'metz')).toEqual(notWritten);
});

it('OP9 a request that only wrote is answered 503 and its code', async () => {
  vi.spyOn(live.app.store.views, 'putCurrent').mockImplementation(full);
  const { cookie } = live.coordinator;
  const answer = await fetch(`${live.url}/api/plans/${live.planId}/views/current/budget`, {
    method: 'PUT',
    headers: { cookie, origin: live.url, 'content-type': 'application/json' },
    body: JSON.stringify({ view: plainView }),
  });
  expect([answer.status, await answer.json()]).toEqual([503, notWritten]);
});

it('OP9 a session that cannot be renewed stands as it is', async () => {
  const { session } = live.coordinator.signedIn;
  vi.useFakeTimers({ now: session.expiresAt.getTime() - 60_000, toFake: ['Date'] });
  vi.spyOn(live.app.store.sessions, 'setExpiry').mockImplementation(full);
  const found = await live.app.services.accounts.validateSession(session.id);
  expect(found).toMatchObject({ renewed: false, signedIn: { session: { expiresAt: session.expiresAt } } });
});

it('OP9 any other failure is a bug and stays one', async () => {
  vi.spyOn(live.app.store.sessions, 'put').mockImplementation(() => {
    throw new Error('a bug');
  });
  const { email } = live.coordinator.signedIn.user;
  const login = { email, password: 'une longue phrase de passe', address: '::1' };
  await expect(live.app.services.accounts.login(login)).rejects.toThrow('a bug');
});
