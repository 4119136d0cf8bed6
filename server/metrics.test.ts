import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../tests/helpers/source-tree.ts';
import { Metrics } from './metrics.ts';

it('OP11 every metric is documented with its type, and no other', () => {
  const text = new Metrics().format(
    { connections: 0, openPlans: 0, readOnlyPlans: 0 },
    { database: 0, wal: 0 },
  );
  const told = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => `${name} ${type}`);
  const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  const documented = [...page.matchAll(/^\| `(trame_\S+)` \| (\S+) \| [^|]+ \| [^|]+ \|$/gm)].map(
    ([, name, type]) => `${name} ${type}`,
  );
  expect(told.length).toBeGreaterThan(10);
  expect([...documented].sort()).toEqual([...told].sort());
});
