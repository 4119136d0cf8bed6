import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/helpers/manual-clock.ts';
import type { PlanId, UserId } from '../contract/ids.ts';
import { plainView, type TabView } from '../contract/view.ts';
import { sortedBy } from '../grid/view/change-view.ts';
import { PlanViews } from './plan-views.svelte.ts';

const sorted = sortedBy(plainView, 'p104', 'descending');
const other = sortedBy(plainView, 'cout_total', 'ascending');

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** A server that answers by method and path; what it does not know fails as without a network. */
class Server {
  readonly asked: Asked[] = [];
  answers: Record<string, unknown> = {};

  readonly send = ((input: string, init: RequestInit) => {
    const path = input.replace('/api/plans/plan', '');
    const method = init.method ?? 'GET';
    this.asked.push({ method, path, body: init.body === undefined ? null : JSON.parse(String(init.body)) });
    const answer = this.answers[`${method} ${path}`];
    return answer === undefined
      ? Promise.reject(new TypeError('no network'))
      : Promise.resolve(new Response(JSON.stringify(answer)));
  }) as typeof fetch;
}

let server: Server;
let clock: ManualClock;
let kept: Map<string, string>;

beforeEach(() => {
  server = new Server();
  clock = new ManualClock();
  kept = new Map();
});

function open(): PlanViews {
  return new PlanViews({
    planId: 'plan' as PlanId,
    userId: 'anne' as UserId,
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    send: server.send,
    clock,
  });
}

const own = (view: TabView, updatedAt: number): unknown => ({
  ok: true,
  value: { current: { budget: { view, updatedAt } }, saved: [] },
});

describe('views that are kept', () => {
  it('GR202 a change is there at once on this device, and sent once for several', async () => {
    server.answers = { 'PUT /views/current/budget': { ok: true, value: { updatedAt: 5 } } };
    const views = open();
    views.set('budget', sorted);
    clock.pass(500);
    views.set('budget', other);
    expect(open().view('budget')).toEqual(other);
    clock.pass(799);
    expect(server.asked).toEqual([]);
    clock.pass(1);
    await expect
      .poll(() => server.asked)
      .toEqual([{ method: 'PUT', path: '/views/current/budget', body: { view: other } }]);
  });

  it('GR202 the server’s view is taken, unless this device has one that was not sent', async () => {
    server.answers = { 'GET /views': own(sorted, 7) };
    const views = open();
    await views.load();
    expect(views.view('budget')).toEqual(sorted);
    const unsent = open();
    unsent.set('budget', other);
    clock.pass(800);
    server.answers = { ...server.answers, 'GET /views': own(sorted, 9) };
    const later = open();
    await later.load();
    expect(later.view('budget')).toEqual(other);
  });

  it('GR202 a search is for now alone', () => {
    const views = open();
    views.set('budget', { ...sorted, rows: { ...sorted.rows, search: 'vélo' } });
    expect(views.view('budget').rows.search).toBe('vélo');
    expect(open().view('budget')).toEqual(sorted);
  });

  it('GR202 without storage, with a damaged one and without network the plain view is there', async () => {
    for (const tab of ['budget', 'indicateurs'])
      kept.set(`trame.view.anne.plan.${tab}`, '{"view":{"sort":1}}');
    const damaged = open();
    await damaged.load();
    expect(damaged.view('budget')).toBe(plainView);
    const none = new PlanViews({
      planId: 'plan' as PlanId,
      userId: 'anne' as UserId,
      storage: {
        getItem: () => {
          throw new DOMException('denied', 'SecurityError');
        },
        setItem: () => {
          throw new DOMException('full', 'QuotaExceededError');
        },
      },
      send: server.send,
      clock,
    });
    none.set('budget', sorted);
    expect(none.view('budget')).toBe(sorted);
  });

  it('GR203 a view is saved under its name, changed, removed; a refusal is told and changes nothing', async () => {
    server.answers = {
      'POST /views': { ok: true, value: { id: 'v1' } },
      'PUT /views/v1': { ok: true, value: { id: 'v1' } },
      'DELETE /views/v1': { ok: true, value: { id: 'v1' } },
    };
    const views = open();
    views.set('budget', sorted);
    expect(await views.save('budget', ' COPIL ')).toEqual({ ok: true, value: 'v1' });
    await views.change('v1', { isShared: true });
    expect(views.saved('budget')).toEqual([
      { id: 'v1', tab: 'budget', name: 'COPIL', isShared: true, view: sorted },
    ]);
    expect(views.saved('indicateurs')).toEqual([]);
    server.answers = { 'PUT /views/v1': { ok: false, code: 'view_name_taken' } };
    expect(await views.change('v1', { name: 'Autre' })).toMatchObject({ code: 'view_name_taken' });
    expect(await views.remove('v1')).toMatchObject({ code: 'internal' });
    expect(views.saved('budget')[0]?.name).toBe('COPIL');
  });

  it('GR202 what was not sent leaves with the page', () => {
    const views = open();
    views.set('budget', sorted);
    views.destroy();
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /views/current/budget',
    ]);
  });
});
