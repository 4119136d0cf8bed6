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
let isHere = false;

beforeEach(() => {
  fixture = new StoreFixture();
  now = 1_000;
  isHere = false;
  views = new LocalPlanViews(
    fixture.store,
    () => isHere,
    () => now,
  );
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
    views = new LocalPlanViews(
      fixture.store,
      () => isHere,
      () => now,
    );
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
  const comes = (at: number): void => {
    fixture.store.visits.seen(fixture.planId, fixture.user.id, at, isHere);
    [now, isHere] = [at, true];
  };
  const goes = (at: number): void => {
    fixture.store.visits.seen(fixture.planId, fixture.user.id, at, true);
    [now, isHere] = [at, false];
  };
  const lastVisit = (who = fixture.user): number | null => views.moments(who, fixture.planId).lastVisit;

  it('ST16 the last visit is the end of the one before this; coming back soon is the same visit', () => {
    expect(lastVisit()).toBeNull();
    comes(1_000);
    goes(50_000);
    comes(50_000 + newVisitAfterMs);
    expect(lastVisit()).toBeNull();
    const end = 60_000 + newVisitAfterMs;
    goes(end);
    comes(end + newVisitAfterMs + 1);
    expect(lastVisit()).toBe(end);
    // A clock that goes back ends no visit.
    goes(0);
    comes(1);
    expect(lastVisit()).toBe(end);
    expect(lastVisit(other)).toBeNull();
  });

  it('ST16 a visit of hours stays one: a second tab, a broken line, its end', () => {
    comes(0);
    goes(1_000);
    const start = 1_000 + 10 * newVisitAfterMs;
    comes(start);
    comes(start + 5 * newVisitAfterMs);
    expect(lastVisit()).toBe(1_000);
    const end = start + 10 * newVisitAfterMs;
    goes(end);
    comes(end + 2_000);
    expect(lastVisit()).toBe(1_000);
    goes(end + 3_000);
    comes(end + 10 * newVisitAfterMs);
    expect(lastVisit()).toBe(end + 3_000);
  });

  it('ST16 asked just before the connection is made, it is what it is just after', () => {
    comes(0);
    goes(1_000);
    now = 1_000 + newVisitAfterMs;
    expect(lastVisit()).toBeNull();
    now += 1;
    expect(lastVisit()).toBe(1_000);
    comes(now);
    expect(lastVisit()).toBe(1_000);
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
