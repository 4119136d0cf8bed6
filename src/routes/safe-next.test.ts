import { describe, expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

describe('where signing in leads', () => {
  it.each(['/plans/abc/budget?ligne=1#x', '/contracts/new', '/'])('keeps a path of ours: %s', (path) => {
    expect(safeNext(path)).toBe(path);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
    'plans/abc',
    '',
    null,
    undefined,
    '/login?next=/login',
    '/logout',
  ])('refuses anything else: %s', (path) => {
    expect(safeNext(path)).toBe('/');
  });
});
