// The screen's door to the engine's worker: hand over the plan, then its changes; patches of derived values come back, and
// until one lands the old values stand. Owns the worker; the talk itself is calc-conversation.ts.
import type { DerivedPatch } from '../calc/derived-plan.ts';
import type { CellChange } from '../document/observe.ts';
import type { DocumentContent } from '../document/read.ts';
import { systemClock } from '../sync/environment.ts';
import { CalcConversation, type CalcMessage, type FormulaSwitch } from './calc-conversation.ts';

interface CalcClientOptions {
  /** The engine failed: the values on screen stand still until the next `load`, or for good when the worker does not start. */
  readonly onError?: (error: Error) => void;
  /** User formulas take too long and are left out, or count again. */
  readonly onFormulas?: (formulas: FormulaSwitch) => void;
}

export class CalcClient {
  #worker: Worker;
  readonly #conversation: CalcConversation;

  /** Without `onError` a failure is reported as an uncaught error of the page. */
  constructor(
    onPatch: (patch: DerivedPatch) => void,
    { onError = (error) => reportError(error), onFormulas = () => undefined }: CalcClientOptions = {},
  ) {
    this.#conversation = new CalcConversation({
      post: (question) => this.#worker.postMessage(question),
      onPatch,
      onError,
      onFormulas,
      clock: systemClock,
      restart: () => {
        this.#worker.terminate();
        this.#worker = this.#start();
      },
      // Called bare: the browser refuses its own functions as methods of another object.
      schedule: (task) => queueMicrotask(task),
    });
    this.#worker = this.#start();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./calc.worker.ts', import.meta.url), { type: 'module', name: 'calc' });
    const conversation = this.#conversation;
    worker.onmessage = (event: MessageEvent<CalcMessage>) => conversation.receive(event.data);
    worker.onerror = (event) =>
      conversation.fail(new Error(event.message || 'the calculation worker did not start'));
    worker.onmessageerror = () =>
      conversation.fail(new Error('an answer of the calculation worker could not be read'));
    return worker;
  }

  /** Also after any change of rows or of the plan itself. */
  load(content: DocumentContent): void {
    this.#conversation.load(content);
  }

  update(changes: readonly CellChange[]): void {
    this.#conversation.update(changes);
  }

  destroy(): void {
    this.#conversation.end();
    this.#worker.terminate();
  }
}
