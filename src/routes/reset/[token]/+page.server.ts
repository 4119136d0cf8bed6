// A new password, by a link that a coordinator handed on.
import { fail, redirect } from '@sveltejs/kit';
import { formText } from '../../form-text.ts';
import { setSessionCookie } from '../../session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => ({
  isUsable: locals.app.accounts.isResetTokenValid(params.token),
});

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const answer = await event.locals.app.accounts.resetPassword(
      event.params.token,
      formText(form, 'password'),
    );
    if (!answer.ok) return fail(400, { code: answer.code });
    setSessionCookie(event, answer.value.session);
    redirect(303, '/');
  },
};
