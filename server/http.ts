// Answers over HTTP before SvelteKit is asked: health, the plan as JSON, leases, commands. Every answer is JSON;
// refusals carry a code, never a sentence. Knows the app's services, not how they work. The headers that every answer
// carries, pages included, are set here.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ErrorCode } from '../src/lib/contract/errors.ts';
import { failure, type Result, success } from '../src/lib/contract/errors.ts';
import { cellKey, type LeaseId, type PlanId, splitCellKey, type UserId } from '../src/lib/contract/ids.ts';
import type { LeaseGrant } from '../src/lib/protocol/messages.ts';
import { formatSessionCookie, parseSessionId } from '../src/lib/protocol/session-cookie.ts';
import type { App } from './app-services.ts';
import { contractRoutes } from './contract-routes.ts';
import { historyRoutes } from './history-routes.ts';
import { isOriginAccepted, originOf, stampRequest } from './request-origin.ts';
import { readJson, type RouteEntry } from './route.ts';
import { parseCommand } from './sync/parse-command.ts';
import { versionRoutes } from './version-routes.ts';
import { viewRoutes } from './view-routes.ts';
import type { Log } from './sync/sync-observer.ts';

interface LiveState {
  readonly openPlans: number;
  readonly readOnlyPlans: number;
  readonly connections: number;
  grantLease(userId: UserId, planId: PlanId, previousLeaseId: LeaseId | null): Result<LeaseGrant>;
}

interface HttpOptions {
  readonly app: App;
  readonly live: LiveState;
  readonly origins: readonly string[];
  /** Everything that is not answered here: SvelteKit's pages. */
  readonly pages: RequestListener;
  readonly log: Log;
}

const maxAuthorCells = 500;

const statusByCode: Partial<Record<ErrorCode, number>> = {
  bad_request: 400,
  not_signed_in: 401,
  bad_origin: 403,
  forbidden: 403,
  read_only_role: 403,
  not_found: 404,
  row_unknown: 404,
  too_many_attempts: 429,
  internal: 500,
  database_damaged: 500,
  plan_read_only: 503,
};

export function createRequestListener(options: HttpOptions): RequestListener {
  const { app, live, origins, pages, log } = options;
  const startedAt = performance.now();
  const routes = routesOf(options);

  return (request, response) => {
    stampRequest(request, origins);
    const isHttps = originOf(request, origins).protocol === 'https:';
    setSecurityHeaders(response, isHttps);
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    if (path === '/healthz') {
      const status = live.readOnlyPlans > 0 ? 'read_only' : 'ok';
      const uptime = Math.round((performance.now() - startedAt) / 1000);
      const { openPlans, connections } = live;
      return sendJson(response, 200, { status, version: app.version, uptime, openPlans, connections });
    }
    if (!path.startsWith('/api/')) return pages(request, response);
    answer(routes, request, response, path, query).catch((error: unknown) => {
      log.error({ err: error, path }, 'a request failed');
      if (!response.headersSent) sendFailure(response, 'internal');
      else response.destroy();
    });
  };

  async function answer(
    entries: readonly RouteEntry[],
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
  ): Promise<void> {
    const matching = entries.filter((entry) => entry.path.test(path));
    const entry = matching.find(({ method }) => method === request.method);
    if (entry === undefined) return sendFailure(response, matching.length > 0 ? 'bad_request' : 'not_found');
    // Kit checks the origin of forms only: JSON needs its own check.
    if (entry.method !== 'GET' && !isOriginAccepted(request, origins))
      return sendFailure(response, 'bad_origin');
    const sessionId = parseSessionId(request.headers.cookie);
    const found = sessionId === null ? null : await app.accounts.validateSession(sessionId);
    if (found === null) return sendFailure(response, 'not_signed_in');
    if (found.renewed) {
      const isHttps = originOf(request, origins).protocol === 'https:';
      response.setHeader('set-cookie', formatSessionCookie(found.signedIn.session, isHttps));
    }
    const [, id = '', rest = ''] = entry.path.exec(path) ?? [];
    const call = { request, id, rest, query: new URLSearchParams(query) };
    const result = await entry.run(call, found.signedIn);
    if (!result.ok) return sendFailure(response, result.code);
    if (entry.isJsonBytes && result.value instanceof Uint8Array) sendJsonText(response, 200, result.value);
    else sendJson(response, 200, entry.isBare ? result.value : result);
  }
}

function routesOf({ app, live }: HttpOptions): readonly RouteEntry[] {
  return [
    {
      method: 'GET',
      path: /^\/api\/plans\/([A-Za-z0-9_-]+)$/,
      isJsonBytes: true,
      run: ({ id }, { user }) => {
        const planId = id as PlanId;
        return app.contracts.planFor(user, planId) === null
          ? failure('not_found')
          : app.plans.exportPlan(planId);
      },
    },
    {
      method: 'POST',
      path: /^\/api\/plans\/([A-Za-z0-9_-]+)\/lease$/,
      isBare: true,
      run: async ({ request, id }, { user }) => {
        const body = await readJson(request);
        if (!body.ok) return body;
        const previous = body.value['previousLeaseId'] ?? null;
        if (previous !== null && typeof previous !== 'string') return failure('bad_request');
        const planId = id as PlanId;
        if (app.contracts.planFor(user, planId) === null) return failure('not_found');
        return live.grantLease(user.id, planId, previous as LeaseId | null);
      },
    },
    {
      method: 'POST',
      path: /^\/api\/plans\/([A-Za-z0-9_-]+)\/commands$/,
      run: async ({ request, id }, { user }) => {
        const body = await readJson(request);
        if (!body.ok) return body;
        if (app.contracts.planFor(user, id as PlanId) === null) return failure('not_found');
        const command = parseCommand(body.value['command']);
        return command.ok ? app.plans.runCommand(user, id as PlanId, command.value) : command;
      },
    },
    {
      method: 'POST',
      path: /^\/api\/plans\/([A-Za-z0-9_-]+)\/cell-authors$/,
      run: async ({ request, id }, { user }) => {
        const body = await readJson(request);
        if (!body.ok) return body;
        const planId = id as PlanId;
        if (app.contracts.planFor(user, planId) === null) return failure('not_found');
        const cells = body.value['cells'];
        if (!Array.isArray(cells) || cells.length > maxAuthorCells) return failure('bad_request');
        const keys = cells.flatMap((cell: unknown) => {
          const place = typeof cell === 'string' ? splitCellKey(cell) : null;
          return place === null ? [] : [cellKey(place.rowId, place.columnId)];
        });
        return success(app.plans.cellAuthors(user, planId, keys));
      },
    },
    ...versionRoutes(app),
    ...viewRoutes(app),
    ...historyRoutes(app),
    ...contractRoutes(app),
  ];
}

function setSecurityHeaders(response: ServerResponse, isHttps: boolean): void {
  response.setHeader('x-content-type-options', 'nosniff');
  // Links that let a person in carry a secret in their path: it must not travel on to another site.
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('x-frame-options', 'DENY');
  if (isHttps) response.setHeader('strict-transport-security', 'max-age=31536000');
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  sendJsonText(response, status, JSON.stringify(body));
}

function sendJsonText(response: ServerResponse, status: number, text: string | Uint8Array): void {
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    .end(text);
}

function sendFailure(response: ServerResponse, code: ErrorCode): void {
  sendJson(response, statusByCode[code] ?? 422, failure(code));
}
