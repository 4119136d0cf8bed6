import { describe, expect, it } from 'vitest';
import { isServerAway, offlineAddress, readRequest } from './offline-request.ts';

const origin = 'https://trame.test';
const assets = new Set(['/_app/immutable/entry/start.js', '/favicon.svg']);

function kindOf(path: string, mode = 'cors', method = 'GET') {
  return readRequest({ method, mode, url: new URL(path, origin).href }, origin, assets);
}

describe('which requests are the worker’s business', () => {
  it('OF1 a file of the build, and no other file', () => {
    expect(kindOf('/_app/immutable/entry/start.js')).toEqual({ kind: 'asset' });
    expect(kindOf('/favicon.svg')).toEqual({ kind: 'asset' });
    expect(kindOf('/_app/version.json')).toEqual({ kind: 'other' });
  });

  it('OF9 a file of another build, which an open page came from', () => {
    expect(kindOf('/_app/immutable/chunks/older.js')).toEqual({ kind: 'asset' });
  });

  it.each(['/plans/p1', '/plans/p1/budget', '/plans/p1/indicateurs?cell=a:b'])(
    'OF2 %s is the page of a plan',
    (path) => {
      expect(kindOf(path, 'navigate')).toEqual({ kind: 'plan-page', planId: 'p1' });
    },
  );

  it('OF4 what SvelteKit asks for a plan, and for the offline page', () => {
    expect(kindOf('/plans/p1/budget/__data.json?x-sveltekit-invalidated=11')).toEqual({
      kind: 'plan-data',
      planId: 'p1',
    });
    expect(kindOf('/hors-ligne/__data.json')).toEqual({ kind: 'offline-data' });
    expect(kindOf('/hors-ligne', 'navigate')).toEqual({ kind: 'offline-page' });
  });

  it.each(['/__data.json', '/contracts/c/__data.json?x-sveltekit-invalidated=01'])(
    'OF7 %s is data of a page, which would tell of who left',
    (path) => {
      expect(kindOf(path)).toEqual({ kind: 'page-data' });
    },
  );

  it.each(['/', '/contracts/c', '/contracts/c/personnes', '/aide/droits', '/login?next=%2F'])(
    'OF5 %s is a page',
    (path) => {
      expect(kindOf(path, 'navigate')).toEqual({ kind: 'page' });
      expect(kindOf(path)).toEqual({ kind: 'other' });
    },
  );

  it('OF6 nothing of the API is, nor what is written, nor what is elsewhere', () => {
    expect(kindOf('/api/plans/p1')).toEqual({ kind: 'other' });
    expect(kindOf('/api/plans/p1', 'navigate')).toEqual({ kind: 'other' });
    expect(kindOf('/plans/p1/budget', 'navigate', 'POST')).toEqual({ kind: 'other' });
    expect(kindOf('/login', 'navigate', 'POST')).toEqual({ kind: 'other' });
    expect(kindOf('https://elsewhere.test/plans/p1', 'navigate')).toEqual({ kind: 'other' });
    expect(kindOf('/logout', 'navigate', 'POST')).toEqual({ kind: 'sign-out' });
  });
});

it('OF5 the offline page knows where one was going, and says nothing of the list itself', () => {
  expect(offlineAddress(`${origin}/`)).toBe('/hors-ligne');
  expect(offlineAddress(`${origin}/contracts/c?a=1`)).toBe('/hors-ligne?depuis=%2Fcontracts%2Fc%3Fa%3D1');
});

it.each(['/reset/tK3n_x', '/invitations/tK3n_x?a=1'])(
  'OF5 the offline page does not repeat what a link like %s lets one do',
  (path) => {
    expect(offlineAddress(origin + path)).toBe('/hors-ligne');
  },
);

it('OF2 a proxy without its server is no server; a server that failed is one', () => {
  expect([502, 503, 504].map(isServerAway)).toEqual([true, true, true]);
  expect([200, 303, 404, 500].map(isServerAway)).toEqual([false, false, false, false]);
});
