// The people of one contract: members, invitations, organisations, and the browsers one is signed in with oneself. What may be
// done is the service's to say; a refusal comes back with the place it belongs to.
import { error, fail } from '@sveltejs/kit';
import type { User } from '#server/app-services.ts';
import type { ErrorCode, Result } from '#lib/contract/errors.ts';
import type { ContractId, OrganisationId, UserId } from '#lib/contract/ids.ts';
import { isRole, mayManagePeople, type Rights } from '#lib/contract/permissions.ts';
import { formText } from '../../../form-text.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function signedIn(locals: App.Locals) {
  if (locals.signedIn === null) error(401);
  return locals.signedIn;
}

export const load: PageServerLoad = ({ locals, params }) => {
  const own = signedIn(locals);
  const contract = locals.app.contracts.listFor(own.user).find(({ id }) => id === params.id);
  if (contract === undefined) error(404);
  const people = locals.app.people.of(own.user, contract.id);
  if (!people.ok) error(404);
  return {
    contract: { id: contract.id, title: contract.title },
    ...people.value,
    mayManage: mayManagePeople(contract.role),
    ownSessions: locals.app.accounts.ownSessions(own),
  };
};

/** Null when it is none that a form could have sent. */
function readRights(form: FormData): Rights | null {
  const role = formText(form, 'role');
  const organisationId = formText(form, 'organisation');
  if (!isRole(role)) return null;
  return { role, organisationId: organisationId === '' ? null : (organisationId as OrganisationId) };
}

/** `about`: the member, invitation or organisation that the form stands beside. */
function refuse(about: string, code: ErrorCode) {
  return fail(code === 'forbidden' ? 403 : 400, { about, code });
}

type Act = (
  people: App.Locals['app']['people'],
  user: User,
  contractId: ContractId,
  form: FormData,
) => Result<null>;

/** An act on the people of the contract; `field` names what it is about. */
function act(field: string, run: Act) {
  return async ({ request, locals, params }: RequestEvent) => {
    const form = await request.formData();
    const { user } = signedIn(locals);
    const done = run(locals.app.people, user, params.id as ContractId, form);
    if (!done.ok) return refuse(formText(form, field), done.code);
    return { done: formText(form, field) };
  };
}

const badRequest: Result<null> = { ok: false, code: 'bad_request' };

export const actions: Actions = {
  setRights: act('user', (people, user, contractId, form) => {
    const rights = readRights(form);
    return rights === null
      ? badRequest
      : people.setRights(user, contractId, formText(form, 'user') as UserId, rights);
  }),
  remove: act('user', (people, user, contractId, form) =>
    people.remove(user, contractId, formText(form, 'user') as UserId),
  ),
  endSessions: act('user', (people, user, contractId, form) =>
    people.endSessions(user, contractId, formText(form, 'user') as UserId),
  ),
  withdraw: act('invitation', (people, user, contractId, form) =>
    people.withdrawInvitation(user, contractId, formText(form, 'invitation')),
  ),
  addOrganisation: act('organisation', (people, user, contractId, form) =>
    people.addOrganisation(user, contractId, formText(form, 'name')),
  ),
  renameOrganisation: act('organisation', (people, user, contractId, form) =>
    people.renameOrganisation(
      user,
      contractId,
      formText(form, 'organisation') as OrganisationId,
      formText(form, 'name'),
    ),
  ),
  removeOrganisation: act('organisation', (people, user, contractId, form) =>
    people.removeOrganisation(user, contractId, formText(form, 'organisation') as OrganisationId),
  ),
  invite: async ({ request, locals, params, url }) => {
    const rights = readRights(await request.formData());
    if (rights === null) return refuse('invite', 'bad_request');
    const made = locals.app.accounts.createInvitation(signedIn(locals).user, {
      contractId: params.id as ContractId,
      ...rights,
    });
    if (!made.ok) return refuse('invite', made.code);
    const { token, expiresAt } = made.value;
    return { invitation: { url: `${url.origin}/invitations/${token}`, expiresAt, role: rights.role } };
  },
  reset: async ({ request, locals, url }) => {
    const form = await request.formData();
    const made = locals.app.accounts.createPasswordReset(signedIn(locals).user, formText(form, 'email'));
    if (!made.ok) return refuse(formText(form, 'user'), made.code);
    const { token, expiresAt } = made.value;
    return { reset: { url: `${url.origin}/reset/${token}`, expiresAt, userId: formText(form, 'user') } };
  },
  endOwnSession: async ({ request, locals }) => {
    const session = formText(await request.formData(), 'session');
    locals.app.accounts.endOwnSessions(signedIn(locals), session);
    return { done: session };
  },
  endOtherSessions: ({ locals }) => {
    locals.app.accounts.endOwnSessions(signedIn(locals));
    return { done: 'sessions' };
  },
};
