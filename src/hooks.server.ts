// Where requests meet the running app: the only reader of the one global that main.ts and dev.ts write (design D3). Says
// who asks and in which language, and sends away who may not enter. Everything else is the routes' business.
import { redirect, type Handle, type HandleServerError } from '@sveltejs/kit';
import type { App } from '#server/app-services.ts';
import { isLanguage, preferredLanguage } from '#lib/i18n/language.ts';
import { sessionCookieName } from '#lib/protocol/session-cookie.ts';
import { deleteSessionCookie, languageCookieName, setSessionCookie } from './routes/session-cookie.ts';

const appSymbol = Symbol.for('trame.app');

/** Pages for people without a session: the links that let one in, and the help and the offline page, which hold nobody's data. */
const openRoutes = new Set([
  '/setup',
  '/login',
  '/invitations/[token]',
  '/reset/[token]',
  '/language',
  '/logout',
  '/aide/formules',
  '/aide/droits',
  '/hors-ligne',
]);
/** What answers before the first account exists; the service worker comes with the first page. */
const setupRoutes = new Set(['/setup', '/language', '/hors-ligne']);

function runningApp(): App {
  const app = (globalThis as { [appSymbol]?: App })[appSymbol];
  if (app === undefined)
    throw new Error('no running app: start Trame with server/start.mjs or server/dev.ts');
  return app;
}

/**
 * Kit names the page's nonce in `style-src` only where it inlines a style itself. The grid's own styles carry that nonce on
 * whatever page one came in by, since one walks into a plan without a new document.
 */
function withStyleNonce(policy: string): string {
  const nonce = /'nonce-[^']+'/.exec(policy)?.[0];
  if (nonce === undefined) return policy;
  return policy.replace(/(?<=^|; )style-src [^;]*/, (directive) =>
    // Beside a nonce, browsers ignore the `unsafe-inline` that Vite's development server needs.
    directive.includes(nonce) || directive.includes("'unsafe-inline'") ? directive : `${directive} ${nonce}`,
  );
}

export const handle: Handle = async ({ event, resolve }) => {
  const app = runningApp();
  const { locals, cookies, route, url } = event;
  locals.app = app;
  locals.signedIn = null;
  const chosen = cookies.get(languageCookieName);
  locals.language = isLanguage(chosen)
    ? chosen
    : preferredLanguage(event.request.headers.get('accept-language'));

  const sessionId = cookies.get(sessionCookieName);
  if (sessionId !== undefined) {
    const found = await app.accounts.validateSession(sessionId);
    if (found === null) deleteSessionCookie(event);
    else {
      locals.signedIn = found.signedIn;
      if (found.renewed) setSessionCookie(event, found.signedIn.session);
    }
  }

  // A path without a route goes on to the page that says so.
  if (route.id !== null) {
    if (app.accounts.needsSetup()) {
      if (!setupRoutes.has(route.id)) redirect(303, '/setup');
    } else if (locals.signedIn === null && !openRoutes.has(route.id)) {
      const next = url.pathname + url.search;
      redirect(303, next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`);
    }
  }

  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%trame.lang%', locals.language),
    // The one face that every page needs; the rest of the slices load when a letter asks for them.
    preload: ({ type, path }) =>
      type === 'js' || type === 'css' || (type === 'font' && path.includes('inter-latin-wght-normal')),
  });
  const policy = response.headers.get('content-security-policy');
  if (policy !== null) response.headers.set('content-security-policy', withStyleNonce(policy));
  // What one account saw, or a link that lets a person in, stays in no cache of a shared machine.
  response.headers.set('cache-control', 'private, no-store');
  return response;
};

/**
 * Kit's own would print the path, which may be a link that lets a person in, on its own terms. A page that does not exist
 * is nobody's mistake of ours. What is shown is `+error.svelte`, by the status alone.
 */
export const handleError: HandleServerError = ({ error, event, status }) => {
  if (status >= 500) runningApp().reportError({ status, routeId: event.route.id, error });
};
