// Long looks at the whole database, in a thread of their own: copying and examining one takes seconds that no edit may wait
// for. Owns the thread; one task, one thread.
import { Worker } from 'node:worker_threads';
import type { Result } from '../../src/lib/contract/errors.ts';
import type { BackUp } from './backup.ts';
import type { DoctorReport } from './doctor.ts';

export type UpkeepTask =
  | { readonly kind: 'backup'; readonly backUp: BackUp }
  | { readonly kind: 'examine'; readonly source: string };

export function backUpAside(backUp: BackUp): Promise<Result<{ bytes: number }>> {
  return ask<Result<{ bytes: number }>>({ kind: 'backup', backUp });
}

export function examineAside(source: string): Promise<DoctorReport> {
  return ask<DoctorReport>({ kind: 'examine', source });
}

/** Rejects with what the thread threw. */
function ask<Answer>(task: UpkeepTask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./upkeep-worker.ts', import.meta.url), {
      name: 'upkeep',
      workerData: task,
    });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the thread of upkeep ended with ${code}`)));
  });
}
