// The words exchanged between the screen and the engine's worker, and both ends of the talk, without a worker: a Node test
// drives them. One question is under way at a time; what happens meanwhile is merged into the next one.
import { fullPatch } from '../calc/derived-patch.ts';
import type { DerivedPatch } from '../calc/derived-plan.ts';
import type { CellKey } from '../contract/ids.ts';
import type { CellChange } from '../document/observe.ts';
import { isFormula } from '../contract/parse.ts';
import type { DocumentContent } from '../document/read.ts';
import type { Clock } from '../sync/environment.ts';

export type CalcQuestion =
  | {
      readonly type: 'load';
      readonly revision: number;
      readonly content: DocumentContent;
      /** `off`: what people wrote as formulas is left out, and says so. */
      readonly formulas: FormulaSwitch;
    }
  | { readonly type: 'update'; readonly revision: number; readonly changes: readonly CellChange[] };

export type FormulaSwitch = 'on' | 'off';

export type CalcAnswer =
  | { readonly type: 'patch'; readonly revision: number; readonly patch: DerivedPatch }
  | { readonly type: 'failed'; readonly revision: number; readonly message: string };

/** `ready`: the worker runs. Once, before its first answer. */
export type CalcMessage = CalcAnswer | { readonly type: 'ready' };

/** What the worker's end needs of PlanEngine. */
export interface Engine {
  load(content: DocumentContent): Parameters<typeof fullPatch>[0];
  update(changes: readonly CellChange[]): DerivedPatch;
}

/** The worker's end. A failure is an answer; the engine is then out of step, and only a load is taken up again. */
export function answerWith(
  makeEngine: (formulas: FormulaSwitch) => Engine,
): (question: CalcQuestion) => CalcAnswer {
  let made: FormulaSwitch = 'on';
  let engine = makeEngine(made);
  let isBroken = false;
  return (question) => {
    const { revision } = question;
    try {
      if (question.type === 'load') {
        if (question.formulas !== made) engine = makeEngine((made = question.formulas));
        const patch = fullPatch(engine.load(question.content), revision);
        isBroken = false;
        return { type: 'patch', revision, patch };
      }
      if (isBroken) throw new Error('the engine waits for a load');
      return { type: 'patch', revision, patch: { ...engine.update(question.changes), revision } };
    } catch (error) {
      isBroken = true;
      return { type: 'failed', revision, message: error instanceof Error ? error.message : String(error) };
    }
  };
}

interface ConversationPorts {
  post(question: CalcQuestion): void;
  onPatch(patch: DerivedPatch): void;
  onError(error: Error): void;
  /** Runs the task soon: changes of one moment then travel together. */
  schedule(task: () => void): void;
  readonly clock: Pick<Clock, 'after'>;
  /** The worker does not come to an end: another one takes its place, and will be asked to load. */
  restart(): void;
  /** User formulas take too long and are left out, or count again. */
  onFormulas(formulas: FormulaSwitch): void;
}

/** A second, eight times: where a machine sleeps the clock goes on, and one long second must not stand for eight. */
const tickMs = 1_000;
const ticksToAnswer = 8;

/** The screen's end. */
export class CalcConversation {
  readonly #ports: ConversationPorts;
  #content: DocumentContent | null = null;
  #changes = new Map<CellKey, CellChange>();
  #revision = 0;
  /** The revision of the question under way. */
  #asked: number | null = null;
  /** Answers below this revision were asked before the last load and are stale. */
  #freshFrom = 0;
  #isScheduled = false;
  #isEnded = false;
  /** Until the worker runs its code is on its way, over whatever line there is: nobody counts those seconds. */
  #isReady = false;
  /** What was loaded last, and is changed in place since. */
  #live: DocumentContent | null = null;
  #formulas: FormulaSwitch = 'on';
  /** A formula was changed since they were last tried. */
  #isRepaired = false;
  /** What the screen has been told. */
  #toldFormulas: FormulaSwitch = 'on';
  #stopWaiting: () => void = () => undefined;

  constructor(ports: ConversationPorts) {
    this.#ports = ports;
  }

  /** Everything anew, in place of whatever was waiting. The content is read when its turn comes, so it may be the live one. */
  load(content: DocumentContent): void {
    this.#renew(content);
    this.#plan();
  }

  #renew(content: DocumentContent): void {
    this.#content = content;
    this.#live = content;
    this.#changes.clear();
    this.#freshFrom = this.#revision + 1;
  }

  update(changes: readonly CellChange[]): void {
    if (changes.length === 0) return;
    for (const change of changes) {
      this.#changes.set(change.key, change);
      if (isFormula(change.before) || isFormula(change.after)) this.#isRepaired = true;
    }
    this.#plan();
  }

  receive(message: CalcMessage): void {
    if (this.#isEnded) return;
    if (message.type !== 'ready') return this.#receive(message);
    this.#isReady = true;
    if (this.#asked !== null) this.#wait(ticksToAnswer);
  }

  #receive(answer: CalcAnswer): void {
    if (answer.revision !== this.#asked) return;
    this.#asked = null;
    this.#stopWaiting();
    this.#tellFormulas();
    if (answer.type === 'failed') this.#ports.onError(new Error(answer.message));
    else if (answer.revision >= this.#freshFrom) this.#ports.onPatch(answer.patch);
    this.#send();
  }

  /** The worker itself broke down: nothing more will be answered. */
  fail(error: Error): void {
    if (this.#isEnded) return;
    this.end();
    this.#ports.onError(error);
  }

  end(): void {
    this.#isEnded = true;
    this.#stopWaiting();
  }

  #tellFormulas(): void {
    if (this.#toldFormulas === this.#formulas) return;
    this.#toldFormulas = this.#formulas;
    this.#ports.onFormulas(this.#formulas);
  }

  #wait(ticks: number): void {
    this.#stopWaiting = this.#ports.clock.after(tickMs, () => {
      if (ticks > 1) this.#wait(ticks - 1);
      else this.#tooLong();
    });
  }

  /** FO73: the others of the plan must not wait for one formula. */
  #tooLong(): void {
    this.#asked = null;
    this.#isReady = false;
    this.#ports.restart();
    if (this.#formulas === 'off' || this.#live === null) {
      this.#ports.onError(new Error('the calculation does not come to an end'));
      this.#send();
      return;
    }
    this.#formulas = 'off';
    this.#tellFormulas();
    this.#renew(this.#live);
    // At once: a formula that was changed meanwhile is tried after the totals are there, not before.
    this.#ask();
  }

  #plan(): void {
    if (this.#isScheduled || this.#asked !== null) return;
    this.#isScheduled = true;
    this.#ports.schedule(() => {
      this.#isScheduled = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#isEnded || this.#asked !== null) return;
    if (this.#formulas === 'off' && this.#isRepaired && this.#live !== null) {
      // FO74: whoever changes a formula may have made it cheap.
      this.#formulas = 'on';
      this.#renew(this.#live);
    }
    this.#ask();
  }

  #ask(): void {
    const content = this.#content;
    if (content === null && this.#changes.size === 0) return;
    this.#revision += 1;
    const revision = this.#revision;
    this.#asked = revision;
    if (this.#formulas === 'on') this.#isRepaired = false;
    if (this.#isReady) this.#wait(ticksToAnswer);
    const changes = [...this.#changes.values()];
    // A load reads the content as it is now, so the changes that waited with it are in it.
    this.#content = null;
    this.#changes.clear();
    this.#ports.post(
      content === null
        ? { type: 'update', revision, changes }
        : { type: 'load', revision, content: plain(content), formulas: this.#formulas },
    );
  }
}

/** Only what a worker can be sent, whatever else the caller's object carries. */
function plain({ plan, rows, cells }: DocumentContent): DocumentContent {
  return { plan, rows, cells };
}
