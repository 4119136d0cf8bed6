// The routes of a contract as a whole: the days of its committee. Reads what is asked, hands it on; rights are the service's.
import { failure, type Result } from '../src/lib/contract/errors.ts';
import type { ContractId } from '../src/lib/contract/ids.ts';
import type { App } from './app-services.ts';
import { readJson, type RouteEntry } from './route.ts';

export function contractRoutes({ contracts }: App): readonly RouteEntry[] {
  return [
    {
      method: 'POST',
      path: /^\/api\/contracts\/([A-Za-z0-9_-]+)\/committees$/,
      run: async ({ request, id }, { user }): Promise<Result<unknown>> => {
        const body = await readJson(request);
        if (!body.ok) return body;
        const days = body.value['days'];
        return isTexts(days) ? contracts.setCommittees(user, id as ContractId, days) : failure('bad_request');
      },
    },
  ];
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
