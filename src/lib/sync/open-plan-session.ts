// Opens the live session of this tab with one plan: the one door of this folder for the screen.
import type { PlanId, UserId } from '../contract/ids.ts';
import { browserEnvironment, type SessionEnvironment } from './environment.ts';
import { LivePlanSession } from './live-plan-session.ts';
import type { PlanSession } from './session.ts';

interface OpenPlanSessionOptions {
  readonly planId: PlanId;
  /** The signed-in account: what this device keeps is kept under its id. */
  readonly userId: UserId;
  /** Empty or absent: the page's own origin. */
  readonly baseUrl?: string;
  /** Absent: the browser's. */
  readonly environment?: SessionEnvironment;
}

/** Browser only. Returns at once, in state `opening`; end it with `destroy()`. */
export function openPlanSession({
  planId,
  userId,
  baseUrl = '',
  environment,
}: OpenPlanSessionOptions): PlanSession {
  return new LivePlanSession({ planId, userId, baseUrl }, environment ?? browserEnvironment());
}
