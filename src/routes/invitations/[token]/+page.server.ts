// An invitation: a new account with its membership or, for somebody signed in, the membership alone.
import { fail, redirect } from '@sveltejs/kit';
import type { App, SignedIn } from '#server/app-services.ts';
import type { ContractId } from '#lib/contract/ids.ts';
import { formText } from '../../form-text.ts';
import { setSessionCookie } from '../../session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
  const read = locals.app.accounts.readInvitation(params.token);
  return read.ok ? { invitation: read.value, code: null } : { invitation: null, code: read.code };
};

/** Straight into the grid when there is one plan only; else the contract's page. */
function contractPath(
  app: App,
  { signedIn, contractId }: { signedIn: SignedIn; contractId: ContractId },
): string {
  const plans =
    app.contracts.listFor(signedIn.user).find((contract) => contract.id === contractId)?.plans ?? [];
  const [only] = plans;
  return only !== undefined && plans.length === 1 ? `/plans/${only.id}/budget` : `/contracts/${contractId}`;
}

export const actions: Actions = {
  create: async (event) => {
    const form = await event.request.formData();
    const typed = { name: formText(form, 'name').trim(), email: formText(form, 'email').trim() };
    const answer = await event.locals.app.accounts.acceptInvitation(event.params.token, {
      ...typed,
      password: formText(form, 'password'),
    });
    if (!answer.ok) return fail(400, { code: answer.code, typed });
    setSessionCookie(event, answer.value.signedIn.session);
    redirect(303, contractPath(event.locals.app, answer.value));
  },
  join: async (event) => {
    const { app, signedIn } = event.locals;
    const typed = { name: '', email: '' };
    if (signedIn === null) return fail(401, { code: 'not_signed_in' as const, typed });
    const answer = await app.accounts.acceptInvitation(event.params.token, { signedIn });
    if (!answer.ok) return fail(400, { code: answer.code, typed });
    redirect(303, contractPath(app, answer.value));
  },
};
