// Keeps the chosen language and goes back where the person was.
import { fail, redirect } from '@sveltejs/kit';
import { isLanguage } from '#lib/i18n/language.ts';
import { formText } from '../form-text.ts';
import { safeNext } from '../safe-next.ts';
import { setLanguageCookie } from '../session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const language = formText(form, 'language');
    if (!isLanguage(language)) return fail(400);
    setLanguageCookie(event, language);
    redirect(303, safeNext(formText(form, 'back')));
  },
};
