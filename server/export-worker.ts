// The thread in which exports are computed: one question, one answer. The server may end it in the middle of one.
import { parentPort } from 'node:worker_threads';
import { failure } from '../src/lib/contract/errors.ts';
import { describeError } from './error-report.ts';
import type { ExportAnswer, ExportQuestion } from './export-engine.ts';
import { exportLog } from './plan-export.ts';

const port = parentPort;
if (port === null) throw new Error('not a thread of its own');
port.on('message', ({ log, formulas }: ExportQuestion) => {
  try {
    const answer = exportLog(log, formulas);
    port.postMessage(answer, answer.ok ? [answer.value.buffer] : []);
  } catch (error) {
    // A bug in the engine: the asker is told, the thread goes on.
    const answer: ExportAnswer = { ...failure('internal'), error: describeError(error) };
    port.postMessage(answer);
  }
});
