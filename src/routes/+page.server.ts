// The contracts page, and the opening of the example.
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({
  contracts: locals.signedIn ? locals.app.contracts.listFor(locals.signedIn.user) : [],
  now: new Date(),
});

export const actions: Actions = {
  example: async ({ locals }) => {
    if (locals.signedIn === null) return fail(401, { code: 'not_signed_in' as const });
    const loaded = locals.app.contracts.loadExample(locals.signedIn.user, 'metz');
    if (!loaded.ok) return fail(400, { code: loaded.code });
    redirect(303, `/plans/${loaded.value.planId}/budget`);
  },
};
