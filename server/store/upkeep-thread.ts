// Long looks at the whole database, in a thread of their own: copying and examining one takes seconds that no edit may wait
// for. Owns the thread; one task, one thread.
import { Worker } from 'node:worker_threads';
import type { Result } from '../../src/lib/contract/errors.ts';
import type { BackUp } from './backup.ts';
import type { DoctorReport } from './doctor.ts';

export type UpkeepTask =
  | { readonly kind: 'backup'; readonly backUp: BackUp }
  | { readonly kind: 'examine'; readonly source: string };

export class UpkeepThreads {
  readonly #running = new Set<Worker>();

  backUp(backUp: BackUp): Promise<Result<{ bytes: number }>> {
    return this.#ask<Result<{ bytes: number }>>({ kind: 'backup', backUp });
  }

  examine(source: string): Promise<DoctorReport> {
    return this.#ask<DoctorReport>({ kind: 'examine', source });
  }

  /** None reads the database any more when it resolves; what was asked of them rejects. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((thread) => thread.terminate()));
  }

  /** Rejects with what the thread threw. */
  #ask<Answer>(task: UpkeepTask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const thread = new Worker(new URL('./upkeep-worker.ts', import.meta.url), {
        name: 'upkeep',
        workerData: task,
      });
      this.#running.add(thread);
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', (code) => {
        this.#running.delete(thread);
        reject(new Error(`the thread of upkeep ended with ${code}`));
      });
    });
  }
}
