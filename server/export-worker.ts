// The thread in which exports are computed: one question, one answer. The server may end it in the middle of one.
import { parentPort } from 'node:worker_threads';
import { failure } from '../src/lib/contract/errors.ts';
import type { ExportQuestion } from './export-engine.ts';
import { exportLog } from './plan-export.ts';

const port = parentPort;
if (port === null) throw new Error('not a thread of its own');
port.on('message', ({ log, formulas }: ExportQuestion) => {
  try {
    port.postMessage(exportLog(log, formulas));
  } catch (error) {
    // A bug in the engine: the asker is told, the thread goes on.
    if (!(error instanceof Error)) throw error;
    port.postMessage({ ...failure('internal'), message: error.stack ?? error.message });
  }
});
