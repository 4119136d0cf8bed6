// Whether a plan was put back from a backup: whoever sees the plan may ask.
import { success } from '../src/lib/contract/errors.ts';
import type { App } from './app-services.ts';
import { planRoute, type RouteEntry } from './route.ts';

export function recoveryRoutes({ contracts, plans }: App): readonly RouteEntry[] {
  return [planRoute(contracts)('GET', '/recovery', (_user, planId) => success(plans.recovery(planId)))];
}
