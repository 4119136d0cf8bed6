// A plan opens on its budget.
import { redirect } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => {
  redirect(307, `/plans/${params.planId}/budget${url.search}`);
};
