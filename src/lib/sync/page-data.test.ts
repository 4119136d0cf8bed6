import { unflatten } from 'devalue';
import { expect, it } from 'vitest';
import { pageData, pageRedirect } from './page-data.ts';

it('OF4 SvelteKit’s own reader finds in it what was put in, layout by layout', () => {
  const plan = { id: 'p', axes: [{ number: 1, title: 'Accès' }], organisations: [], envelope: null };
  const layout = { plan, rights: { role: 'partner', organisationId: 'o' }, isLast: false };
  const { type, nodes } = JSON.parse(pageData([{ language: 'fr' }, layout, null])) as {
    type: string;
    nodes: ({ type: string; data: unknown[] } | null)[];
  };
  expect(type).toBe('data');
  expect(nodes.map((node) => node && unflatten(node.data))).toEqual([{ language: 'fr' }, layout, null]);
  expect(JSON.parse(pageRedirect('/hors-ligne'))).toEqual({ type: 'redirect', location: '/hors-ligne' });
});
