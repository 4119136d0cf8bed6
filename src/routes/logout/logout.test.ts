// Signing out, as far as the route goes: the service is a stand-in.
import { expect, it } from 'vitest';
import { sessionCookieName } from '#lib/protocol/session-cookie.ts';
import type { RequestEvent } from './$types';
import { actions } from './+page.server.ts';

it('OF7 a full disk keeps nobody signed in: the cookie goes first, and the page of the failure is nobody’s', async () => {
  const deleted: string[] = [];
  const full = new Error('database or disk is full');
  const event = {
    cookies: { get: () => 'session', delete: (name: string) => deleted.push(name) },
    locals: {
      app: { accounts: { logout: () => Promise.reject(full) } },
      signedIn: { user: { name: 'Anne' } },
    },
    url: new URL('https://trame.test/logout'),
  };
  await expect(actions['default']?.(event as unknown as RequestEvent)).rejects.toBe(full);
  expect(deleted).toEqual([sessionCookieName]);
  expect(event.locals.signedIn).toBeNull();
});
