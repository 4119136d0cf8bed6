import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/helpers/manual-clock.ts';
import type { ContractId, PlanId, UserId } from '../contract/ids.ts';
import type { Plan } from '../contract/plan.ts';
import { leaveDevice } from './device-copies.ts';
import { databaseName, openIndexedDbStore } from './indexed-db-store.ts';
import { OfflineAnswers } from './offline-answers.ts';
import { readDevice, type SignedInPerson, writeDevice } from './signed-in-person.ts';

const origin = 'https://trame.test';
const anne: SignedInPerson = { id: 'anne' as UserId, name: 'Anne', email: 'a@v.example', isAdmin: false };
const jean: SignedInPerson = { ...anne, id: 'jean' as UserId, name: 'Jean' };
const planId = 'p1' as PlanId;
const plan: Plan = {
  id: planId,
  contractId: 'c' as ContractId,
  contractTitle: 'CTAI de Metz',
  title: 'Plan',
  exercise: '2024-2025',
  startsOn: '2024-07-01',
  endsOn: '2025-06-30',
  envelope: null,
  phase: 'draft',
  axes: [],
  organisations: [],
};

let factory: IDBFactory;
let clock: ManualClock;
/** What the server says; a rejection is a broken line. */
let server: (request: Request) => Promise<Response>;
let asked: Request[];
let answers: OfflineAnswers;

beforeEach(async () => {
  factory = new IDBFactory();
  clock = new ManualClock();
  asked = [];
  server = () => Promise.reject(new TypeError('fetch failed'));
  answers = new OfflineAnswers({
    origin,
    assets: new Set(['/_app/immutable/a.js']),
    fetch: (input) => {
      const request = input as Request;
      asked.push(request);
      return server(request);
    },
    kept: (path) => Promise.resolve(new Response(`kept ${path}`)),
    indexedDb: factory,
    clock,
  });
  const store = await openIndexedDbStore(factory, databaseName(anne.id, planId), () => undefined);
  const rights = { role: 'partner', organisationId: null } as const;
  await store.writeConfirmed({ epoch: 1, at: 7, rights, plan, rows: [], cells: [] });
  store.close();
  await writeDevice(factory, { person: anne, language: 'fr' });
});

/** A navigation cannot be made by hand: only a browser sets that mode. */
function ask(path: string, { mode = 'cors', method = 'GET' } = {}): Promise<Response> | null {
  const request = new Request(origin + path, { method });
  Object.defineProperty(request, 'mode', { value: mode });
  return answers.answer(request);
}

async function visit(path: string, method = 'GET'): Promise<string> {
  const response = await ask(path, { mode: 'navigate', method });
  if (response === null) return 'not answered';
  return response.status === 303 ? `to ${response.headers.get('location')}` : response.text();
}

/** Until the network has been asked: what comes before it takes its time in the device's storage. */
async function untilAsked(): Promise<void> {
  while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('OF2 a plan that this device keeps', () => {
  it('OF2 opens in its empty frame without network, or behind a proxy without its server', async () => {
    expect(await visit('/plans/p1/budget')).toBe('kept /hors-ligne');
    server = () => Promise.resolve(new Response('bad gateway', { status: 502 }));
    expect(await visit('/plans/p1/budget')).toBe('kept /hors-ligne');
  });

  it('OF2 comes from the server while it answers, whatever it says', async () => {
    server = () => Promise.resolve(new Response('fresh', { status: 404 }));
    expect(await visit('/plans/p1/budget')).toBe('fresh');
  });

  it('OF2 is waited for four seconds, no longer', async () => {
    server = () => new Promise(() => undefined);
    const page = visit('/plans/p1/budget');
    await untilAsked();
    clock.pass(3_999);
    expect(await Promise.race([page, Promise.resolve('waits')])).toBe('waits');
    clock.pass(1);
    expect(await page).toBe('kept /hors-ligne');
  });

  it('OF4 has the data of its page from the copy: the plan, its person, and the rights that were last said', async () => {
    const response = await ask('/plans/p1/budget/__data.json?x-sveltekit-invalidated=11');
    const text = (await response?.text()) ?? '';
    expect(text).toContain('"CTAI de Metz"');
    expect(text).toContain('"partner"');
    expect(text).toContain('"a@v.example"');
    expect(response?.headers.get('cache-control')).toBe('private, no-store');
  });
});

describe('OF3 for whom', () => {
  it.each([
    ['nobody, after signing out', () => leaveDevice(factory, anne.id)],
    ['nobody, since the session ended', () => writeDevice(factory, { person: null })],
    ['somebody else', () => writeDevice(factory, { person: jean })],
  ])('OF3 %s: the page and its data lead to the offline page', async (_who, happened) => {
    await happened();
    expect(await visit('/plans/p1/budget')).toBe('to /hors-ligne?depuis=%2Fplans%2Fp1%2Fbudget');
    const data = await ask('/plans/p1/budget/__data.json?x-sveltekit-invalidated=11');
    expect(await data?.text()).toBe(
      '{"type":"redirect","location":"/hors-ligne?depuis=%2Fplans%2Fp1%2Fbudget"}',
    );
  });

  it('OF3 a copy that does not say what its person may do opens nothing', async () => {
    const store = await openIndexedDbStore(factory, databaseName(anne.id, planId), () => undefined);
    await store.writeConfirmed({ epoch: 1, at: 7, plan, rows: [], cells: [] });
    store.close();
    expect(await visit('/plans/p1/budget')).toMatch(/^to /);
  });
});

describe('OF5 other pages', () => {
  it('OF5 lead to the offline page, which is kept and knows who is signed in', async () => {
    expect(await visit('/')).toBe('to /hors-ligne');
    expect(await visit('/hors-ligne')).toBe('kept /hors-ligne');
    expect(await (await ask('/hors-ligne/__data.json'))?.text()).toContain('"Anne"');
  });

  it('OF5 are waited for as long as the browser does where no plan is kept, else ten seconds', async () => {
    server = () => new Promise(() => undefined);
    const page = visit('/');
    await untilAsked();
    clock.pass(10_000);
    expect(await page).toBe('to /hors-ligne');
    await leaveDevice(factory, anne.id);
    asked = [];
    const patient = visit('/');
    await untilAsked();
    clock.pass(60_000);
    expect(await Promise.race([patient, Promise.resolve('waits')])).toBe('waits');
  });
});

it('OF6 what is asked of the API is not answered', () => {
  expect(ask('/api/plans/p1')).toBeNull();
  expect(ask('/api/plans/p1/lease', { method: 'POST' })).toBeNull();
  expect(ask('/plans/p1/budget', { method: 'POST' })).toBeNull();
});

it.each([
  ['OF1 a file of the build', '/_app/immutable/a.js'],
  ['OF9 a file that only an older build had', '/_app/immutable/older.js'],
])('%s is answered without the network', async (_which, path) => {
  expect(await (await ask(path))?.text()).toBe(`kept ${path}`);
  expect(asked).toEqual([]);
});

it('OF7 signing out without network: the device forgets at once, the server is told before the next page', async () => {
  expect(await visit('/logout', 'POST')).toBe('to /hors-ligne?sortie');
  expect(await readDevice(factory)).toMatchObject({ person: null, owesSignOut: true });
  expect(await visit('/plans/p1/budget')).toMatch(/^to \/hors-ligne/);

  server = (request) => Promise.resolve(new Response(new URL(request.url).pathname));
  asked = [];
  expect(await visit('/')).toBe('/');
  expect(asked.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    'POST /logout',
    'GET /',
  ]);
  asked = [];
  await visit('/');
  expect(asked).toHaveLength(1);
});

describe('OF7 while the server does not take the sign-out', () => {
  /** What the server says to `POST /logout`; whatever else it is asked is of the account that left. */
  let atLogout: () => Promise<Response>;

  beforeEach(async () => {
    await visit('/logout', 'POST');
    atLogout = () => Promise.reject(new TypeError('fetch failed'));
    server = ({ method }) => (method === 'POST' ? atLogout() : Promise.resolve(new Response('of Anne')));
  });

  it.each(['/', '/contracts/c', '/plans/p1/budget'])('OF7 the page %s is not asked for', async (path) => {
    expect(await visit(path)).toMatch(/^to \/hors-ligne/);
  });

  it.each(['', '/contracts/c', '/plans/p1/budget'])('OF7 nor the data of « %s »', async (page) => {
    const data = await ask(`${page}/__data.json?x-sveltekit-invalidated=1`);
    const location = page === '' ? '/hors-ligne' : `/hors-ligne?depuis=${encodeURIComponent(page)}`;
    expect(await data?.json()).toEqual({ type: 'redirect', location });
  });

  it('OF7 nor that of the offline page, which knows nobody', async () => {
    const data = await (await ask('/hors-ligne/__data.json'))?.text();
    expect(data).toContain('"data"');
    expect(data).not.toContain('Anne');
  });

  it('OF7 a page that came all the same does not bring who left back', async () => {
    await writeDevice(factory, { person: anne });
    expect((await readDevice(factory)).person).toBeNull();
  });

  it('OF7 an answer that is no sign-out is none: it is owed until the server sends on to the page for signing in', async () => {
    atLogout = () => Promise.resolve(new Response('disk full', { status: 500 }));
    expect(await visit('/')).toBe('to /hors-ligne');
    expect(await readDevice(factory)).toMatchObject({ owesSignOut: true });
    // Only a browser makes such an answer, of a redirect that is not followed.
    atLogout = () =>
      Promise.resolve(
        Object.defineProperty(new Response(null, { status: 303 }), 'type', { value: 'opaqueredirect' }),
      );
    expect(await (await ask('/contracts/c/__data.json'))?.text()).toBe('of Anne');
    expect(await readDevice(factory)).toMatchObject({ owesSignOut: false });
  });

  it('OF7 it is waited for no longer than a page', async () => {
    asked = [];
    atLogout = () => new Promise(() => undefined);
    const page = visit('/');
    await untilAsked();
    clock.pass(10_000);
    expect(await page).toBe('to /hors-ligne');
  });
});

it('OF7 a server that answers signing out with a failure is owed it as well', async () => {
  server = () => Promise.resolve(new Response('disk full', { status: 500 }));
  expect(await visit('/logout', 'POST')).toBe('to /hors-ligne?sortie');
  expect(await readDevice(factory)).toMatchObject({ person: null, owesSignOut: true });
});
