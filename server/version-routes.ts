// The routes of signing: a plan is signed, its versions are read. Reads what is asked, hands it on; the right to open the plan
// is asked for each, the right to sign is the room's to say.
import { failure, success } from '../src/lib/contract/errors.ts';
import type { App } from './app-services.ts';
import { planRoute, readJson, type RouteEntry } from './route.ts';

export function versionRoutes({ contracts, plans }: App): readonly RouteEntry[] {
  const entry = planRoute(contracts);
  const routes = [
    entry('POST', '/sign', async (user, planId, { request }) => {
      const body = await readJson(request);
      if (!body.ok) return body;
      const { number, proposals } = body.value;
      if (!isCount(number) || !isCount(proposals)) return failure('bad_request');
      return plans.sign(user, planId, { number, proposals });
    }),
    entry('GET', '/versions', (_user, planId) => success(plans.versions(planId))),
    entry('GET', '/versions/(\\d{1,6})', (_user, planId, { rest }) => plans.version(planId, Number(rest))),
  ];
  return routes.map((route) => ({ ...route, isJsonBytes: true }));
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
