// The session's cookie outside SvelteKit: on JSON requests and on the WebSocket upgrade. Its name is also in
// src/routes/session-cookie.ts, which sets it on pages.
import type { Session } from './app-services.ts';

const name = 'trame_session';

/** Null when there is none. */
export function readSessionId(cookieHeader: string | undefined): string | null {
  for (const part of cookieHeader?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return null;
}

export function sessionCookie(session: Session, isHttps: boolean): string {
  const secure = isHttps ? '; Secure' : '';
  return `${name}=${session.id}; Path=/; HttpOnly; SameSite=Lax; Expires=${session.expiresAt.toUTCString()}${secure}`;
}
