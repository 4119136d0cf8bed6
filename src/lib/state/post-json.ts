// Asks the server to do something, by a request of JSON. Needs a connection: without one it answers with a code, like any
// refusal.
import { type ErrorCode, failure, type Result, success } from '../contract/errors.ts';

export function postJson<Value>(path: string, json: object, send: typeof fetch): Promise<Result<Value>> {
  return sendJson('POST', path, json, send);
}

/** `internal` stands for no network and for an answer that is none. `Value` is what the route gives (docs/api.md). */
export async function sendJson<Value>(
  method: 'POST' | 'DELETE',
  path: string,
  json: object,
  send: typeof fetch,
): Promise<Result<Value>> {
  let body: unknown;
  try {
    const response = await send(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
      credentials: 'same-origin',
    });
    body = await response.json();
  } catch (error) {
    // fetch tells every network failure, and a body that is no JSON, by an exception.
    if (error instanceof Error) return failure('internal');
    throw error;
  }
  if (typeof body !== 'object' || body === null || !('ok' in body)) return failure('internal');
  if (body.ok === true && 'value' in body) return success(body.value as Value);
  return failure('code' in body && typeof body.code === 'string' ? (body.code as ErrorCode) : 'internal');
}
