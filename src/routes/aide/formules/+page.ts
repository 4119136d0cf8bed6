// What is searched for among the functions, so that the search works as a plain form too.
import type { PageLoad } from './$types';

export const load: PageLoad = ({ url }) => ({ query: url.searchParams.get('q') ?? '' });
