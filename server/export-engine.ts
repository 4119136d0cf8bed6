// Computes exports in a thread of its own, one at a time, so that no plan can hold the server up; a plan whose formulas take
// too long, or break the thread, is computed again without them. Owns the thread; knows neither store nor request.
import { Worker } from 'node:worker_threads';
import { failure, type Failure, type Result } from '../src/lib/contract/errors.ts';
import { describeError } from './error-report.ts';
import type { FormulaSwitch, JsonBytes } from './plan-export.ts';
import type { LoadedPlan } from './store/ports.ts';
import type { ReplayableLog } from './store/replay-log.ts';
import type { Log } from './sync/sync-observer.ts';

export interface ExportQuestion {
  readonly log: ReplayableLog;
  readonly formulas: FormulaSwitch;
}

/** `error`: what the engine threw, as far as a log may keep it. */
export type ExportAnswer = Result<JsonBytes, { readonly error?: object }>;

/** The largest plan that was asked for takes one second; a slower machine, and a busy one, have ten. */
const timeLimitMs = 10_000;
/** Twice the most that a plan within the caps was seen to take: without a bound a thread may use all there is. */
const maxHeapMb = 1_024;

interface ExportEngineOptions {
  readonly log: Log;
  /** Returns the function that cancels. */
  readonly after?: (delayMs: number, run: () => void) => () => void;
  /** Tests give a thread of their own. */
  readonly startThread?: () => Worker;
}

export class ExportEngine {
  readonly #log: Log;
  readonly #after: (delayMs: number, run: () => void) => () => void;
  readonly #startThread: () => Worker;
  #thread: Worker | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor({ log, after = afterDelay, startThread = newThread }: ExportEngineOptions) {
    this.#log = log;
    this.#after = after;
    this.#startThread = startThread;
  }

  /** `internal` when it fails without formulas too. Rejects when the machine has no thread to give. */
  compute(log: LoadedPlan): Promise<Result<JsonBytes>> {
    return this.#inTurn(() => this.#computeNow(log));
  }

  /** Formulas and all, or not at all: `version_not_computed` when they take too long or break the thread. */
  computeExactly(log: LoadedPlan): Promise<Result<JsonBytes>> {
    return this.#inTurn(async () => {
      const answer = await this.#ask({ log: replayableOf(log), formulas: 'on' });
      if (answer.ok) return answer;
      return failure(answer.code === 'internal' ? 'version_not_computed' : answer.code);
    });
  }

  /** What is under way is answered `internal`. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#end();
  }

  #inTurn(work: () => Promise<Result<JsonBytes>>): Promise<Result<JsonBytes>> {
    const turn = this.#last.then(work);
    // Its asker hears of a failure; those who wait behind it have their turn all the same.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #computeNow(loaded: LoadedPlan): Promise<Result<JsonBytes>> {
    const log = replayableOf(loaded);
    const answer = await this.#ask({ log, formulas: 'on' });
    if (answer.ok) return answer;
    // Any other code is about the stored bytes: formulas have no part in it.
    if (answer.code !== 'internal' || this.#isStopped) return failure(answer.code);
    const { id: planId } = loaded.plan;
    this.#log.warn({ planId, err: answer.error }, 'a plan is exported without its formulas');
    const without = await this.#ask({ log, formulas: 'off' });
    if (without.ok) return without;
    this.#log.error({ planId, err: without.error }, 'a plan could not be exported');
    return failure(without.code);
  }

  /** A thread that takes too long or breaks down is ended; the next question starts another. */
  #ask(question: ExportQuestion): Promise<ExportAnswer> {
    if (this.#isStopped) return Promise.resolve(failure('internal'));
    return new Promise((resolve) => {
      const thread = (this.#thread ??= this.#start());
      const done = (answer: ExportAnswer): void => {
        cancel();
        thread.off('message', answered).off('exit', left);
        resolve(answer);
      };
      const answered = (answer: ExportAnswer): void => {
        thread.unref();
        done(answer);
      };
      const left = (): void => done(failed('thread_ended'));
      const cancel = this.#after(timeLimitMs, () => {
        done(failed('too_long'));
        void this.#end();
      });
      // Waiting for an answer keeps the process alive, an idle thread does not.
      thread.ref();
      thread.on('message', answered).on('exit', left);
      thread.postMessage(question);
    });
  }

  #start(): Worker {
    const thread = this.#startThread();
    // At any time, asked or idle; unheard, it would end this process too. The exit follows.
    thread.on('error', (error) =>
      this.#log.error({ err: describeError(error) }, 'the thread of exports broke down'),
    );
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

function replayableOf({ snapshot, snapshotSeq, updates }: LoadedPlan): ReplayableLog {
  return { snapshot, snapshotSeq, updates };
}

function failed(why: 'too_long' | 'thread_ended'): Failure<{ readonly error: object }> {
  return { ok: false, code: 'internal', error: { why } };
}

function afterDelay(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}

function newThread(): Worker {
  return new Worker(new URL('./export-worker.ts', import.meta.url), {
    name: 'export',
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
  });
}
