// One contract: its plans, the days of its committee, and the way to its people.
import { error, fail } from '@sveltejs/kit';
import type { User } from '#server/app-services.ts';
import { parseCommitteeDay } from '#lib/contract/committees.ts';
import type { ErrorCode } from '#lib/contract/errors.ts';
import type { ContractId } from '#lib/contract/ids.ts';
import { mayManagePeople, maySetCommittees } from '#lib/contract/permissions.ts';
import { formText } from '../../form-text.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function contractOf({ locals, params }: Pick<RequestEvent, 'locals' | 'params'>, user: User) {
  return locals.app.contracts.listFor(user).find((contract) => contract.id === params.id) ?? null;
}

function signedInUser(locals: App.Locals): User {
  if (locals.signedIn === null) error(401);
  return locals.signedIn.user;
}

/** As they are now, not as the page showed them: two coordinators may be at it. */
function committeesOf({ locals, params }: Pick<RequestEvent, 'locals' | 'params'>) {
  const user = signedInUser(locals);
  const contractId = params.id as ContractId;
  return { user, contractId, days: locals.app.contracts.committees(user, contractId) };
}

export const load: PageServerLoad = ({ locals, params }) => {
  const user = signedInUser(locals);
  const contract = contractOf({ locals, params }, user);
  if (contract === null) error(404);
  const people = locals.app.people.of(user, contract.id);
  return {
    contract,
    committees: locals.app.contracts.committees(user, contract.id),
    memberCount: people.ok ? people.value.members.length : 0,
    organisationCount: people.ok ? people.value.organisations.length : 0,
    mayManage: mayManagePeople(contract.role),
    maySetCommittees: maySetCommittees(contract.role),
    now: new Date(),
  };
};

export const actions: Actions = {
  addCommittee: async (event) => {
    const typed = formText(await event.request.formData(), 'day');
    const refuse = (code: ErrorCode, status = 400) => fail(status, { code, committee: { typed } });
    const day = parseCommitteeDay(typed);
    if (!day.ok) return refuse(day.code);
    const { user, contractId, days } = committeesOf(event);
    if (days.includes(day.value)) return refuse('committee_day_known');
    const set = event.locals.app.contracts.setCommittees(user, contractId, [...days, day.value]);
    return set.ok
      ? { committee: { typed: '' } }
      : refuse(set.code, set.code === 'read_only_role' ? 403 : 400);
  },
  /** A day that is gone already is as it was wished. */
  removeCommittee: async (event) => {
    const removed = formText(await event.request.formData(), 'day');
    const { user, contractId, days } = committeesOf(event);
    const left = days.filter((day) => day !== removed);
    const set = event.locals.app.contracts.setCommittees(user, contractId, left);
    if (!set.ok) return fail(403, { code: set.code });
  },
};
