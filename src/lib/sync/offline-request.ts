// What the service worker does about a request: which are its business, and which plan they are about. Pure; knows neither
// caches nor storage. Whatever is not named here goes to the network as if there were no worker: every answer of the API,
// every form, every live line.
import type { PlanId } from '../contract/ids.ts';

/** Where one lands without network, and the page whose empty frame every plan opens in (it is drawn in the browser). */
export const offlinePath = '/hors-ligne';

type OfflineRequest =
  /** A file of this build or of one before, which an open page may still ask for: never another under the same name. */
  | { readonly kind: 'asset' }
  /** A whole page of a plan. */
  | { readonly kind: 'plan-page'; readonly planId: PlanId }
  /** What SvelteKit asks the server for a page of a plan. */
  | { readonly kind: 'plan-data'; readonly planId: PlanId }
  | { readonly kind: 'offline-page' }
  | { readonly kind: 'offline-data' }
  /** What SvelteKit asks the server for any other page. */
  | { readonly kind: 'page-data' }
  | { readonly kind: 'sign-out' }
  /** Any other page. */
  | { readonly kind: 'page' }
  | { readonly kind: 'other' };

interface RequestFacts {
  readonly method: string;
  /** `navigate` when a whole page is asked for. */
  readonly mode: string;
  readonly url: string;
}

const dataSuffix = '/__data.json';
/** Where every build has its files, under names that say what is in them. */
const builtPath = '/_app/immutable/';
const planPath = /^\/plans\/([A-Za-z0-9_-]+)(?:\/[a-z]+)?$/;

export function readRequest(
  { method, mode, url }: RequestFacts,
  origin: string,
  assets: ReadonlySet<string>,
): OfflineRequest {
  const { pathname, origin: asked } = new URL(url);
  if (asked !== origin) return { kind: 'other' };
  if (method === 'POST' && mode === 'navigate' && pathname === '/logout') return { kind: 'sign-out' };
  if (method !== 'GET') return { kind: 'other' };
  if (assets.has(pathname) || pathname.startsWith(builtPath)) return { kind: 'asset' };
  const isData = pathname.endsWith(dataSuffix);
  if (!isData && mode !== 'navigate') return { kind: 'other' };
  const page = isData ? pathname.slice(0, -dataSuffix.length) : pathname;
  const planId = planPath.exec(page)?.[1];
  if (planId !== undefined) return { kind: isData ? 'plan-data' : 'plan-page', planId: planId as PlanId };
  if (page === offlinePath) return { kind: isData ? 'offline-data' : 'offline-page' };
  // An address of the API or a file, typed into the address bar, is no page of ours.
  if (/^\/(api|_app)\//.test(pathname)) return { kind: 'other' };
  return { kind: isData ? 'page-data' : 'page' };
}

/** The page that SvelteKit asks data for. */
export function pageOfData(url: string): string {
  const page = new URL(url);
  page.pathname = page.pathname.slice(0, -dataSuffix.length);
  page.searchParams.delete('x-sveltekit-invalidated');
  return page.href;
}

/** Who has one of these addresses may do what it is for: it goes into no other. */
const secretPath = /^\/(reset|invitations)\//;

/** The address of the offline page; it leads back to where one was going. */
export function offlineAddress(wanted: string): string {
  const { pathname, search } = new URL(wanted);
  return pathname === '/' || secretPath.test(pathname)
    ? offlinePath
    : `${offlinePath}?${new URLSearchParams({ depuis: pathname + search })}`;
}

/** Whether the server has ended the session: it then sends on to the page for signing in, which is not followed. */
export function isToldOfSignOut({ ok, type }: Pick<Response, 'ok' | 'type'>): boolean {
  return ok || type === 'opaqueredirect';
}

/** What a proxy says in the place of a server that is down. */
export function isServerAway(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}
