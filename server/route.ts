// What an answer over HTTP is made of: its method, its path, what is read from the request.
import type { IncomingMessage } from 'node:http';
import { failure, type Result, success } from '../src/lib/contract/errors.ts';
import type { PlanId } from '../src/lib/contract/ids.ts';
import type { Contracts, SignedIn, User } from './app-services.ts';

export interface Call {
  readonly request: IncomingMessage;
  /** The first part of the path that the route names: a plan, mostly. */
  readonly id: string;
  /** The second one; empty where there is none. */
  readonly rest: string;
  readonly query: URLSearchParams;
}

export type Route = (call: Call, signedIn: SignedIn) => Promise<Result<unknown>> | Result<unknown>;

export interface RouteEntry {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: RegExp;
  readonly run: Route;
  /** Answers with the value itself instead of `{ ok, value }`: the shape that docs/api.md promises. */
  readonly isBare?: true;
  /** The value is the answer's JSON as UTF-8. */
  readonly isJsonBytes?: true;
}

type PlanAnswer = (user: User, planId: PlanId, call: Call) => Promise<Result<unknown>> | Result<unknown>;

/** Routes below a plan, for members of its contract: to anybody else there is no such plan. */
export function planRoute(
  contracts: Pick<Contracts, 'planFor'>,
): (method: RouteEntry['method'], path: string, answer: PlanAnswer) => RouteEntry {
  return (method, path, answer) => ({
    method,
    path: new RegExp(`^/api/plans/([A-Za-z0-9_-]+)${path}$`),
    run: (call, { user }) => {
      const planId = call.id as PlanId;
      return contracts.planFor(user, planId) === null ? failure('not_found') : answer(user, planId, call);
    },
  });
}

const maxBodyBytes = 64 * 1024;

/** The body as a JSON object; an empty body is an empty object. */
export async function readJson(request: IncomingMessage): Promise<Result<Readonly<Record<string, unknown>>>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return failure('bad_request');
    chunks.push(chunk);
  }
  if (bytes === 0) return success({});
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return failure('bad_request');
  try {
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    return isObject ? success(body as Record<string, unknown>) : failure('bad_request');
  } catch (error) {
    if (error instanceof SyntaxError) return failure('bad_request');
    throw error;
  }
}
