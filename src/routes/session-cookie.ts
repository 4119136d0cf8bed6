// The two cookies of a browser, set and deleted through SvelteKit: its session and its language.
import type { Cookies } from '@sveltejs/kit';
import type { Session } from '#server/app-services.ts';
import type { Language } from '#lib/i18n/language.ts';
import { cookieFlags, sessionCookieName } from '#lib/protocol/session-cookie.ts';

export const languageCookieName = 'trame_language';

const oneYearSeconds = 365 * 24 * 60 * 60;

interface Target {
  readonly cookies: Cookies;
  readonly url: URL;
}

function flagsFor({ url }: Target) {
  return cookieFlags(url.protocol === 'https:');
}

export function setSessionCookie(target: Target, session: Session): void {
  target.cookies.set(sessionCookieName, session.id, { ...flagsFor(target), expires: session.expiresAt });
}

export function deleteSessionCookie(target: Target): void {
  target.cookies.delete(sessionCookieName, flagsFor(target));
}

export function setLanguageCookie(target: Target, language: Language): void {
  target.cookies.set(languageCookieName, language, { ...flagsFor(target), maxAge: oneYearSeconds });
}
