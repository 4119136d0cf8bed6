// The first account, made with the link that the server printed; then the choice of a first contract.
import { fail, redirect } from '@sveltejs/kit';
import { mayCreateContracts } from '#lib/contract/permissions.ts';
import { formText } from '../form-text.ts';
import { setSessionCookie } from '../session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const { accounts } = locals.app;
  const token = url.searchParams.get('token') ?? '';
  if (!accounts.needsSetup()) {
    if (locals.signedIn === null) return { step: 'done', token } as const;
    const { user } = locals.signedIn;
    if (!mayCreateContracts(user) || locals.app.contracts.listFor(user).length > 0) redirect(303, '/');
    return { step: 'start', token } as const;
  }
  if (token === '') return { step: 'link_needed', token } as const;
  return { step: accounts.isSetupTokenValid(token) ? 'account' : 'link_invalid', token } as const;
};

export const actions: Actions = {
  account: async (event) => {
    const form = await event.request.formData();
    const name = formText(form, 'name').trim();
    const email = formText(form, 'email').trim();
    const created = await event.locals.app.accounts.createFirstAccount({
      token: formText(form, 'token'),
      name,
      email,
      password: formText(form, 'password'),
    });
    if (!created.ok) return fail(400, { code: created.code, typed: { name, email } });
    setSessionCookie(event, created.value.session);
    redirect(303, '/setup');
  },
};
