import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addUser, StoreFixture } from '../tests/helpers/store-fixture.ts';
import { maxSavedViews, plainView, type TabView } from '../src/lib/contract/view.ts';
import type { User } from './app-services.ts';
import { LocalPlanViews } from './plan-views.ts';
import { newVisitAfterMs } from './store/visits.ts';

let fixture: StoreFixture;
let views: LocalPlanViews;
let other: User;
let now = 1_000;

beforeEach(() => {
  fixture = new StoreFixture();
  now = 1_000;
  views = new LocalPlanViews(fixture.store, () => now);
  other = addUser(fixture.store, 'jean@metz.fr');
});
afterEach(() => fixture.dispose());

const sorted: TabView = { ...plainView, sort: [{ columnId: 'p104', direction: 'descending' }] };

function saved(name: string): string {
  const added = views.add(fixture.user, fixture.planId, { tab: 'budget', name, view: sorted });
  if (!added.ok) throw new Error(added.code);
  return added.value.id;
}

describe('views', () => {
  it('ST13 the present view is one a person, plan and tab, and outlives the server', () => {
    const { user, planId } = fixture;
    views.putCurrent(user, planId, 'budget', plainView);
    now = 2_000;
    expect(views.putCurrent(user, planId, 'budget', sorted)).toEqual({ updatedAt: 2_000 });
    fixture.reopen();
    views = new LocalPlanViews(fixture.store, () => now);
    expect(views.own(user, planId)).toEqual({
      current: { budget: { view: sorted, updatedAt: 2_000 } },
      saved: [],
    });
    expect(views.own(other, planId)).toEqual({ current: {}, saved: [] });
  });

  it('ST13 a view that no longer means anything is as if it were not there', () => {
    const { user, planId } = fixture;
    const id = saved('Ancienne');
    fixture.database.prepare(`UPDATE views SET view = '{"sort":"p104"}' WHERE id = ?`).run(id);
    expect(views.own(user, planId).saved).toEqual([]);
    expect(views.read(user, planId, id)).toMatchObject({ code: 'not_found' });
  });

  it('ST14 a view is its owner’s alone until they share it; nobody else changes it', () => {
    const { user, planId } = fixture;
    const id = saved('COPIL');
    expect(views.read(other, planId, id)).toMatchObject({ code: 'not_found' });
    expect(views.replace(user, planId, id, { isShared: true }).ok).toBe(true);
    expect(views.read(other, planId, id)).toEqual({
      ok: true,
      value: {
        id,
        tab: 'budget',
        name: 'COPIL',
        isShared: true,
        view: sorted,
        isOwn: false,
        ownerName: user.name,
      },
    });
    expect(views.replace(other, planId, id, { name: 'Autre' })).toMatchObject({ code: 'not_found' });
    expect(views.remove(other, planId, id)).toMatchObject({ code: 'not_found' });
    expect(views.own(other, planId).saved).toEqual([]);
    expect(views.read(user, 'another' as typeof planId, id)).toMatchObject({ code: 'not_found' });
    expect(views.replace(user, planId, id, { isShared: false }).ok).toBe(true);
    expect(views.read(other, planId, id)).toMatchObject({ code: 'not_found' });
    expect(views.remove(user, planId, id).ok).toBe(true);
    expect(views.own(user, planId).saved).toEqual([]);
  });

  it('ST14 the present view of somebody is read by nobody, whatever its id', () => {
    const { user, planId } = fixture;
    views.putCurrent(user, planId, 'budget', sorted);
    const [record] = fixture.store.views.ofUser(planId, user.id);
    const id = record?.id ?? '';
    for (const who of [user, other]) {
      expect(views.read(who, planId, id)).toMatchObject({ code: 'not_found' });
      expect(views.replace(who, planId, id, { isShared: true })).toMatchObject({ code: 'not_found' });
      expect(views.remove(who, planId, id)).toMatchObject({ code: 'not_found' });
    }
  });

  it('ST15 names are neither empty nor too long, nor twice in one tab; and there is an end', () => {
    const { user, planId } = fixture;
    const id = saved('  COPIL de juin ');
    expect(views.own(user, planId).saved[0]?.name).toBe('COPIL de juin');
    const add = (name: string, tab: 'budget' | 'indicateurs' = 'budget') =>
      views.add(user, planId, { tab, name, view: plainView });
    expect(add(' ')).toMatchObject({ code: 'view_name_missing' });
    expect(add('x'.repeat(81))).toMatchObject({ code: 'view_name_too_long' });
    expect(add('copil DE JUIN')).toMatchObject({ code: 'view_name_taken' });
    expect(add('COPIL de juin', 'indicateurs').ok).toBe(true);
    expect(views.replace(user, planId, id, { name: 'Copil de juin' }).ok).toBe(true);
    for (let count = 2; count < maxSavedViews; count += 1) expect(add(`Vue ${count}`).ok).toBe(true);
    expect(add('Une de trop')).toMatchObject({ code: 'too_many_views' });
  });
});

describe('moments', () => {
  it('ST16 the last visit is the end of the one before this; coming back soon is the same visit', () => {
    const { user, planId, store } = fixture;
    const seen = (at: number): void => store.visits.seen(planId, user.id, at);
    expect(views.moments(user, planId).lastVisit).toBeNull();
    seen(1_000);
    seen(50_000);
    seen(50_000 + newVisitAfterMs);
    expect(views.moments(user, planId).lastVisit).toBeNull();
    const end = 50_000 + newVisitAfterMs;
    seen(end + newVisitAfterMs + 1);
    expect(views.moments(user, planId).lastVisit).toBe(end);
    seen(end + newVisitAfterMs + 2);
    // A clock that goes back ends no visit.
    seen(0);
    expect(views.moments(user, planId).lastVisit).toBe(end);
    expect(views.moments(other, planId).lastVisit).toBeNull();
  });

  it('ST16 committees are those that were held, the last first, each with the end of its day in Paris', () => {
    const { user, planId, store } = fixture;
    const contractId = store.plans.byId(planId)?.plan.contractId;
    if (contractId === undefined) throw new Error('no plan');
    store.committees.replace(contractId, ['2025-06-30', '2024-12-05', '2025-03-20']);
    now = Date.parse('2025-06-30T12:00:00Z');
    expect(views.moments(user, planId).committees).toEqual([
      { day: '2025-03-20', at: Date.parse('2025-03-20T23:00:00Z') },
      { day: '2024-12-05', at: Date.parse('2024-12-05T23:00:00Z') },
    ]);
    expect(store.committees.ofContract(contractId)).toEqual(['2024-12-05', '2025-03-20', '2025-06-30']);
  });
});
