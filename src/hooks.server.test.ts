// The door of every page: who is let in, with which cookies, under which content policy.
import { isRedirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import { afterEach, describe, expect, it } from 'vitest';
import type { PageError } from '#server/app-services.ts';
import { handle, handleError } from './hooks.server.ts';

const appSymbol = Symbol.for('trame.app');
const expiresAt = new Date('2026-12-31T00:00:00Z');

interface Situation {
  path: string;
  routeId: string | null;
  protocol?: 'http' | 'https';
  needsSetup?: boolean;
  cookies?: Record<string, string>;
  renewed?: boolean;
  acceptLanguage?: string;
  policy?: string;
}

async function visit(situation: Situation) {
  const { needsSetup = false, renewed = false } = situation;
  const signedIn = { user: { name: 'Anne' }, session: { id: 'good', expiresAt } };
  Reflect.set(globalThis, appSymbol, {
    accounts: {
      needsSetup: () => needsSetup,
      validateSession: (id: string) => Promise.resolve(id === 'good' ? { signedIn, renewed } : null),
    },
  });
  const written: {
    name: string;
    value: string | null;
    secure: unknown;
    httpOnly: unknown;
    sameSite: unknown;
  }[] = [];
  const cookies: Pick<Cookies, 'get' | 'set' | 'delete'> = {
    get: (name) => situation.cookies?.[name],
    set: (name, value, { secure, httpOnly, sameSite }) =>
      written.push({ name, value, secure, httpOnly, sameSite }),
    delete: (name, { secure, httpOnly, sameSite }) =>
      written.push({ name, value: null, secure, httpOnly, sameSite }),
  };
  const url = new URL(`${situation.protocol ?? 'http'}://trame.test${situation.path}`);
  const headers = { 'accept-language': situation.acceptLanguage ?? 'fr' };
  const locals: Partial<App.Locals> = {};
  const event = {
    locals,
    cookies,
    url,
    route: { id: situation.routeId },
    request: new Request(url, { headers }),
  };
  let page = '';
  try {
    const response = await handle({
      event: event as unknown as RequestEvent,
      resolve: async (_event, options) => {
        page =
          (await options?.transformPageChunk?.({ html: '<html lang="%trame.lang%">', done: true })) ?? '';
        return new Response(page, {
          headers: situation.policy === undefined ? {} : { 'content-security-policy': situation.policy },
        });
      },
    });
    return { location: null, locals, written, page, headers: response.headers };
  } catch (thrown) {
    if (!isRedirect(thrown)) throw thrown;
    return { location: thrown.location, locals, written, page, headers: new Headers() };
  }
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, appSymbol);
});

describe('before the first account', () => {
  it('every page leads to the set-up page, and that one answers', async () => {
    expect((await visit({ path: '/', routeId: '/', needsSetup: true })).location).toBe('/setup');
    expect((await visit({ path: '/login', routeId: '/login', needsSetup: true })).location).toBe('/setup');
    expect((await visit({ path: '/setup', routeId: '/setup', needsSetup: true })).location).toBeNull();
  });
});

describe('without a session', () => {
  it('a page leads to signing in and remembers where one was going', async () => {
    const { location } = await visit({ path: '/plans/abc/budget?cell=x', routeId: '/plans/[id]/budget' });
    expect(location).toBe('/login?next=%2Fplans%2Fabc%2Fbudget%3Fcell%3Dx');
    expect((await visit({ path: '/', routeId: '/' })).location).toBe('/login');
  });

  it.each(['/login', '/setup', '/invitations/[token]', '/reset/[token]', '/language', '/aide/formules'])(
    '%s answers',
    async (routeId) => {
      expect((await visit({ path: '/x', routeId })).location).toBeNull();
    },
  );

  it('an address without a page gets its « not found » page', async () => {
    expect((await visit({ path: '/nowhere', routeId: null })).location).toBeNull();
  });
});

describe('with a session cookie', () => {
  it('a valid one signs in and is written again only when it was renewed', async () => {
    const situation = { path: '/', routeId: '/', cookies: { trame_session: 'good' } };
    const kept = await visit(situation);
    expect(kept.location).toBeNull();
    expect(kept.locals.signedIn?.user.name).toBe('Anne');
    expect(kept.written).toEqual([]);
    expect((await visit({ ...situation, renewed: true })).written).toEqual([
      { name: 'trame_session', value: 'good', secure: false, httpOnly: true, sameSite: 'lax' },
    ]);
  });

  it('is marked secure under https only: on http://127.0.0.1 the browser would drop it', async () => {
    const { written } = await visit({
      path: '/',
      routeId: '/',
      protocol: 'https',
      cookies: { trame_session: 'good' },
      renewed: true,
    });
    expect(written.map(({ secure }) => secure)).toEqual([true]);
  });

  it('a dead one is deleted and leads to signing in', async () => {
    const { location, written } = await visit({ path: '/', routeId: '/', cookies: { trame_session: 'old' } });
    expect(location).toBe('/login');
    expect(written.map(({ name, value }) => [name, value])).toEqual([['trame_session', null]]);
  });
});

describe('the page', () => {
  it('is kept in no cache', async () => {
    const { headers } = await visit({ path: '/', routeId: '/', cookies: { trame_session: 'good' } });
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('is in the chosen language, else in the browser’s', async () => {
    const login = { path: '/login', routeId: '/login', acceptLanguage: 'en' };
    expect((await visit(login)).page).toBe('<html lang="en">');
    expect((await visit({ ...login, cookies: { trame_language: 'fr' } })).page).toBe('<html lang="fr">');
  });

  it('lets in styles with the page’s nonce, and leaves Vite’s unsafe-inline alone', async () => {
    const policyOf = async (policy: string) =>
      (await visit({ path: '/login', routeId: '/login', policy })).headers.get('content-security-policy');
    expect(
      await policyOf("script-src 'self' 'nonce-abc='; style-src 'self'; style-src-attr 'unsafe-inline'"),
    ).toBe("script-src 'self' 'nonce-abc='; style-src 'self' 'nonce-abc='; style-src-attr 'unsafe-inline'");
    const development = "script-src 'nonce-abc='; style-src 'self' 'unsafe-inline'";
    expect(await policyOf(development)).toBe(development);
  });
});

describe('HT7 a page that failed', () => {
  it('HT7 is reported by status and route, without its address; one that does not exist is not', async () => {
    const reports: PageError[] = [];
    Reflect.set(globalThis, appSymbol, { reportError: (report: PageError) => reports.push(report) });
    const failed = async (status: number, routeId: string | null, error: unknown) => {
      const event = { url: new URL('http://trame.test/reset/SECRET?token=SECRET'), route: { id: routeId } };
      await handleError({ error, event: event as unknown as RequestEvent, status, message: '' });
    };
    const error = new Error('a bug');
    await failed(500, '/reset/[token]', error);
    await failed(404, null, new Error('Not found: /reset/SECRET'));
    expect(reports).toEqual([{ status: 500, routeId: '/reset/[token]', error }]);
  });
});
