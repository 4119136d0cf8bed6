// What the server answers over HTTP beside the pages: who may ask, in which words it refuses, what every answer carries.
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LiveServer, startLiveServer } from '../helpers/live-server.ts';

let server: LiveServer;

beforeAll(async () => {
  server = await startLiveServer();
});
afterAll(() => server.dispose());

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, body: (await response.json()) as unknown };
}

/** With headers that `fetch` does not let one set. */
function raw(path: string, method: string, headers: Record<string, string>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(server.url + path, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as unknown }),
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

function refusal(status: number, code: string): Answer {
  return { status, body: { ok: false, code } };
}

describe('HT1 every POST needs an accepted origin', () => {
  const post = (headers: Record<string, string>): Promise<Answer> =>
    raw(`/api/plans/${server.planId}/lease`, 'POST', { cookie: server.coordinator.cookie, ...headers });

  it('HT1 of another site, of another port, or without one: refused', async () => {
    for (const origin of ['https://ailleurs.exemple', 'http://127.0.0.1:1', 'null', 'nothing'])
      expect(await post({ origin })).toEqual(refusal(403, 'bad_origin'));
    expect(await post({})).toEqual(refusal(403, 'bad_origin'));
  });

  it('HT1 the host that was asked, whatever its name: accepted', async () => {
    for (const host of ['localhost:3000', '192.168.1.20:3000', 'trame.local'])
      expect((await post({ host, origin: `http://${host}` })).status).toBe(200);
  });

  it('HT1 with ORIGIN set it is an exact list, and Host means nothing', async () => {
    const strict = await startLiveServer({ origins: ['https://trame.exemple.fr'] }).catch(
      (error: unknown) => error,
    );
    // The helper itself posts with the origin it listens on, which is not in the list.
    expect(strict).toMatchObject({ message: 'bad_origin' });
  });
});

describe('HT2 who asks', () => {
  it('HT2 without a session nothing of a plan is told', async () => {
    expect(await answerOf(await fetch(`${server.url}/api/plans/${server.planId}`))).toEqual(
      refusal(401, 'not_signed_in'),
    );
  });

  it('HT2 a plan of others is not found', async () => {
    expect(await answerOf(await server.get(server.viewer, '/api/plans/another'))).toEqual(
      refusal(404, 'not_found'),
    );
  });
});

describe('HT3 answers', () => {
  it('HT3 a plan is its JSON', async () => {
    const answer = await answerOf(await server.get(server.viewer, `/api/plans/${server.planId}`));
    expect(answer).toMatchObject({
      status: 200,
      body: { plan: { id: server.planId }, rows: [{ kind: 'fiche' }, { kind: 'fiche' }] },
    });
  });

  it('HT3 health needs no session and counts the open plans', async () => {
    await server.post(server.viewer, `/api/plans/${server.planId}/lease`, {});
    expect(await answerOf(await fetch(`${server.url}/healthz`))).toMatchObject({
      status: 200,
      body: { status: 'ok', version: 'test', openPlans: 1, connections: 0 },
    });
  });
});

describe('HT4 bodies', () => {
  const post = (body: string, type = 'application/json'): Promise<Answer> =>
    raw(
      `/api/plans/${server.planId}/commands`,
      'POST',
      { cookie: server.coordinator.cookie, origin: server.url, 'content-type': type },
      body,
    );

  it('HT4 what is not a JSON object, not sent as JSON, or too large is a bad request', async () => {
    const command = JSON.stringify({ command: { type: 'fiche.add', axis: 1, title: 'x' } });
    for (const answer of [
      await post('{'),
      await post('[1]'),
      await post('null'),
      await post(command, 'text/plain'),
      await post(JSON.stringify({ command: 'x'.repeat(70_000) })),
    ])
      expect(answer).toEqual(refusal(400, 'bad_request'));
  });

  it('HT4 an unknown path is not found, a known one with another method is a bad request', async () => {
    const headers = { cookie: server.coordinator.cookie, origin: server.url };
    expect(await raw('/api/nothing', 'GET', headers)).toEqual(refusal(404, 'not_found'));
    expect(await raw(`/api/plans/${server.planId}`, 'DELETE', headers)).toEqual(refusal(400, 'bad_request'));
  });
});

describe('HT5 headers', () => {
  it('HT5 pages and JSON cannot be framed, sniffed, or named to other sites; only JSON is never kept', async () => {
    for (const path of ['/', '/healthz']) {
      const { headers } = await fetch(server.url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('cache-control')).toBe(path === '/' ? null : 'no-store');
    }
  });
});

describe('HT7 the log', () => {
  it('HT7 keeps of a page that failed its status, route and stack; never an address, a token or a message', async () => {
    const written: [object, string][] = [];
    const quiet = (): void => undefined;
    const log = {
      info: quiet,
      warn: quiet,
      error: (fields: object, message: string) => void written.push([fields, message]),
    };
    const own = await startLiveServer({ log });
    const error = new Error('/reset/SECRET claire@exemple.fr');
    own.app.services.reportError({ status: 500, routeId: '/reset/[token]', error });
    await own.dispose();
    expect(written).toMatchObject([
      [{ status: 500, route: '/reset/[token]', err: { type: 'Error' } }, 'a page failed'],
    ]);
    expect(JSON.stringify(written)).not.toMatch(/SECRET|claire/);
  });
});

describe('HT9 a person’s own look at a plan', () => {
  const own = (path: string): string => `/api/plans/${server.planId}${path}`;
  const view = {
    rows: { axis: null, ficheId: null, section: null, search: '', showsArchived: false },
    sort: [{ columnId: 'p104', direction: 'descending' }],
    filters: {},
    hidden: [],
    order: [],
    widths: {},
    frozen: [],
    closedAxes: [2],
  };
  const send = (
    method: string,
    path: string,
    body: object,
    {
      person = server.coordinator,
      origin = server.url,
    }: { person?: typeof server.coordinator; origin?: string } = {},
  ): Promise<Answer> =>
    raw(
      path,
      method,
      { cookie: person.cookie, origin, 'content-type': 'application/json' },
      // Node sends no body with it.
      method === 'DELETE' ? '' : JSON.stringify(body),
    );

  it('HT9 is kept, read, shared and taken away; a viewer has views too', async () => {
    expect(await send('PUT', own('/views/current/budget'), { view })).toMatchObject({ status: 200 });
    const added = await send('POST', own('/views'), { tab: 'budget', name: 'COPIL', view });
    const { id } = (added.body as { value: { id: string } }).value;
    expect(await answerOf(await server.get(server.coordinator, own('/views')))).toMatchObject({
      status: 200,
      body: { value: { current: { budget: { view } }, saved: [{ id, name: 'COPIL', view }] } },
    });
    const asViewer = { person: server.viewer };
    expect(await answerOf(await server.get(server.viewer, own(`/views/${id}`)))).toEqual(
      refusal(404, 'not_found'),
    );
    expect(await send('PUT', own(`/views/${id}`), { isShared: true })).toMatchObject({ status: 200 });
    expect(await answerOf(await server.get(server.viewer, own(`/views/${id}`)))).toMatchObject({
      body: { value: { isOwn: false, ownerName: 'Claire', view } },
    });
    expect(await send('DELETE', own(`/views/${id}`), {}, asViewer)).toEqual(refusal(404, 'not_found'));
    expect(await send('PUT', own('/views/current/budget'), { view }, asViewer)).toMatchObject({
      status: 200,
    });
    expect(await send('DELETE', own(`/views/${id}`), {})).toMatchObject({ status: 200 });
  });

  it('HT1 HT9 neither without an accepted origin nor in a plan of others', async () => {
    for (const method of ['PUT', 'DELETE'])
      expect(
        await send(method, own('/views/abc'), { isShared: true }, { origin: 'https://ailleurs.exemple' }),
      ).toEqual(refusal(403, 'bad_origin'));
    const { user } = server.coordinator.signedIn;
    const created = server.app.services.contracts.create(user, user, {
      title: 'CTAI voisin',
      parties: [],
      exercise: '2024-2025',
      envelope: '',
      axes: ['Langue'],
    });
    if (!created.ok) throw new Error(created.code);
    const other = `/api/plans/${created.value.planId}`;
    const added = await send('POST', `${other}/views`, { tab: 'budget', name: 'COPIL', view });
    const { id } = (added.body as { value: { id: string } }).value;
    await send('PUT', `${other}/views/${id}`, { isShared: true });

    const asViewer = { person: server.viewer };
    for (const path of ['/views', `/views/${id}`, '/moments', '/changes?since=0'])
      expect(await answerOf(await server.get(server.viewer, other + path)), path).toEqual(
        refusal(404, 'not_found'),
      );
    for (const [method, path, body] of [
      ['PUT', '/views/current/budget', { view }],
      ['POST', '/views', { tab: 'budget', name: 'COPIL', view }],
      ['PUT', `/views/${id}`, { name: 'Autre' }],
      ['DELETE', `/views/${id}`, {}],
    ] as const)
      expect(await send(method, other + path, body, asViewer), method + path).toEqual(
        refusal(404, 'not_found'),
      );
    // Shared there, it is not found by way of a plan that the viewer may open.
    expect(await answerOf(await server.get(server.viewer, own(`/views/${id}`)))).toEqual(
      refusal(404, 'not_found'),
    );
  });

  it('HT9 what is no view, no tab and no moment is refused', async () => {
    const bad = refusal(400, 'bad_request');
    expect(await send('PUT', own('/views/current/budget'), { view: { ...view, sort: 'p104' } })).toEqual(bad);
    expect(await send('PUT', own('/views/current/elsewhere'), { view })).toEqual(refusal(404, 'not_found'));
    const huge = { ...view, order: Array.from({ length: 200 }, (_, index) => `${index}`.padEnd(190, 'x')) };
    expect(await send('POST', own('/views'), { tab: 'budget', name: 'X', view: huge })).toEqual(bad);
    // Letters of two bytes count twice.
    const wide = { ...view, order: Array.from({ length: 60 }, (_, index) => `${index}`.padEnd(190, 'é')) };
    expect(await send('POST', own('/views'), { tab: 'budget', name: 'X', view: wide })).toEqual(bad);
    for (const since of ['', 'hier', '-1', '1.5'])
      expect(
        await answerOf(await server.get(server.coordinator, own(`/changes?since=${since}`))),
        since,
      ).toEqual(bad);
  });

  it('HT9 tells what changed since a moment', async () => {
    const answer = await answerOf(await server.get(server.viewer, own('/changes?since=0')));
    expect(answer).toMatchObject({ status: 200, body: { ok: true, value: { since: 0, isCut: false } } });
    const { rows } = (answer.body as { value: { rows: { change: string; name: string }[] } }).value;
    expect(rows.filter(({ change }) => change === 'added').length).toBeGreaterThanOrEqual(2);
    expect(rows[0]?.name).toBe('Claire');
  });
});

describe('HT3 the days of the committee', () => {
  it('HT3 take the place of those there were; lists of texts only, by a coordinator of that contract only', async () => {
    const path = `/api/contracts/${server.contractId}/committees`;
    const send = async (body: object, person = server.coordinator, contract = path): Promise<Answer> =>
      answerOf(await server.post(person, contract, body));
    expect(await send({ days: ['2025-06-30', '2024-12-05'] })).toEqual({
      status: 200,
      body: { ok: true, value: ['2024-12-05', '2025-06-30'] },
    });
    for (const days of [undefined, '2024-12-05', [20241205], { 0: '2024-12-05' }])
      expect(await send({ days })).toEqual(refusal(400, 'bad_request'));
    expect(await send({ days: ['05/12/2024'] })).toEqual(refusal(422, 'committee_day_invalid'));
    expect(await send({ days: [] }, server.viewer)).toEqual(refusal(403, 'read_only_role'));
    expect(await send({ days: [] }, server.coordinator, '/api/contracts/another/committees')).toEqual(
      refusal(404, 'not_found'),
    );
    expect(
      await raw(path, 'POST', { cookie: server.coordinator.cookie, origin: 'https://ailleurs.exemple' }),
    ).toEqual(refusal(403, 'bad_origin'));
    const moments = await answerOf(await server.get(server.viewer, `/api/plans/${server.planId}/moments`));
    expect(moments).toMatchObject({
      body: { value: { committees: [{ day: '2025-06-30' }, { day: '2024-12-05' }] } },
    });
  });
});

describe('HT10 signing and versions', () => {
  it('HT10 a coordinator signs what they were shown; members read the versions', async () => {
    const path = `/api/plans/${server.planId}`;
    const send = async (body: object, person = server.coordinator): Promise<Answer> =>
      answerOf(await server.post(person, `${path}/sign`, body));
    const read = async (rest: string): Promise<Answer> =>
      answerOf(await server.get(server.viewer, `${path}/versions${rest}`));
    for (const body of [{}, { number: '1', proposals: 0 }, { number: 1, proposals: -1 }])
      expect(await send(body)).toEqual(refusal(400, 'bad_request'));
    expect(await send({ number: 1, proposals: 0 }, server.viewer)).toEqual(refusal(403, 'read_only_role'));
    expect(await send({ number: 2, proposals: 0 })).toEqual(refusal(422, 'signing_changed'));
    expect(await read('')).toEqual({ status: 200, body: { ok: true, value: [] } });
    expect(await send({ number: 1, proposals: 0 })).toMatchObject({
      status: 200,
      body: { value: { number: 1, signedBy: 'Claire' } },
    });
    expect(await read('')).toMatchObject({ body: { value: [{ number: 1, signedBy: 'Claire' }] } });
    expect(await read('/1')).toMatchObject({
      status: 200,
      body: { plan: { phase: 'signed', signature: { number: 1 } } },
    });
    expect(await read('/2')).toEqual(refusal(404, 'not_found'));
  });
});
