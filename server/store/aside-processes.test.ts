import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../../tests/helpers/source-tree.ts';
import { temporaryFolder } from '../../tests/helpers/store-fixture.ts';
import { AsideProcesses } from './aside-processes.ts';

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

it('OP10 what a program beside the server failed of is told with its type, code and place', async () => {
  const task = JSON.stringify({ kind: 'examine', source: join(folder.path, 'none.db') });
  const error: unknown = await new AsideProcesses()
    .run('upkeep-main.ts', task)
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: 'SqliteError', code: 'SQLITE_CANTOPEN' });
  expect(error instanceof Error && error.stack).toContain('upkeep-main.ts');
});

it('ST30 a plan that cannot be folded holds up none of those after it', async () => {
  const aside = new AsideProcesses();
  const file = join(folder.path, 'none.db');
  const both = await Promise.allSettled([
    aside.run('fold-main.ts', file, 'one'),
    aside.run('fold-main.ts', file, 'two'),
  ]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

it('ST30 none begins once the server stops', async () => {
  const aside = new AsideProcesses();
  await aside.stop();
  expect(await aside.run('fold-main.ts', join(folder.path, 'none.db'), 'one')).toBeNull();
});

it('ST30 ends with the server, even one that is killed', async () => {
  // The server, as far as it matters here; both hold the pipe that is waited for.
  const server = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { spawn } from 'node:child_process';
       const child = spawn(process.execPath, ['tests/helpers/aside-idle.ts'], { stdio: ['pipe', 'inherit', 'inherit'] });`,
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [begun] = (await once(server.stdout, 'data')) as [Buffer];
  expect(begun.toString()).toBe('begun\n');
  const ended = once(server.stdout, 'close');
  server.kill('SIGKILL');
  await ended;
});
