// Signing in. The answer to a wrong address and to a wrong password is the same.
import { fail, redirect } from '@sveltejs/kit';
import { formText } from '../form-text.ts';
import { safeNext } from '../safe-next.ts';
import { setSessionCookie } from '../session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const next = safeNext(url.searchParams.get('next'));
  if (locals.signedIn) redirect(303, next);
  return { next };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const email = formText(form, 'email').trim();
    const answer = await event.locals.app.accounts.login({
      email,
      password: formText(form, 'password'),
      address: event.getClientAddress(),
    });
    if (!answer.ok) {
      const { code, retryAfterSeconds } = answer;
      return fail(code === 'too_many_attempts' ? 429 : 400, {
        code,
        email,
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      });
    }
    setSessionCookie(event, answer.value.session);
    redirect(303, safeNext(formText(form, 'next')));
  },
};
