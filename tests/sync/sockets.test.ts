// The door of the live plans: who may come in, what happens when a session ends, presence, and a server that stops.
import { once } from 'node:events';
import { request } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CellKey, PlanId } from '../../src/lib/contract/ids.ts';
import type { Role } from '../../src/lib/contract/permissions.ts';
import type { PresenceEntry } from '../../src/lib/protocol/presence-codec.ts';
import { presenceColors } from '../../server/sync/presence.ts';
import { type LiveServer, startLiveServer } from '../helpers/live-server.ts';
import { type ClientTarget, requestLease, TestClient } from '../helpers/test-client.ts';

let server: LiveServer;
const clients: TestClient[] = [];

beforeAll(async () => {
  server = await startLiveServer({ timing: { heartbeatMs: 100 } });
});
afterAll(() => server.dispose());
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

function target(overrides: Partial<ClientTarget> = {}): ClientTarget {
  return { url: server.url, planId: server.planId, cookie: server.coordinator.cookie, ...overrides };
}

async function open(overrides: Partial<ClientTarget> = {}): Promise<TestClient> {
  const client = await TestClient.open(target(overrides));
  clients.push(client);
  return client;
}

/** With the lease of the coordinator, as whoever the target says. */
async function refusedAs(overrides: Partial<ClientTarget>): Promise<object> {
  const client = new TestClient(target(overrides), await requestLease(target()));
  clients.push(client);
  return client.closed();
}

function cell(column: string): CellKey {
  return `${server.ficheIds[0] ?? ''}:${column}` as CellKey;
}

describe('PR17 the door', () => {
  it('PR17 a page of another origin is refused', async () => {
    expect(await refusedAs({ origin: 'https://ailleurs.exemple' })).toEqual({
      code: 4403,
      reason: 'bad_origin',
    });
  });

  it('PR17 without a session: 4401', async () => {
    expect(await refusedAs({ cookie: 'trame_session=nobody' })).toEqual({
      code: 4401,
      reason: 'not_signed_in',
    });
  });

  it('PR17 a plan that does not exist: 4404', async () => {
    expect(await refusedAs({ planId: 'unknown' as PlanId })).toEqual({ code: 4404, reason: 'not_found' });
  });

  it('PR17 a plan of a contract one does not belong to: 4404, as if it did not exist', async () => {
    const email = 'etranger@exemple.fr';
    const password = 'une longue phrase de passe';
    await server.app.services.accounts.addUser({ name: 'Étranger', email, password, isAdmin: false });
    const signedIn = await server.app.services.accounts.login({ email, password, address: '127.0.0.1' });
    if (!signedIn.ok) throw new Error(signedIn.code);
    const cookie = `trame_session=${signedIn.value.session.id}`;
    expect(await refusedAs({ cookie })).toEqual({ code: 4404, reason: 'not_found' });
    await expect(requestLease(target({ cookie }))).rejects.toThrow('404');
  });

  it('PR17 a lease nobody granted: 4409', async () => {
    const lease = { ...(await requestLease(target())), leaseId: 'nothing' };
    const client = new TestClient(target(), lease);
    clients.push(client);
    expect(await client.closed()).toEqual({ code: 4409, reason: 'lease_unknown' });
  });

  it('PR17 an upgrade elsewhere is not answered', async () => {
    const asking = request(`${server.url}/elsewhere`, {
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    asking.end();
    const [error] = (await once(asking, 'error')) as [Error];
    expect(error.message).toContain('hang up');
  });

  it.each(['//', '/\\', '/%', '/sync/%ff?lease=%', '//sync/x'])(
    'PR17 an upgrade of the path %s ends nothing but itself',
    async (path) => {
      const { hostname, port } = new URL(server.url);
      const asking = request({
        hostname,
        port,
        path,
        headers: { connection: 'Upgrade', upgrade: 'websocket' },
      });
      asking.end();
      await once(asking, 'close').catch((error: Error) => expect(error.message).toContain('hang up'));
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    },
  );
});

describe('PR18 a session that ends takes its sockets with it', () => {
  async function signInAgain(to: LiveServer): Promise<{ cookie: string; sessionId: string }> {
    const signedIn = await to.app.services.accounts.login({
      email: 'denis@exemple.fr',
      password: 'une longue phrase de passe',
      address: '127.0.0.1',
    });
    if (!signedIn.ok) throw new Error(signedIn.code);
    const sessionId = signedIn.value.session.id;
    return { cookie: `trame_session=${sessionId}`, sessionId };
  }

  describe('at once, without waiting for a heartbeat', () => {
    let quiet: LiveServer;
    beforeAll(async () => {
      quiet = await startLiveServer({ timing: { heartbeatMs: 600_000 } });
    });
    afterAll(() => quiet.dispose());

    const openQuiet = (cookie: string): Promise<TestClient> =>
      open({ url: quiet.url, planId: quiet.planId, cookie });

    it('PR18 signing out closes this session’s tabs with 4401 and leaves the others', async () => {
      const { cookie, sessionId } = await signInAgain(quiet);
      const [leaving, staying] = [await openQuiet(cookie), await openQuiet(quiet.viewer.cookie)];
      await quiet.app.services.accounts.logout(sessionId);
      expect(await leaving.closed()).toEqual({ code: 4401, reason: 'not_signed_in' });
      await staying.sync();
      expect(staying.heard.some(({ type }) => type === 'closed')).toBe(false);
    });

    it('PR18 a disabled account is out at once', async () => {
      const { cookie } = await signInAgain(quiet);
      const client = await openQuiet(cookie);
      quiet.app.services.accounts.setDisabled('denis@exemple.fr', true);
      expect(await client.closed()).toEqual({ code: 4401, reason: 'not_signed_in' });
      quiet.app.services.accounts.setDisabled('denis@exemple.fr', false);
    });

    it('PR18 a new password ends what was signed in with the old one', async () => {
      const { cookie } = await signInAgain(quiet);
      const client = await openQuiet(cookie);
      const { accounts } = quiet.app.services;
      const reset = accounts.createPasswordReset(null, 'denis@exemple.fr');
      if (!reset.ok) throw new Error(reset.code);
      await accounts.resetPassword(reset.value.token, 'une autre longue phrase');
      expect(await client.closed()).toEqual({ code: 4401, reason: 'not_signed_in' });
    });
  });

  it('PR18 what ended behind the app’s back is seen at the next heartbeat', async () => {
    const { cookie } = await signInAgain(server);
    const client = await open({ cookie });
    server.app.store.sessions.deleteOfUser(server.viewer.signedIn.user.id);
    expect(await client.closed()).toEqual({ code: 4401, reason: 'not_signed_in' });
  });

  it('PR18 another role holds from the next frame on, in the same socket', async () => {
    const { cookie } = await signInAgain(server);
    const client = await open({ cookie });
    const { user } = server.viewer.signedIn;
    const become = async (role: Role): Promise<void> => {
      server.app.store.memberships.put(user.id, server.contractId, { role, organisationId: null }, 1);
      await client.until(() => client.rights?.role === role);
    };
    expect(client.rights).toEqual({ role: 'viewer', organisationId: null });
    await become('coordinator');
    expect(await client.edit([cell('p104'), 'now allowed'])).toEqual({ frame: 1, lost: [] });
    await become('viewer');
    expect(await client.edit([cell('p104'), 'no more'])).toMatchObject({ frame: 2, code: 'read_only_role' });
  });
});

describe('PR19 presence', () => {
  function statesOf(client: TestClient): Map<number, unknown> {
    const entries = client.heard.flatMap((one): readonly PresenceEntry[] =>
      one.type === 'presence' ? one.entries : [],
    );
    return new Map(entries.map(({ clientId, state }) => [clientId, JSON.parse(state) as unknown]));
  }

  it('PR19 the server says who it is, whatever the tab claims', async () => {
    const [one, other] = [await open(), await open()];
    const user = { id: 'mallory', name: 'Le préfet', color: 'red' };
    const range = { from: { rowId: 'axis.1', columnId: 'p104' }, to: { rowId: 'axis.2', columnId: 'p104' } };
    one.setPresence(
      { user, cell: cell('p104'), editing: true, more: 'x', range: { ...range, more: 'x' } },
      1,
    );
    await other.until(() => statesOf(other).has(one.lease.clientId));
    const { id } = server.coordinator.signedIn.user;
    expect(statesOf(other).get(one.lease.clientId)).toEqual({
      user: { id, name: 'Claire', color: presenceColors[0] },
      cell: cell('p104'),
      editing: true,
      range,
    });
    const late = await open();
    await late.until(() => statesOf(late).has(one.lease.clientId));
  });

  it('PR19 nobody speaks for another tab, and what is no cell is nowhere', async () => {
    const [one, other, watching] = [await open(), await open(), await open()];
    one.setPresence({ cell: cell('p104'), editing: false }, 1);
    other.setPresence({ cell: cell('p104'), editing: true }, 1);
    await watching.until(() => [one, other].every(({ lease }) => statesOf(watching).has(lease.clientId)));
    other.setPresence(null, 8, one.lease.clientId);
    other.setPresence({ cell: null, editing: true }, 9, one.lease.clientId);
    other.setPresence({ cell: '<script>', editing: 1, range: { from: '<script>', to: 1 } }, 2);
    const isNowhere = (): boolean =>
      isDeepStrictEqual(statesOf(watching).get(other.lease.clientId), {
        ...who,
        cell: null,
        editing: false,
        range: null,
      });
    const who = { user: (statesOf(watching).get(other.lease.clientId) as { user: object }).user };
    await watching.until(isNowhere);
    expect(statesOf(watching).get(one.lease.clientId)).toMatchObject({ cell: cell('p104'), editing: false });
  });

  it('PR19 a tab that is gone is gone for the others', async () => {
    const [one, other] = [await open(), await open()];
    one.setPresence({ cell: null, editing: false }, 1);
    await other.until(() => statesOf(other).has(one.lease.clientId));
    one.socket.terminate();
    await other.until(() => statesOf(other).get(one.lease.clientId) === null);
  });

  it('PR19 a state above 1 KiB ends the connection', async () => {
    const client = await open();
    client.setPresence({ cell: 'x'.repeat(1_100) }, 1);
    expect(await client.closed()).toEqual({ code: 4409, reason: 'malformed' });
  });
});

describe('PR20 a server that stops', () => {
  it('PR20 keeps what it took, closes with 1012, and the next one has everything that was acknowledged', async () => {
    const writers = await Promise.all([open(), open(), open()]);
    const columns = ['p104', 'reliquats', 'collectivite'];
    const acknowledged = new Map<CellKey, string>();
    const writing = writers.map(async (client, i) => {
      const key = cell(columns[i] ?? '');
      for (let n = 1; ; n++) {
        const answer = await client.edit([key, `${n}`]);
        if (!('lost' in answer)) return answer;
        acknowledged.set(key, `${n}`);
      }
    });
    await writers[0]?.until(
      () => writers[0]?.heard.some((one) => one.type === 'ack' && one.ack.frame >= 10) ?? false,
    );
    await server.stop();
    for (const end of await Promise.all(writing)) expect(end).toMatchObject({ code: 1012 });
    await server.restart();
    const later = await open();
    for (const [key, value] of acknowledged)
      expect(Number(later.value(key))).toBeGreaterThanOrEqual(Number(value));
    expect(acknowledged.size).toBe(3);
  });
});
