// One contract: its plans, its members, and the links that a coordinator makes.
import { error, fail } from '@sveltejs/kit';
import type { User } from '#server/app-services.ts';
import type { ErrorCode } from '#lib/contract/errors.ts';
import type { ContractId } from '#lib/contract/ids.ts';
import { parseDate } from '#lib/contract/parse-date.ts';
import { isRole, mayInvite, mayRunCommands } from '#lib/contract/permissions.ts';
import { formText } from '../../form-text.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function contractOf({ locals, params }: Pick<RequestEvent, 'locals' | 'params'>, user: User) {
  return locals.app.contracts.listFor(user).find((contract) => contract.id === params.id) ?? null;
}

function signedInUser(locals: App.Locals): User {
  if (locals.signedIn === null) error(401);
  return locals.signedIn.user;
}

export const load: PageServerLoad = ({ locals, params }) => {
  const user = signedInUser(locals);
  const contract = contractOf({ locals, params }, user);
  if (contract === null) error(404);
  const members = locals.app.contracts.members(user, contract.id);
  return {
    contract,
    members: members.ok ? members.value : [],
    mayInvite: mayInvite(contract.role),
    mayPlan: mayRunCommands(contract.role),
    committees: locals.app.contracts.committees(user, contract.id),
    now: new Date(),
  };
};

interface RefusedDay {
  readonly code: ErrorCode;
  /** What was typed stays in its field. */
  readonly typed: string;
}
const noneRefused = refusedDay(null, '');

function refusedDay(code: ErrorCode | null, typed: string): RefusedDay | null {
  return code === null ? null : { code, typed };
}

export const actions: Actions = {
  invite: async (event) => {
    const form = await event.request.formData();
    const role = formText(form, 'role');
    if (!isRole(role)) return fail(400, { code: 'bad_request' as const });
    const made = event.locals.app.accounts.createInvitation(signedInUser(event.locals), {
      contractId: event.params.id as ContractId,
      role,
    });
    if (!made.ok) return fail(403, { code: made.code });
    const { token, expiresAt } = made.value;
    return { invitation: { url: `${event.url.origin}/invitations/${token}`, expiresAt, role } };
  },
  addCommittee: async (event) => {
    const typed = formText(await event.request.formData(), 'day');
    const read = parseDate(typed);
    if (!('value' in read)) return fail(400, { committee: refusedDay('committee_day_invalid', typed) });
    const { contracts } = event.locals.app;
    const user = signedInUser(event.locals);
    const contractId = event.params.id as ContractId;
    const set = contracts.setCommittees(user, contractId, [
      ...contracts.committees(user, contractId),
      read.value,
    ]);
    return set.ok ? { committee: noneRefused } : fail(403, { committee: refusedDay(set.code, typed) });
  },
  removeCommittee: async (event) => {
    const day = formText(await event.request.formData(), 'day');
    const { contracts } = event.locals.app;
    const user = signedInUser(event.locals);
    const contractId = event.params.id as ContractId;
    const left = contracts.committees(user, contractId).filter((one) => one !== day);
    const set = contracts.setCommittees(user, contractId, left);
    return set.ok ? { committee: noneRefused } : fail(403, { committee: refusedDay(set.code, '') });
  },
  reset: async (event) => {
    const form = await event.request.formData();
    const email = formText(form, 'email');
    const made = event.locals.app.accounts.createPasswordReset(signedInUser(event.locals), email);
    if (!made.ok) return fail(403, { code: made.code });
    const { token, expiresAt } = made.value;
    return { reset: { url: `${event.url.origin}/reset/${token}`, expiresAt, email } };
  },
};
