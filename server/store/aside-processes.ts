// Programs of the store that run beside the server, each for one task, in a process of its own: they read whole plans and
// databases, which takes from a quarter of a second to minutes in which no edit may wait, and a hundred megabytes, which
// threads would leave to the server. They give way to it, and what they answer is what they print.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export type AsideProgram = 'fold-main.ts' | 'upkeep-main.ts';

export class AsideProcesses {
  readonly #running = new Set<ChildProcess>();

  /** What it printed. Rejects with what it failed of. */
  async run(program: AsideProgram, ...words: readonly string[]): Promise<Buffer> {
    const file = join(import.meta.dirname, program);
    // Without the flags of this process: what they print would be part of the answer.
    const child = spawn(process.execPath, [file, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#running.add(child);
    giveWay(child);
    try {
      const [answer, complaint, [code, signal]] = await Promise.all([
        allOf(child.stdout),
        allOf(child.stderr),
        once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
      ]);
      if (code === 0) return answer;
      throw new Error(`${program} ended with ${signal ?? code}: ${complaint.toString()}`);
    } finally {
      this.#running.delete(child);
    }
  }

  /** None reads the database any more once they are gone; what was asked of them rejects. */
  async stop(): Promise<void> {
    const running = [...this.#running].map((child) => {
      child.kill('SIGKILL');
      return once(child, 'close');
    });
    await Promise.all(running);
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
