import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/helpers/store-fixture.ts';
import { openDataDir } from './data-dir.ts';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'data');
});
afterEach(() => folder.remove());

/** Another process that owns the directory until it is killed. */
async function startOwner(): Promise<ChildProcess> {
  const program = `
    import { openDataDir } from ${JSON.stringify(join(import.meta.dirname, 'data-dir.ts'))};
    const opened = openDataDir(${JSON.stringify(path)});
    setInterval(() => {}, 60_000);
    console.log(opened.ok ? 'owned' : opened.code);`;
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(owner.stdout, 'data')) as [Buffer];
  expect(line.toString().trim()).toBe('owned');
  return owner;
}

describe('the data directory', () => {
  it('ST9 is made when it is not there, for its owner only', () => {
    const opened = openDataDir(path);
    if (!opened.ok) throw new Error(opened.code);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('700');
    opened.value.close();
  });

  it('ST9 has one owner at a time, and the next one once it is given up', () => {
    const first = openDataDir(path);
    if (!first.ok) throw new Error(first.code);
    expect(openDataDir(path)).toMatchObject({ ok: false, code: 'data_dir_locked' });
    first.value.close();
    const second = openDataDir(path);
    expect(second.ok).toBe(true);
    if (second.ok) second.value.close();
  });

  it('ST9 is refused while another process owns it, and free at once when that process is killed', async () => {
    const owner = await startOwner();
    expect(openDataDir(path)).toMatchObject({ ok: false, code: 'data_dir_locked' });
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const opened = openDataDir(path);
    expect(opened.ok).toBe(true);
    if (opened.ok) opened.value.close();
  });

  it('ST9 has a lock that only its owner reads', () => {
    const opened = openDataDir(path);
    if (!opened.ok) throw new Error(opened.code);
    opened.value.close();
    expect((statSync(join(path, 'lock.db')).mode & 0o777).toString(8)).toBe('600');
  });

  it.each<[string, (file: string) => void]>([
    ['a folder', (file) => mkdirSync(file)],
    ['no file of ours', (file) => writeFileSync(file, 'nonsense '.repeat(1000))],
  ])('ST9 is refused, in words, when its lock is %s', (_what, spoil) => {
    mkdirSync(path);
    spoil(join(path, 'lock.db'));
    const refused = openDataDir(path);
    expect(refused).toMatchObject({ ok: false, code: 'data_dir_not_writable' });
    expect(refused.ok ? '' : refused.details.join()).toContain('lock.db');
  });

  // These work for root as well, whom no mode of a file stops.
  it('ST9 is refused when a file stands in its place', () => {
    writeFileSync(path, '');
    expect(openDataDir(path)).toMatchObject({ ok: false, code: 'data_dir_not_writable' });
  });

  it('ST9 is refused where nobody can make a file', () => {
    expect(openDataDir('/proc/trame-test')).toMatchObject({ ok: false, code: 'data_dir_not_writable' });
  });

  it('ST9 is refused when its mode forbids writing', ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may write everywhere');
    mkdirSync(path, { mode: 0o500 });
    expect(openDataDir(path)).toMatchObject({ ok: false, code: 'data_dir_not_writable' });
  });
});
