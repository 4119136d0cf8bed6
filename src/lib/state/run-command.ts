// Runs one server command on a plan. Needs a connection: without one it answers with a code, like any other refusal.
import type { Command, CommandOutcome } from '../contract/commands.ts';
import { type ErrorCode, failure, type Result, success } from '../contract/errors.ts';
import type { PlanId } from '../contract/ids.ts';

/** `internal` stands for no network and for an answer that is none. */
export async function runCommand(
  planId: PlanId,
  command: Command,
  send: typeof fetch = fetch,
): Promise<Result<CommandOutcome>> {
  let body: unknown;
  try {
    const response = await send(`/api/plans/${encodeURIComponent(planId)}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ command }),
      credentials: 'same-origin',
    });
    body = await response.json();
  } catch (error) {
    // fetch tells every network failure, and a body that is no JSON, by an exception.
    if (error instanceof Error) return failure('internal');
    throw error;
  }
  if (typeof body !== 'object' || body === null || !('ok' in body)) return failure('internal');
  if (body.ok === true && 'value' in body) return success(body.value as CommandOutcome);
  return failure('code' in body && typeof body.code === 'string' ? (body.code as ErrorCode) : 'internal');
}
