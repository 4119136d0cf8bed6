// The contracts page, and for an administrator the opening of the example.
import { fail, redirect } from '@sveltejs/kit';
import { mayCreateContracts } from '#lib/contract/permissions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, signedIn } }) => ({
  contracts: signedIn ? app.contracts.listFor(signedIn.user) : [],
  mayCreate: signedIn !== null && mayCreateContracts(signedIn.user),
  now: new Date(),
});

export const actions: Actions = {
  example: async ({ locals: { app, signedIn } }) => {
    if (signedIn === null) return fail(401, { code: 'not_signed_in' as const });
    const loaded = app.contracts.loadExample(signedIn.user, signedIn.user, 'metz');
    if (!loaded.ok) return fail(loaded.code === 'forbidden' ? 403 : 400, { code: loaded.code });
    redirect(303, `/plans/${loaded.value.planId}/budget`);
  },
};
