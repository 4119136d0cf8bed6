import { existsSync, lstatSync, mkdirSync, readlinkSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../tests/helpers/store-fixture.ts';
import { askServer, openAdminSocket, type AdminSocket } from './admin-socket.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
let opened: AdminSocket | null;
let errors: unknown[];

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'admin.sock');
  opened = null;
  errors = [];
});
afterEach(async () => {
  await opened?.close();
  folder.remove();
});

async function open(
  answer: (request: unknown) => Promise<unknown> = async (request) => ({ heard: request }),
): Promise<void> {
  opened = await openAdminSocket(file, answer, (error) => errors.push(error));
}

describe('the admin socket', () => {
  it('answers requests larger than one packet, several at once', async () => {
    await open();
    const texts = ['a', 'é'.repeat(200_000), 'c\nd'];
    const answers = await Promise.all(texts.map((text) => askServer(file, { text })));
    expect(answers).toEqual(texts.map((text) => ({ heard: { text } })));
  });

  it('is for its owner only', async () => {
    await open();
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('is gone once closed, and nobody answers', async () => {
    await open();
    await opened?.close();
    opened = null;
    expect(existsSync(file)).toBe(false);
    expect(await askServer(file, {})).toBeNull();
  });

  it('takes the place of one that a killed server left', async () => {
    const dead = createServer();
    await new Promise<void>((resolve) => dead.listen(`${file}.dead`, resolve));
    // What kill -9 leaves: a socket that nobody listens on.
    renameSync(`${file}.dead`, file);
    await new Promise((resolve) => dead.close(resolve));
    expect(lstatSync(file).isSocket()).toBe(true);
    expect(await askServer(file, {})).toBeNull();
    await open();
    expect(await askServer(file, { text: 'new' })).toEqual({ heard: { text: 'new' } });
  });

  it('works in a folder whose path is longer than a socket’s may be', async () => {
    file = join(folder.path, 'x'.repeat(120), 'admin.sock');
    mkdirSync(dirname(file));
    await open();
    const target = readlinkSync(file);
    expect(await askServer(file, { text: 'far' })).toEqual({ heard: { text: 'far' } });
    expect((statSync(dirname(target)).mode & 0o777).toString(8)).toBe('700');
    await opened?.close();
    opened = null;
    expect([existsSync(dirname(target)), lstatSync(file, { throwIfNoEntry: false })]).toEqual([
      false,
      undefined,
    ]);
  });

  it('finds nobody where there is no socket, a plain file, or a path too long', async () => {
    expect(await askServer(file, {})).toBeNull();
    writeFileSync(file, '');
    expect(await askServer(file, {})).toBeNull();
    expect(await askServer(join(folder.path, 'y'.repeat(120), 'admin.sock'), {})).toBeNull();
  });

  it.each([
    ['no JSON', 'nonsense\n'],
    ['a line without end', 'x'.repeat(2 * 1024 * 1024)],
  ])('ends a connection that sends %s, and goes on', async (_what, bytes) => {
    await open();
    const socket = connect(file);
    socket.on('error', () => undefined);
    socket.write(bytes);
    socket.resume();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(errors).toHaveLength(1);
    expect(await askServer(file, { text: 'still' })).toEqual({ heard: { text: 'still' } });
  });

  it('tells the server when a command fails, and the command that there is no answer', async () => {
    await open(() => Promise.reject(new Error('broken')));
    await expect(askServer(file, {})).rejects.toThrow();
    expect(errors).toEqual([new Error('broken')]);
  });

  it('closes at once while a command is still running', async () => {
    let begun: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    await open(() => {
      begun();
      return new Promise(() => undefined);
    });
    const asked = askServer(file, {});
    asked.catch(() => undefined);
    await hasBegun;
    await opened?.close();
    opened = null;
    await expect(asked).rejects.toThrow();
  });
});
