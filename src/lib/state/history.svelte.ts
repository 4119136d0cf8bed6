// One's own history as runes: its question is what the screen shows. What taking a step means is in step-taker.ts.
import type { Direction, Step } from '../sync/step.ts';
import { type StepQuestion, StepTaker, type StepTakerParts } from './step-taker.ts';

export class History {
  readonly #taker: StepTaker;
  #question = $state.raw<StepQuestion | null>(null);

  constructor(parts: Omit<StepTakerParts, 'asked'>) {
    this.#taker = new StepTaker({ ...parts, asked: (question) => (this.#question = question) });
  }

  get question(): StepQuestion | null {
    return this.#question;
  }

  /** `through`: with all steps above it; absent: the next one alone. */
  take(direction: Direction, through: Step | null = null): Promise<void> {
    return this.#taker.take(direction, through);
  }

  /** An act on a row, in its turn among the steps that are taken. */
  act<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    return this.#taker.act(work);
  }

  /** A step that may not be the last one: an act that is still told on the screen. */
  takeBack(stepId: string): Promise<void> {
    return this.#taker.takeBack(stepId);
  }

  /** `shown`: the question as the person saw it. */
  answer(shown: StepQuestion, choice: 'keep' | 'restore' | 'cancel'): Promise<void> {
    return this.#taker.answer(shown, choice);
  }
}
