// The server as a process: what prevents it from starting is one clear message and exit code 1; stopping is orderly.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messagesFor } from '../../src/lib/i18n/messages.ts';
import { type HeadlessProcess, startAndFail, startHeadless } from '../helpers/headless-process.ts';

const { operations } = messagesFor('fr');
let folder: string;
const running: HeadlessProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trame-start-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

async function start(environment: Record<string, string> = {}): Promise<HeadlessProcess> {
  const one = await startHeadless({ DATA_DIR: join(folder, 'data'), ...environment });
  running.push(one);
  return one;
}

/** The sentence, then what the system said of it, indented: no stack. */
function expectOneMessage(ended: { code: number | null; output: string }, sentence: string): void {
  expect(ended.code).toBe(1);
  const [first, ...details] = ended.output.trimEnd().split('\n');
  expect(first).toBe(sentence);
  for (const detail of details) expect(detail).toMatch(/^ {2}\S(?!t )/);
}

describe('a first start', () => {
  it('says where to go, prints the one-time link, and answers', async () => {
    const server = await start();
    const link = /http:\/\/127\.0\.0\.1:\d+\/setup\?token=\S+/.exec(server.output())?.[0];
    expect(link).toContain(server.url);
    const health = (await (await fetch(`${server.url}/healthz`)).json()) as object;
    expect(health).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      uptime: expect.any(Number) as number,
      openPlans: 0,
      connections: 0,
    });
  });

  it('speaks English when LANG asks for it', async () => {
    const server = await start({ LANG: 'en_GB.UTF-8' });
    expect(server.output()).toContain('Trame is ready');
  });

  it('ends with 0 on SIGTERM, and says so', async () => {
    const server = await start();
    expect(await server.end('SIGTERM')).toMatchObject({
      code: 0,
      output: expect.stringContaining(operations.stopped) as string,
    });
  });
});

describe('what prevents a start', () => {
  it('the port is taken', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const ended = await startAndFail({ DATA_DIR: join(folder, 'data'), PORT: String(port) });
    other.close();
    expect(ended).toEqual({ code: 1, output: `${operations.portTaken('127.0.0.1', port)}\n` });
  });

  it('the metrics port is taken: nothing stays locked behind', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const ended = await startAndFail({ DATA_DIR: join(folder, 'data'), METRICS_PORT: String(port) });
    other.close();
    expect(ended).toEqual({ code: 1, output: `${operations.portTaken('127.0.0.1', port)}\n` });
    await start();
  });

  it('another server owns the data directory', async () => {
    await start();
    const dataDir = join(folder, 'data');
    expectOneMessage(await startAndFail({ DATA_DIR: dataDir }), operations.dataDirLocked(dataDir));
  });

  it('a killed server leaves no lock behind', async () => {
    const first = await start();
    await first.end('SIGKILL');
    await start();
  });

  it('the data directory cannot be written', async () => {
    // A file in its place: refused to every user, the superuser included.
    const dataDir = join(folder, 'file');
    writeFileSync(dataDir, '');
    expectOneMessage(await startAndFail({ DATA_DIR: dataDir }), operations.dataDirNotWritable(dataDir));
  });

  it('the database file is damaged', async () => {
    const dataDir = join(folder, 'data');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'trame.db'), 'this is no database, and never was one. '.repeat(200));
    const ended = await startAndFail({ DATA_DIR: dataDir });
    expectOneMessage(ended, operations.databaseDamaged(join(dataDir, 'trame.db')));
    expect(ended.output).toContain('file is not a database');
  });

  it('the lock is a folder', async () => {
    const dataDir = join(folder, 'data');
    mkdirSync(join(dataDir, 'lock.db'), { recursive: true });
    expectOneMessage(await startAndFail({ DATA_DIR: dataDir }), operations.dataDirNotWritable(dataDir));
  });

  it('a variable that means nothing', async () => {
    const ended = await startAndFail({ DATA_DIR: join(folder, 'data'), PORT: 'abc' });
    expect(ended.code).toBe(1);
    expect(ended.output).toContain(operations.configInvalid('PORT', 'abc'));
  });
});

describe('metrics', () => {
  it('are on a port of their own, and nowhere else', async () => {
    const server = await start({ METRICS_PORT: '0' });
    const metricsUrl = /http:\/\/127\.0\.0\.1:\d+\/metrics/.exec(server.output())?.[0] ?? '';
    const text = await (await fetch(metricsUrl)).text();
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) trame_[a-z_]+ .+|trame_[a-z_]+(\{[a-z]+="[^"]+"\})? [0-9.e+-]+)$/,
      );
    }
    expect(text).toContain('trame_connections 0');
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
  });
});
