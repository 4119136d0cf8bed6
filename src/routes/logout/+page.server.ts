// Ends the session. Only by POST: a link or an image elsewhere must not sign anybody out.
import { redirect } from '@sveltejs/kit';
import { sessionCookieName } from '#lib/protocol/session-cookie.ts';
import { deleteSessionCookie } from '../session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async (event) => {
    const sessionId = event.cookies.get(sessionCookieName);
    if (sessionId !== undefined) await event.locals.app.accounts.logout(sessionId);
    deleteSessionCookie(event);
    redirect(303, '/login');
  },
};
