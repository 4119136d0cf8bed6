// The routes of the history of a plan: its pages, its people, moments with a name. Reads what is asked, hands it on; the right
// to open the plan is asked for each.
import { failure, type Result, success } from '../src/lib/contract/errors.ts';
import type { HistoryQuery, HistoryScope } from '../src/lib/contract/history.ts';
import { cellKey, type RowId, splitCellKey, type UserId } from '../src/lib/contract/ids.ts';
import type { App } from './app-services.ts';
import { planRoute, readJson, type RouteEntry } from './route.ts';

const maxGestures = 500;

export function historyRoutes({ contracts, history }: App): readonly RouteEntry[] {
  const entry = planRoute(contracts);
  return [
    entry('GET', '/history', (user, planId, { query }) => {
      const asked = readQuery(query);
      return asked.ok ? success(history.read(user, planId, asked.value)) : asked;
    }),
    entry('GET', '/history/people', (_user, planId) => success(history.people(planId))),
    entry('POST', '/history/lost', async (user, planId, { request }) => {
      const body = await readJson(request);
      if (!body.ok) return body;
      const gestures: unknown = body.value['gestures'];
      const isList = Array.isArray(gestures) && gestures.length <= maxGestures;
      if (!isList || !gestures.every((one) => typeof one === 'string')) return failure('bad_request');
      return success(history.lost(user, planId, gestures));
    }),
    entry('POST', '/moments', async (user, planId, { request }) => {
      const body = await readJson(request);
      if (!body.ok) return body;
      const { name, at = null } = body.value;
      if (typeof name !== 'string' || (at !== null && typeof at !== 'number')) return failure('bad_request');
      return history.nameMoment(user, planId, { name, at });
    }),
    entry('DELETE', '/moments/([a-z0-9]+)', (user, planId, { rest }) =>
      history.removeMoment(user, planId, rest),
    ),
  ];
}

function readQuery(query: URLSearchParams): Result<HistoryQuery> {
  const scope = readScope(query.get('cell'), query.get('row'));
  const [from, until] = [readTime(query.get('from')), readTime(query.get('until'))];
  if (scope === null || from === undefined || until === undefined) return failure('bad_request');
  return success({
    scope,
    personId: query.get('person') as UserId | null,
    columnId: query.get('column'),
    from,
    until,
  });
}

function readScope(cell: string | null, row: string | null): HistoryScope | null {
  if (cell !== null) {
    const place = splitCellKey(cell);
    return place === null ? null : { type: 'cell', key: cellKey(place.rowId, place.columnId) };
  }
  return row === null ? { type: 'plan' } : { type: 'row', rowId: row as RowId };
}

/** Undefined when it is none. */
function readTime(text: string | null): number | null | undefined {
  if (text === null) return null;
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
