// Computes exports in a thread of its own, one at a time, so that no plan can hold the server up; a plan whose formulas take
// too long is computed again without them. Owns the thread; knows neither store nor request.
import { Worker } from 'node:worker_threads';
import { failure, type Result } from '../src/lib/contract/errors.ts';
import type { FormulaSwitch } from './plan-export.ts';
import type { LoadedPlan } from './store/ports.ts';
import type { ReplayableLog } from './store/replay-log.ts';
import type { Log } from './sync/sync-observer.ts';

export interface ExportQuestion {
  readonly log: ReplayableLog;
  readonly formulas: FormulaSwitch;
}

type Answer = Result<string> & { readonly message?: string };

/** Ten times what the largest plan within the caps takes. */
export const exportTimeLimitMs = 10_000;

interface ExportEngineOptions {
  readonly log: Log;
  readonly timeLimitMs?: number;
  /** Tests give a thread of their own. */
  readonly startThread?: () => Worker;
}

export class ExportEngine {
  readonly #log: Log;
  readonly #timeLimitMs: number;
  readonly #startThread: () => Worker;
  #thread: Worker | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor({ log, timeLimitMs = exportTimeLimitMs, startThread = newThread }: ExportEngineOptions) {
    this.#log = log;
    this.#timeLimitMs = timeLimitMs;
    this.#startThread = startThread;
  }

  /** `internal` when the thread fails, or is still not done without formulas. */
  compute(log: LoadedPlan): Promise<Result<string>> {
    const turn = this.#last.then(() => this.#computeNow(log));
    this.#last = turn;
    return turn;
  }

  /** What is under way is answered `internal`. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#end();
  }

  async #computeNow({ snapshot, snapshotSeq, updates, plan }: LoadedPlan): Promise<Result<string>> {
    const log: ReplayableLog = { snapshot, snapshotSeq, updates };
    const answer = await this.#ask({ log, formulas: 'on' });
    if (answer !== 'too_long') return this.#told(answer);
    this.#log.warn({ planId: plan.id }, 'the formulas of a plan take too long: exported without them');
    const without = await this.#ask({ log, formulas: 'off' });
    return without === 'too_long' ? failure('internal') : this.#told(without);
  }

  #told({ message, ...answer }: Answer): Result<string> {
    if (message !== undefined) this.#log.error({ message }, 'an export failed');
    return answer as Result<string>;
  }

  /** A thread that takes too long or breaks down is ended; the next question starts another. */
  #ask(question: ExportQuestion): Promise<Answer | 'too_long'> {
    if (this.#isStopped) return Promise.resolve(failure('internal'));
    const thread = (this.#thread ??= this.#start());
    // Waiting for an answer keeps the process alive, an idle thread does not.
    thread.ref();
    return new Promise((resolve) => {
      const done = (answer: Answer | 'too_long', isBroken: boolean): void => {
        clearTimeout(timer);
        thread.off('message', answered).off('exit', left);
        if (isBroken) void this.#end();
        else thread.unref();
        resolve(answer);
      };
      const timer = setTimeout(() => done('too_long', true), this.#timeLimitMs);
      const answered = (answer: Answer): void => done(answer, false);
      const left = (): void => done(failure('internal'), true);
      thread.on('message', answered).on('exit', left);
      thread.postMessage(question);
    });
  }

  #start(): Worker {
    const thread = this.#startThread();
    // At any time, asked or idle; unheard, it would end this process too. The exit follows.
    thread.on('error', (error) => this.#log.error({ err: error }, 'the thread of exports broke down'));
    thread.on('exit', () => {
      if (this.#thread === thread) this.#thread = null;
    });
    return thread;
  }

  async #end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }
}

function newThread(): Worker {
  return new Worker(new URL('./export-worker.ts', import.meta.url), { name: 'export' });
}
