// The session's cookie: its name, its flags, and how it is written and read in headers. SvelteKit's routes and the native
// HTTP layer both take them from here.

export const sessionCookieName = 'trame_session';

interface CookieFlags {
  readonly path: string;
  readonly httpOnly: boolean;
  readonly sameSite: 'lax';
  readonly secure: boolean;
}

/** `secure` follows the real protocol, or signing in would fail without a word on http://127.0.0.1 and on a local network. */
export function cookieFlags(isHttps: boolean): CookieFlags {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps };
}

/** From a `Cookie` header; null when there is none. */
export function parseSessionId(cookieHeader: string | undefined): string | null {
  for (const part of cookieHeader?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2);
    if (key === sessionCookieName && value !== undefined && value !== '') return value;
  }
  return null;
}

/** A `Set-Cookie` header. */
export function formatSessionCookie(session: { id: string; expiresAt: Date }, isHttps: boolean): string {
  const { path, secure } = cookieFlags(isHttps);
  const expires = session.expiresAt.toUTCString();
  return `${sessionCookieName}=${session.id}; Path=${path}; HttpOnly; SameSite=Lax; Expires=${expires}${secure ? '; Secure' : ''}`;
}
