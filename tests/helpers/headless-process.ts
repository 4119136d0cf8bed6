// Starts, kills and asks the server's process (headless-main.ts). Waits for what it prints, never for time.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './source-tree.ts';

export interface HeadlessProcess {
  readonly child: ChildProcess;
  readonly url: string;
  output(): string;
  end(signal: NodeJS.Signals): Promise<{ code: number | null; output: string }>;
}

type Environment = Readonly<Record<string, string>>;

interface HowStarted {
  /** Of this folder. */
  readonly main?: string;
  /** Of node itself. */
  readonly flags?: readonly string[];
}

function start(
  environment: Environment,
  { main = 'headless-main.ts', flags = [] }: HowStarted = {},
): {
  child: ChildProcess;
  output: () => string;
  changed: () => Promise<void>;
} {
  const child = spawn(process.execPath, [...flags, join(root, 'tests/helpers', main)], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      LANG: 'fr_FR.UTF-8',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'warn',
      // As `npm start` has it.
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'trame'),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let wake: () => void = () => undefined;
  const hear = (chunk: Buffer): void => {
    printed += chunk.toString();
    wake();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.on('close', () => wake());
  return { child, output: () => printed, changed: () => new Promise((resolve) => (wake = resolve)) };
}

/** Resolves when it says where it answers. */
export async function startHeadless(environment: Environment, how?: HowStarted): Promise<HeadlessProcess> {
  const { child, output, changed } = start(environment, how);
  const urlIn = (): string | undefined => /http:\/\/\S+:\d+(?=\s)/.exec(output())?.[0];
  while (urlIn() === undefined) {
    if (child.exitCode !== null) throw new Error(`the server ended at once:\n${output()}`);
    await changed();
  }
  return {
    child,
    url: urlIn() ?? '',
    output,
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) {
        const closed = once(child, 'close');
        child.kill(signal);
        await closed;
      }
      return { code: child.exitCode, output: output() };
    },
  };
}

/** For a start that must fail: what it said and how it ended. */
export async function startAndFail(
  environment: Environment,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = start(environment);
  await once(child, 'close');
  return { code: child.exitCode, output: output() };
}
