import { describe, expect, it } from 'vitest';
import { formatSessionCookie, parseSessionId } from './session-cookie.ts';

const session = { id: 'abc123', expiresAt: new Date('2026-12-31T00:00:00Z') };

describe('the session cookie', () => {
  it('is read from among others, and what is only like it is not', () => {
    const written = formatSessionCookie(session, false).split(';')[0] ?? '';
    expect(parseSessionId(`trame_language=fr; ${written}; other=1`)).toBe(session.id);
    for (const header of [undefined, '', 'trame_session=', 'trame_session', 'x_trame_session=abc123'])
      expect(parseSessionId(header)).toBeNull();
  });

  it('is no script’s and no other site’s, and secure under https only', () => {
    const http =
      'trame_session=abc123; Path=/; HttpOnly; SameSite=Lax; Expires=Thu, 31 Dec 2026 00:00:00 GMT';
    expect(formatSessionCookie(session, false)).toBe(http);
    expect(formatSessionCookie(session, true)).toBe(`${http}; Secure`);
  });
});
