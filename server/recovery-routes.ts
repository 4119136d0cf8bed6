// Whether a plan was put back from a backup: whoever sees the plan may ask.
import { failure, success } from '../src/lib/contract/errors.ts';
import type { PlanId } from '../src/lib/contract/ids.ts';
import type { App } from './app-services.ts';
import type { RouteEntry } from './route.ts';

export function recoveryRoutes({ contracts, plans }: App): readonly RouteEntry[] {
  return [
    {
      method: 'GET',
      path: /^\/api\/plans\/([A-Za-z0-9_-]+)\/recovery$/,
      run: ({ id }, { user }) => {
        const planId = id as PlanId;
        return contracts.planFor(user, planId) === null
          ? failure('not_found')
          : success(plans.recovery(planId));
      },
    },
  ];
}
