// Where to go after signing in: only ever a path of this application, whatever a link says.

/** `/` unless the text is a path on this origin; `//host`, `/\host` and addresses are not. */
export function safeNext(next: string | null | undefined): string {
  if (!next || !next.startsWith('/')) return '/';
  const base = 'http://trame.invalid';
  if (!URL.canParse(next, base)) return '/';
  const url = new URL(next, base);
  if (url.origin !== base || url.pathname.startsWith('//') || /^\/(login|logout)\b/.test(url.pathname))
    return '/';
  return url.pathname + url.search + url.hash;
}
