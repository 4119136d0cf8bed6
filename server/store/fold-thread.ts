// Folds a plan's log in a thread of its own: reading, replaying and encoding a large plan takes a quarter of a second, in
// which nobody's edit may wait. One plan, one thread, which gives its memory back.
import { Worker } from 'node:worker_threads';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import type { FoldedLog, LogFolder } from './folded-log.ts';

export interface FoldTask {
  readonly file: string;
  readonly planId: PlanId;
}

/** For the database in that file, which others may write meanwhile. Rejects with what the thread threw. */
export function folderAside(file: string): LogFolder {
  return (planId) =>
    new Promise<FoldedLog>((resolve, reject) => {
      const task: FoldTask = { file, planId };
      const thread = new Worker(new URL('./fold-worker.ts', import.meta.url), {
        name: 'fold',
        workerData: task,
      });
      // Nobody waits for it when the process ends.
      thread.unref();
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', (code) => reject(new Error(`the thread that folds ended with ${code}`)));
    });
}
