// The plan as the server knows it now, and what the person may do in it. Cells travel by the live session.
import { error, redirect } from '@sveltejs/kit';
import type { PlanId } from '#lib/contract/ids.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, params, url }) => {
  if (locals.signedIn === null) redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
  // Whether it exists is not for strangers to know: no member, no plan.
  const found = locals.app.contracts.planFor(locals.signedIn.user, params.planId as PlanId);
  if (found === null) error(404);
  const { id, name, email } = locals.signedIn.user;
  return { plan: found.plan, rights: found.rights, me: { id, name, email } };
};
