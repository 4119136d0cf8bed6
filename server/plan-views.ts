// A person's own look at a plan: their views, and the moments they compare with. Who may open the plan may have views of it,
// whatever their role: a view is no edit. Nobody else reads one that its owner has not shared.
import { failure, type Result, success } from '../src/lib/contract/errors.ts';
import type { Moments } from '../src/lib/contract/changes.ts';
import type { PlanId } from '../src/lib/contract/ids.ts';
import { cleanName } from '../src/lib/contract/clean-name.ts';
import { maxViewNameLength } from '../src/lib/contract/limits.ts';
import { endOfDayInParis } from '../src/lib/contract/paris-time.ts';
import {
  maxSavedViews,
  type OwnViews,
  parseTabView,
  type SharedView,
  type TabView,
  type ViewTab,
} from '../src/lib/contract/view.ts';
import type { PlanViews, User } from './app-services.ts';
import type { Clock, Store } from './store/store.ts';
import type { ViewRecord } from './store/views.ts';

export class LocalPlanViews implements PlanViews {
  readonly #store: Pick<Store, 'views' | 'visits' | 'committees' | 'moments' | 'users' | 'plans'>;
  readonly #isHere: (user: User, planId: PlanId) => boolean;
  readonly #clock: Clock;

  constructor(
    store: Pick<Store, 'views' | 'visits' | 'committees' | 'moments' | 'users' | 'plans'>,
    isHere: (user: User, planId: PlanId) => boolean,
    clock: Clock = Date.now,
  ) {
    this.#store = store;
    this.#isHere = isHere;
    this.#clock = clock;
  }

  own(user: User, planId: PlanId): OwnViews {
    const current: { [Tab in ViewTab]?: { view: TabView; updatedAt: number } } = {};
    const saved: OwnViews['saved'][number][] = [];
    for (const record of this.#store.views.ofUser(planId, user.id)) {
      const { id, tab, name, isShared, updatedAt } = record;
      const view = readView(record);
      // Of a version of the program that nobody knows any more: as if it were not there.
      if (view === null) continue;
      if (name === null) current[tab] = { view, updatedAt };
      else saved.push({ id, tab, name, isShared, view });
    }
    return { current, saved };
  }

  putCurrent(user: User, planId: PlanId, tab: ViewTab, view: TabView): { updatedAt: number } {
    const updatedAt = this.#clock();
    this.#store.views.putCurrent(planId, user.id, tab, view, updatedAt);
    return { updatedAt };
  }

  add(
    user: User,
    planId: PlanId,
    input: { tab: ViewTab; name: string; view: TabView },
  ): Result<{ id: string }> {
    const name = this.#readName(user, planId, input.tab, input.name, null);
    if (!name.ok) return name;
    const count = this.#store.views.ofUser(planId, user.id).filter((one) => one.name !== null).length;
    if (count >= maxSavedViews) return failure('too_many_views');
    const id = this.#store.views.add(planId, user.id, input.tab, name.value, input.view, this.#clock());
    return success({ id });
  }

  read(user: User, planId: PlanId, viewId: string): Result<SharedView> {
    const record = this.#store.views.byId(planId, viewId);
    const isOwn = record?.userId === user.id;
    if (record === null || record.name === null || !(isOwn || record.isShared)) return failure('not_found');
    const view = readView(record);
    if (view === null) return failure('not_found');
    const { id, tab, name, isShared } = record;
    const ownerName = this.#store.users.byId(record.userId)?.name ?? '';
    return success({ id, tab, name, isShared, view, isOwn, ownerName });
  }

  replace(
    user: User,
    planId: PlanId,
    viewId: string,
    change: { name?: string; view?: TabView; isShared?: boolean },
  ): Result<{ id: string }> {
    const record = this.#own(user, planId, viewId);
    if (record === null || record.name === null) return failure('not_found');
    const name =
      change.name === undefined
        ? success(record.name)
        : this.#readName(user, planId, record.tab, change.name, record.id);
    if (!name.ok) return name;
    this.#store.views.replace(
      viewId,
      name.value,
      change.view ?? record.view,
      change.isShared ?? record.isShared,
      this.#clock(),
    );
    return success({ id: viewId });
  }

  remove(user: User, planId: PlanId, viewId: string): Result<{ id: string }> {
    const record = this.#own(user, planId, viewId);
    if (record === null || record.name === null) return failure('not_found');
    this.#store.views.remove(viewId);
    return success({ id: viewId });
  }

  moments(user: User, planId: PlanId): Moments {
    const contractId = this.#store.plans.byId(planId)?.plan.contractId;
    const now = this.#clock();
    const days = contractId === undefined ? [] : this.#store.committees.ofContract(contractId);
    return {
      lastVisit: this.#store.visits.previousEnd(planId, user.id, now, this.#isHere(user, planId)),
      committees: days
        .map((day) => ({ day, at: endOfDayInParis(day) }))
        .filter(({ at }) => at <= now)
        .reverse(),
      named: this.#store.moments.ofPlan(planId).map(({ id, at, name }) => ({ id, at, name })),
    };
  }

  #own(user: User, planId: PlanId, viewId: string): ViewRecord | null {
    const record = this.#store.views.byId(planId, viewId);
    return record?.userId === user.id ? record : null;
  }

  /** Two views of one name in one list could not be told apart. */
  #readName(user: User, planId: PlanId, tab: ViewTab, text: string, except: string | null): Result<string> {
    const name = cleanName(text);
    if (name === '') return failure('view_name_missing');
    if (name.length > maxViewNameLength) return failure('view_name_too_long');
    const key = name.toLocaleLowerCase('fr');
    const isTaken = this.#store.views
      .ofUser(planId, user.id)
      .some((one) => one.tab === tab && one.id !== except && one.name?.toLocaleLowerCase('fr') === key);
    return isTaken ? failure('view_name_taken') : success(name);
  }
}

function readView(record: ViewRecord): TabView | null {
  const read = parseTabView(record.view);
  return read.ok ? read.value : null;
}
