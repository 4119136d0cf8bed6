// Ends the session. Only by POST: a link or an image elsewhere must not sign anybody out.
import { redirect } from '@sveltejs/kit';
import { sessionCookieName } from '#lib/protocol/session-cookie.ts';
import { deleteSessionCookie } from '../session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async (event) => {
    const sessionId = event.cookies.get(sessionCookieName);
    // First of all, since ending the session writes: a full disk keeps nobody signed in, nor names them on its page of error.
    deleteSessionCookie(event);
    event.locals.signedIn = null;
    if (sessionId !== undefined) await event.locals.app.accounts.logout(sessionId);
    redirect(303, '/login');
  },
};
