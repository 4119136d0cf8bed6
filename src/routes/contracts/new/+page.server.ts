// A new contract with its first plan, for an administrator. The server decides what is missing; what was typed comes back
// with the refusal.
import { error, fail, redirect } from '@sveltejs/kit';
import { mayCreateContracts } from '#lib/contract/permissions.ts';
import { formText } from '../../form-text.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (locals.signedIn === null || !mayCreateContracts(locals.signedIn.user)) error(403);
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await request.formData();
    const typed = {
      title: formText(form, 'title'),
      parties: formText(form, 'parties'),
      exercise: formText(form, 'exercise'),
      envelope: formText(form, 'envelope'),
      axes: form.getAll('axis').filter((axis) => typeof axis === 'string'),
    };
    if (locals.signedIn === null) return fail(401, { code: 'not_signed_in' as const, typed });
    const { user } = locals.signedIn;
    const parties = typed.parties.split(/\r?\n/);
    const created = locals.app.contracts.create(user, user, { ...typed, parties });
    if (!created.ok) return fail(created.code === 'forbidden' ? 403 : 400, { code: created.code, typed });
    redirect(303, `/plans/${created.value.planId}/budget`);
  },
};
