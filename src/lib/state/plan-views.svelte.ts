// What one person sees of each tab of a plan, kept for them: at once on this device, soon on the server, so that it is the same
// on their next one. Named views, and those that others shared, come from the server. Knows no grid.
import { type ErrorCode, failure, type Result, success } from '../contract/errors.ts';
import type { PlanId, UserId } from '../contract/ids.ts';
import { parseJson } from '../contract/parse-json.ts';
import {
  type OwnViews,
  parseTabView,
  plainView,
  type SavedView,
  type SharedView,
  type TabView,
  type ViewTab,
  viewTabs,
} from '../contract/view.ts';
import { type Clock, systemClock } from '../sync/environment.ts';

/** A column that is dragged or a word that is typed is one change, not twenty. */
const sendAfterMs = 800;

interface Kept {
  readonly view: TabView;
  /** The server's own, of the last view that it and this device agreed on; null before the first. */
  readonly updatedAt: number | null;
  /** The server has not heard of it yet. */
  readonly isUnsent: boolean;
}

interface PlanViewsParts {
  readonly planId: PlanId;
  readonly userId: UserId;
  /** Null where the browser keeps nothing. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  readonly send: typeof fetch;
  readonly clock?: Clock;
}

type Failed = { readonly ok: false; readonly code: ErrorCode };

export class PlanViews {
  readonly #parts: PlanViewsParts;
  readonly #clock: Clock;
  #kept = $state.raw<Readonly<Record<ViewTab, Kept>>>({
    budget: { view: plainView, updatedAt: null, isUnsent: false },
    beneficiaires: { view: plainView, updatedAt: null, isUnsent: false },
    indicateurs: { view: plainView, updatedAt: null, isUnsent: false },
  });
  #saved = $state.raw<readonly SavedView[]>([]);
  #timers: Readonly<Partial<Record<ViewTab, () => void>>> = {};

  constructor(parts: PlanViewsParts) {
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
    for (const tab of viewTabs) this.#readKept(tab);
  }

  view(tab: ViewTab): TabView {
    return this.#kept[tab].view;
  }

  /** In the order in which they were made. */
  saved(tab: ViewTab): readonly SavedView[] {
    return this.#saved.filter((one) => one.tab === tab);
  }

  set(tab: ViewTab, view: TabView): void {
    if (view === this.#kept[tab].view) return;
    this.#keep(tab, { ...this.#kept[tab], view, isUnsent: true });
    this.#timers[tab]?.();
    const cancel = this.#clock.after(sendAfterMs, () => void this.#sendCurrent(tab));
    this.#timers = { ...this.#timers, [tab]: cancel };
  }

  /** What the server keeps: another device may have changed it since. Without a connection what this device keeps stands. */
  async load(): Promise<void> {
    const answer = await this.#ask<OwnViews>('GET', '/views');
    if (!answer.ok) return;
    const { current, saved } = answer.value;
    this.#saved = saved;
    for (const tab of viewTabs) {
      const kept = this.#kept[tab];
      const theirs = current[tab];
      if (kept.isUnsent) void this.#sendCurrent(tab);
      else if (theirs !== undefined && theirs.updatedAt !== kept.updatedAt)
        this.#keep(tab, { ...theirs, isUnsent: false });
    }
  }

  async save(tab: ViewTab, name: string): Promise<Result<string> | Failed> {
    const view = withoutSearch(this.view(tab));
    const answer = await this.#ask<{ id: string }>('POST', '/views', { tab, name, view });
    if (!answer.ok) return answer;
    const { id } = answer.value;
    this.#saved = [...this.#saved, { id, tab, name: name.trim(), view, isShared: false }];
    return success(id);
  }

  async change(
    id: string,
    change: Partial<Pick<SavedView, 'name' | 'view' | 'isShared'>>,
  ): Promise<Result<void>> {
    const answer = await this.#ask('PUT', `/views/${id}`, change);
    if (!answer.ok) return answer;
    this.#saved = this.#saved.map((one) => (one.id === id ? { ...one, ...change } : one));
    return success(undefined);
  }

  async remove(id: string): Promise<Result<void>> {
    const answer = await this.#ask('DELETE', `/views/${id}`);
    if (!answer.ok) return answer;
    this.#saved = this.#saved.filter((one) => one.id !== id);
    return success(undefined);
  }

  /** A view by its link: one's own, or one that its owner shared. */
  async open(id: string): Promise<Result<SharedView>> {
    const answer = await this.#ask<SharedView>('GET', `/views/${encodeURIComponent(id)}`);
    if (!answer.ok) return answer;
    const view = parseTabView(answer.value.view);
    return view.ok ? success({ ...answer.value, view: view.value }) : view;
  }

  /** What is not sent yet leaves with the page. */
  destroy(): void {
    for (const tab of viewTabs) if (this.#timers[tab] !== undefined) void this.#sendCurrent(tab, true);
  }

  async #sendCurrent(tab: ViewTab, keepalive = false): Promise<void> {
    const { [tab]: cancel, ...others } = this.#timers;
    cancel?.();
    this.#timers = others;
    const { view } = this.#kept[tab];
    const answer = await this.#ask<{ updatedAt: number }>(
      'PUT',
      `/views/current/${tab}`,
      { view: withoutSearch(view) },
      keepalive,
    );
    // Refused or without a connection it stays unsent: the next change, or the next visit, sends it again.
    if (answer.ok && this.#kept[tab].view === view)
      this.#keep(tab, { view, updatedAt: answer.value.updatedAt, isUnsent: false });
  }

  async #ask<Value>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    keepalive = false,
  ): Promise<Result<Value>> {
    const { planId, send } = this.#parts;
    try {
      const response = await send(`/api/plans/${encodeURIComponent(planId)}${path}`, {
        method,
        credentials: 'same-origin',
        keepalive,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const answer = (await response.json()) as Partial<{ ok: boolean; value: Value; code: ErrorCode }>;
      if (answer.ok === true) return success(answer.value as Value);
      return failure(answer.code ?? 'internal');
    } catch (error) {
      // fetch tells every network failure, and a body that is no JSON, by an exception.
      if (error instanceof Error) return failure('internal');
      throw error;
    }
  }

  #keep(tab: ViewTab, kept: Kept): void {
    this.#kept = { ...this.#kept, [tab]: kept };
    const { view, ...state } = kept;
    const text = JSON.stringify({ ...state, view: withoutSearch(view) });
    try {
      this.#parts.storage?.setItem(this.#key(tab), text);
    } catch (error) {
      // A full or forbidden storage: the server still keeps it.
      if (!(error instanceof Error)) throw error;
    }
  }

  #readKept(tab: ViewTab): void {
    let text: string | null = null;
    try {
      text = this.#parts.storage?.getItem(this.#key(tab)) ?? null;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
    const kept = text === null ? null : parseJson(text);
    if (typeof kept !== 'object' || kept === null || !('view' in kept)) return;
    const view = parseTabView(kept.view);
    if (!view.ok) return;
    const { updatedAt, isUnsent } = kept as Readonly<Record<string, unknown>>;
    this.#kept = {
      ...this.#kept,
      [tab]: {
        view: view.value,
        updatedAt: typeof updatedAt === 'number' ? updatedAt : null,
        isUnsent: isUnsent === true,
      },
    };
  }

  #key(tab: ViewTab): string {
    return `trame.view.${this.#parts.userId}.${this.#parts.planId}.${tab}`;
  }
}

/** A search is for now: nobody wants to find last week's word in the way. */
function withoutSearch(view: TabView): TabView {
  return view.rows.search === '' ? view : { ...view, rows: { ...view.rows, search: '' } };
}
