// Asks the server for a lease: the right to write to one plan under a client id that nobody else has. Failures are values;
// which of them are final is said here.
import type { ErrorCode } from '../contract/errors.ts';
import type { PlanId } from '../contract/ids.ts';
import type { LeaseGrant } from '../protocol/messages.ts';

type LeaseAnswer =
  | { readonly ok: true; readonly grant: LeaseGrant }
  /** Asking again cannot help: signed out, no right, no such plan. */
  | { readonly ok: false; readonly final: true; readonly code: ErrorCode }
  /** No network, or a server that cannot answer just now. */
  | { readonly ok: false; readonly final: false };

interface LeaseRequest {
  readonly baseUrl: string;
  readonly planId: PlanId;
  /** Its last committed frame comes back, and none of its frames is committed any more. */
  readonly previousLeaseId: string | null;
}

export async function requestLease(
  send: typeof fetch,
  request: LeaseRequest,
  signal: AbortSignal,
): Promise<LeaseAnswer> {
  let status: number;
  let body: unknown;
  try {
    const response = await send(`${request.baseUrl}/api/plans/${encodeURIComponent(request.planId)}/lease`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(
        request.previousLeaseId === null ? {} : { previousLeaseId: request.previousLeaseId },
      ),
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    });
    status = response.status;
    body = await response.json();
  } catch (error) {
    // fetch tells every network failure, a timeout and a body that is no JSON (a proxy's page) by an exception.
    if (error instanceof Error) return { ok: false, final: false };
    throw error;
  }
  const ending = finalCode(status);
  if (ending !== null) return { ok: false, final: true, code: ending };
  const grant = status === 200 || status === 201 ? readGrant(body) : null;
  return grant === null ? { ok: false, final: false } : { ok: true, grant };
}

function finalCode(status: number): ErrorCode | null {
  switch (status) {
    case 401:
      return 'not_signed_in';
    case 403:
      return 'forbidden';
    case 404:
      return 'not_found';
    default:
      return null;
  }
}

function readGrant(body: unknown): LeaseGrant | null {
  if (typeof body !== 'object' || body === null) return null;
  const { leaseId, clientId, epoch, previousLastFrame } = body as Partial<Record<keyof LeaseGrant, unknown>>;
  if (typeof leaseId !== 'string' || typeof clientId !== 'number' || typeof epoch !== 'number') return null;
  return {
    leaseId,
    clientId,
    epoch,
    previousLastFrame: typeof previousLastFrame === 'number' ? previousLastFrame : null,
  };
}
