// The two cookies of a browser: its session and its language. `secure` follows the real protocol, or signing in would fail
// without a word on http://127.0.0.1 and on a local network.
import type { Cookies } from '@sveltejs/kit';
import type { Session } from '#server/app-services.ts';
import type { Language } from '#lib/i18n/language.ts';

export const sessionCookie = 'trame_session';
export const languageCookie = 'trame_language';

const oneYearSeconds = 365 * 24 * 60 * 60;

interface Target {
  readonly cookies: Cookies;
  readonly url: URL;
}

export function setSessionCookie({ cookies, url }: Target, session: Session): void {
  cookies.set(sessionCookie, session.id, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    expires: session.expiresAt,
  });
}

export function deleteSessionCookie({ cookies, url }: Target): void {
  cookies.delete(sessionCookie, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
  });
}

export function setLanguageCookie({ cookies, url }: Target, language: Language): void {
  cookies.set(languageCookie, language, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: oneYearSeconds,
  });
}
