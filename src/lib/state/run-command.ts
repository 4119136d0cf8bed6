// Runs one server command on a plan, or signs it.
import type { Command, CommandOutcome } from '../contract/commands.ts';
import type { Result } from '../contract/errors.ts';
import type { PlanId } from '../contract/ids.ts';
import type { Signature } from '../contract/plan.ts';
import { postJson } from './post-json.ts';

export function runCommand(
  planId: PlanId,
  command: Command,
  send: typeof fetch = fetch,
): Promise<Result<CommandOutcome>> {
  return postJson(`/api/plans/${encodeURIComponent(planId)}/commands`, { command }, send);
}

/** `expected`: what the person was shown; the server signs nothing else. */
export function signPlan(
  planId: PlanId,
  expected: { readonly number: number; readonly proposals: number },
  send: typeof fetch = fetch,
): Promise<Result<Signature>> {
  return postJson(`/api/plans/${encodeURIComponent(planId)}/sign`, expected, send);
}
