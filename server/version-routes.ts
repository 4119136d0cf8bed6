// The routes of signing: a plan is signed, its versions are read. Reads what is asked, hands it on; the right to open the plan
// is asked for each, the right to sign is the room's to say.
import { failure, success, type Result } from '../src/lib/contract/errors.ts';
import type { PlanId } from '../src/lib/contract/ids.ts';
import type { App, User } from './app-services.ts';
import { readJson, type Call, type RouteEntry } from './route.ts';

export function versionRoutes({ contracts, plans }: App): readonly RouteEntry[] {
  const entry = (
    method: RouteEntry['method'],
    path: string,
    answer: (user: User, planId: PlanId, call: Call) => Result<unknown> | Promise<Result<unknown>>,
  ): RouteEntry => ({
    method,
    path: new RegExp(`^/api/plans/([A-Za-z0-9_-]+)${path}$`),
    isJsonBytes: true,
    run: (call, { user }) => {
      const planId = call.id as PlanId;
      return contracts.planFor(user, planId) === null ? failure('not_found') : answer(user, planId, call);
    },
  });
  return [
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
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
