// The routes of a person's own look at a plan: views, moments, what changed since one. Reads what is asked, hands it on; the
// right to open the plan is asked for each.
import { type ErrorCode, failure, type Result, success } from '../src/lib/contract/errors.ts';
import {
  maxViewBytes,
  parseTabView,
  type TabView,
  type ViewTab,
  viewTabs,
} from '../src/lib/contract/view.ts';
import type { App } from './app-services.ts';
import { planRoute, readJson, type RouteEntry } from './route.ts';

type Body = Readonly<Record<string, unknown>>;

export function viewRoutes(app: App): readonly RouteEntry[] {
  const { contracts, views, plans } = app;
  const entry = planRoute(contracts);
  return [
    entry('GET', '/views', (user, planId) => success(views.own(user, planId))),
    entry('PUT', '/views/current/([a-z]+)', async (user, planId, { request, rest }) => {
      const body = await readJson(request);
      if (!body.ok) return body;
      const view = readView(body.value['view']);
      if (!isViewTab(rest)) return failure('not_found');
      return view.ok ? success(views.putCurrent(user, planId, rest, view.value)) : view;
    }),
    entry('POST', '/views', async (user, planId, { request }) => {
      const body = await readJson(request);
      if (!body.ok) return body;
      const { tab, name } = body.value;
      const view = readView(body.value['view']);
      if (!view.ok) return view;
      if (!isViewTab(tab) || typeof name !== 'string') return failure('bad_request');
      return views.add(user, planId, { tab, name, view: view.value });
    }),
    entry('GET', '/views/([a-z0-9]+)', (user, planId, { rest }) => views.read(user, planId, rest)),
    entry('PUT', '/views/([a-z0-9]+)', async (user, planId, { request, rest }) => {
      const body = await readJson(request);
      if (!body.ok) return body;
      const change = readChange(body.value);
      return change.ok ? views.replace(user, planId, rest, change.value) : change;
    }),
    entry('DELETE', '/views/([a-z0-9]+)', (user, planId, { rest }) => views.remove(user, planId, rest)),
    entry('GET', '/moments', (user, planId) => success(views.moments(user, planId))),
    entry('GET', '/changes', (user, planId, { query }) => {
      const since = query.get('since') ?? '';
      return /^\d{1,15}$/.test(since)
        ? success(plans.changesSince(user, planId, Number(since)))
        : failure('bad_request');
    }),
  ];
}

function isViewTab(text: unknown): text is ViewTab {
  return (viewTabs as readonly unknown[]).includes(text);
}

function readView(value: unknown): Result<TabView> {
  const bytes = Buffer.byteLength(JSON.stringify(value ?? null));
  return bytes > maxViewBytes ? failure('bad_request') : parseTabView(value);
}

function readChange(body: Body): Result<{ name?: string; view?: TabView; isShared?: boolean }> {
  const { name, view, isShared } = body;
  const refused: ErrorCode | null =
    (name !== undefined && typeof name !== 'string') ||
    (isShared !== undefined && typeof isShared !== 'boolean')
      ? 'bad_request'
      : null;
  if (refused !== null) return failure(refused);
  const read = view === undefined ? undefined : readView(view);
  if (read?.ok === false) return read;
  return success({
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof isShared === 'boolean' ? { isShared } : {}),
    ...(read === undefined ? {} : { view: read.value }),
  });
}
