// What every page knows: the language, and who is signed in.
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => {
  const user = locals.signedIn?.user ?? null;
  return {
    language: locals.language,
    user: user && { id: user.id, name: user.name, email: user.email, isAdmin: user.isAdmin },
  };
};
