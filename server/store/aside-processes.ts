// Programs of the store that run beside the server, each for one task, in a process of its own: they read whole plans and
// databases, which takes from a quarter of a second to minutes in which no edit may wait, and a hundred megabytes, which
// threads would leave to the server. They give way to it, end with it, and what they answer is what they print.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { failureOf } from './aside-program.ts';

export type AsideProgram = 'fold-main.ts' | 'upkeep-main.ts';

export class AsideProcesses {
  readonly #running = new Set<ChildProcess>();
  /** Until the last that was asked of a program is done: plans that are put away together are folded one by one. */
  readonly #turns = new Map<AsideProgram, Promise<unknown>>();
  #isStopped = false;

  /** What it printed; null when the server stops. Rejects with what the process failed of. */
  run(program: AsideProgram, ...words: readonly string[]): Promise<Buffer | null> {
    const before = this.#turns.get(program) ?? Promise.resolve();
    const answer = before.then(() => this.#run(program, words));
    this.#turns.set(
      program,
      answer.catch(() => undefined),
    );
    return answer;
  }

  /** None reads the database any more once it resolves, and none will. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const running = [...this.#running].map((child) => {
      child.kill('SIGKILL');
      return once(child, 'close');
    });
    await Promise.all(running);
  }

  async #run(program: AsideProgram, words: readonly string[]): Promise<Buffer | null> {
    if (this.#isStopped) return null;
    const file = join(import.meta.dirname, program);
    // Without the flags of this process: what they print would be part of the answer. Its input ends when this process does.
    const child = spawn(process.execPath, [file, ...words], { stdio: 'pipe' });
    this.#running.add(child);
    giveWay(child);
    try {
      const [answer, complaint, [code, signal]] = await Promise.all([
        allOf(child.stdout),
        allOf(child.stderr),
        once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
      ]);
      if (code === 0) return answer;
      if (this.#isStopped) return null;
      throw failureOf(program, complaint.toString(), signal ?? `EXIT_${code}`);
    } finally {
      this.#running.delete(child);
    }
  }
}

function giveWay({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Ended already, or the system does not let us: it takes its turn as an equal then.
  }
}

async function allOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
