// Going back and forth over one's own steps: cells by the session, acts on rows by the server, and a question where somebody
// has changed a cell since (I7, rules GR110… in docs/grid.md).
import type { Command, CommandOutcome } from '../contract/commands.ts';
import type { ErrorCode, Result } from '../contract/errors.ts';
import type { CellKey } from '../contract/ids.ts';
import type { PlanSession } from '../sync/session.ts';
import { type ChangedCell, type Direction, planStep, type Step, type StepCommand } from '../sync/step.ts';
import { type CellAuthor, fetchCellAuthors } from './cell-authors.ts';
import type { CommandLock } from './command-lock.ts';

/** Cells of a step that somebody has changed since: keep what is there, or put back what the step would. */
export interface StepQuestion {
  readonly step: Step;
  readonly direction: Direction;
  readonly changed: readonly ChangedCell[];
  /** Who wrote each last; filled in when the server answers. */
  readonly authors: ReadonlyMap<CellKey, CellAuthor> | null;
}

/** What came of it, to be said. `step` is null when there was none. */
export interface StepOutcome {
  readonly direction: Direction;
  readonly step: Step | null;
  readonly problem:
    | { readonly type: 'lock'; readonly lock: CommandLock }
    | { readonly type: 'code'; readonly code: ErrorCode }
    | null;
}

interface HistoryParts {
  readonly session: PlanSession;
  run(command: Command): Promise<Result<CommandOutcome>>;
  commandLock(): CommandLock | null;
  say(outcome: StepOutcome): void;
}

export class History {
  readonly #parts: HistoryParts;
  #question = $state.raw<StepQuestion | null>(null);
  /** One step at a time: a second Ctrl+Z waits for the server's answer to the first. */
  #last: Promise<void> = Promise.resolve();

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  get question(): StepQuestion | null {
    return this.#question;
  }

  /** `through`: with all steps above it; absent: the next one alone. */
  take(direction: Direction, through: Step | null = null): Promise<void> {
    this.#last = this.#last.then(() => this.#takeAll(direction, through));
    return this.#last;
  }

  /** A step that may not be the last one: an act that is still told on the screen. */
  takeBack(stepId: string): Promise<void> {
    this.#last = this.#last.then(async () => {
      const step = this.#parts.session.history.undo.find(({ id }) => id === stepId);
      if (step !== undefined) await this.#takeOne(step, 'undo');
    });
    return this.#last;
  }

  async answer(choice: 'keep' | 'restore' | 'cancel'): Promise<void> {
    const question = this.#question;
    this.#question = null;
    if (question !== null && choice !== 'cancel') await this.#turn(question.step, question.direction, choice);
  }

  async #takeAll(direction: Direction, through: Step | null): Promise<void> {
    for (;;) {
      if (this.#question !== null) return;
      const [step] = this.#parts.session.history[direction];
      if (step === undefined) {
        this.#parts.say({ direction, step: null, problem: null });
        return;
      }
      const isTaken = await this.#takeOne(step, direction);
      if (!isTaken || through === null || step.id === through.id) return;
    }
  }

  /** False when it waits for an answer, or could not be done. */
  async #takeOne(step: Step, direction: Direction): Promise<boolean> {
    const { session } = this.#parts;
    const lock = step.commands.length > 0 ? this.#parts.commandLock() : null;
    if (lock !== null) {
      this.#parts.say({ direction, step, problem: { type: 'lock', lock } });
      return false;
    }
    const { changed } = planStep(step, direction, (key) => session.content.cells.get(key) ?? null);
    if (changed.length === 0) return this.#turn(step, direction, 'keep');
    const question: StepQuestion = { step, direction, changed, authors: null };
    this.#question = question;
    const authors = await fetchCellAuthors(
      session.planId,
      changed.map(({ key }) => key),
    );
    if (this.#question === question) this.#question = { ...question, authors };
    return false;
  }

  async #turn(step: Step, direction: Direction, choice: 'keep' | 'restore'): Promise<boolean> {
    const { session } = this.#parts;
    // A row takes no value while it is archived: it comes back before its cells, and goes after them.
    const before = direction === 'undo' ? session.writeStep(step, direction, choice) : step;
    const { commands, code } = await this.#turnCommands(before, direction);
    const after = direction === 'redo' ? session.writeStep(before, direction, choice) : before;
    session.stepTaken({ ...after, commands }, direction);
    this.#parts.say({ direction, step, problem: code === null ? null : { type: 'code', code } });
    return code === null;
  }

  /** Stops at the first that the server refuses; what it did not do leaves the step. */
  async #turnCommands(
    step: Step,
    direction: Direction,
  ): Promise<{ commands: readonly StepCommand[]; code: ErrorCode | null }> {
    const turned: StepCommand[] = [];
    for (const command of direction === 'undo' ? [...step.commands].reverse() : step.commands) {
      const result = await this.#parts.run(command.turn);
      if (!result.ok) return { commands: turned, code: result.code };
      turned.push({ ...command, turn: result.value.inverse });
    }
    return { commands: direction === 'undo' ? turned.reverse() : turned, code: null };
  }
}
