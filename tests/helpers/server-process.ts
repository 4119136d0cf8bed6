// Starts the real program (`server/start.mjs`) as a process on a free port with a data folder of its own, the way a person
// would, and stops, kills or restarts it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from './source-tree.ts';

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Everything it printed so far. */
  output(): string;
  /** The one-time link it printed, null when an account exists. */
  setupLink(): string | null;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Stops when running, then starts again on the same port and folder. */
  restart(): Promise<void>;
  /** `npm run -s trame -- …` against this data folder; its standard output. */
  trame(words: readonly string[], input?: string): Promise<string>;
  /** Stops it and removes its folder. */
  dispose(): Promise<void>;
}

export async function startServer(
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trame-data-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    LANG: 'fr_FR.UTF-8',
    ...environment,
  };
  let child: ChildProcess | null = null;
  let printed = '';

  async function start(): Promise<void> {
    const started = spawn(process.execPath, ['server/start.mjs'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    started.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    started.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const isUp = async (): Promise<boolean> => {
      if (started.exitCode !== null) throw new Error(`the server ended at once:\n${printed}`);
      try {
        return (await fetch(`${url}/healthz`)).ok;
      } catch (error) {
        if (error instanceof TypeError) return false; // not listening yet
        throw error;
      }
    };
    const deadline = Date.now() + 30_000;
    while (!(await isUp())) {
      if (Date.now() > deadline) throw new Error(`the server did not come up:\n${printed}`);
      await new Promise((resolve) => setTimeout(resolve, 30)); // polling a fact, not waiting for one
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  await start();
  return {
    url,
    port,
    dataDir,
    output: () => printed,
    setupLink: () => /https?:\/\/\S+\/setup\?token=\S+/.exec(printed)?.[0] ?? null,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM');
      await start();
    },
    trame: async (words, input = '') => {
      const cli = spawn(process.execPath, ['server/cli.ts', ...words], { cwd: root, env });
      cli.stdin.end(input);
      const [output, problems] = await Promise.all([text(cli.stdout), text(cli.stderr), once(cli, 'close')]);
      if (cli.exitCode !== 0) throw new Error(`trame ${words.join(' ')} failed: ${output}${problems}`);
      return output;
    },
    dispose: async () => {
      await end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
