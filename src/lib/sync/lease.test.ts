import { describe, expect, it } from 'vitest';
import type { PlanId } from '../contract/ids.ts';
import { requestLease } from './lease.ts';

const request = { baseUrl: 'http://trame.test', planId: 'plan' as PlanId, previousLeaseId: 'old' };
const grant = { leaseId: 'new', clientId: 7, epoch: 1, previousLastFrame: 3 };

function ask(send: typeof fetch) {
  return requestLease(send, request, new AbortController().signal);
}

describe('asking for a lease', () => {
  it('names the previous one and brings its last frame back', async () => {
    const calls: unknown[] = [];
    const answer = await ask((url, init) => {
      calls.push([url, init?.method, init?.body]);
      return Promise.resolve(Response.json(grant));
    });
    expect(answer).toEqual({ ok: true, grant });
    expect(calls).toEqual([['http://trame.test/api/plans/plan/lease', 'POST', '{"previousLeaseId":"old"}']]);
  });

  it.each([
    [401, 'not_signed_in'],
    [403, 'forbidden'],
    [404, 'not_found'],
  ] as const)('%i is final: %s', async (status, code) => {
    expect(await ask(() => Promise.resolve(Response.json({ ok: false, code }, { status })))).toEqual({
      ok: false,
      final: true,
      code,
    });
  });

  it.each([
    ['no network', () => Promise.reject(new TypeError('fetch failed'))],
    ['a busy server', () => Promise.resolve(Response.json({ ok: false, code: 'internal' }, { status: 503 }))],
    ["a proxy's page", () => Promise.resolve(new Response('<html>'))],
    ['an answer that is no lease', () => Promise.resolve(Response.json({ leaseId: 'new' }))],
  ])('%s is worth another attempt', async (_name, send) => {
    expect(await ask(send)).toEqual({ ok: false, final: false });
  });
});
