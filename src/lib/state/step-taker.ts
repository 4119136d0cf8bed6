// Going back and forth over one's own steps: cells by the session, acts on rows by the server, and a question where somebody
// has changed a cell since (I7, rules GR110… in docs/grid.md). Plain: history.svelte.ts shows its question on the screen.
import type { Command, CommandOutcome } from '../contract/commands.ts';
import type { ErrorCode, Result } from '../contract/errors.ts';
import { type CellKey, type RowId, splitCellKey } from '../contract/ids.ts';
import { cellRefusal, type CellRefusal, columnGroupOf } from '../contract/permissions.ts';
import { ficheOf } from '../contract/rows.ts';
import type { DocumentContent } from '../document/read.ts';
import type { PlanSession } from '../sync/session.ts';
import {
  type ChangedCell,
  type Direction,
  isSameChange,
  planStep,
  type Step,
  type StepAnswer,
  type StepCommand,
  unasked,
} from '../sync/step.ts';
import type { CellAuthor } from './cell-authors.ts';
import type { CommandLock } from './command-lock.ts';

/** Cells of a step that somebody has changed since: keep what is there, or put back what the step would. */
export interface StepQuestion {
  readonly step: Step;
  readonly direction: Direction;
  /** As they are now: told anew when they change. */
  readonly changed: readonly ChangedCell[];
  /** Who wrote each last; filled in when the server answers. */
  readonly authors: ReadonlyMap<CellKey, CellAuthor> | null;
  /** The last step to take once this one is; null: this one is. */
  readonly through: Step | null;
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

export interface StepTakerParts {
  readonly session: Pick<
    PlanSession,
    'content' | 'rights' | 'history' | 'writeStep' | 'stepTaken' | 'onChange'
  >;
  run(command: Command): Promise<Result<CommandOutcome>>;
  /** Ends in a limited time. */
  authorsOf(keys: readonly CellKey[]): Promise<ReadonlyMap<CellKey, CellAuthor>>;
  commandLock(): CommandLock | null;
  say(outcome: StepOutcome): void;
  /** The question has changed, or is over. */
  asked(question: StepQuestion | null): void;
}

/**
 * The same command would be refused again, whatever the person does: its act leaves the step, or no step below it could ever
 * be taken back. After any other code (no network, the server cannot write, signed out) the act waits in its step.
 */
const finalCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'bad_request',
  'forbidden',
  'not_found',
  'axis_unknown',
  'row_unknown',
  // Somebody archived it or the action around it. They might restore it, but nobody can be made to wait for that.
  'row_archived',
  'label_missing',
  'label_too_long',
  'number_taken',
  'template_key_unknown',
  'indicator_already_there',
  'position_invalid',
  // What was signed meanwhile stays so, and what a plan no longer holds does not come back by itself.
  'signed_row',
  'fiche_closed',
  'read_only_role',
  'plan_closed',
  'not_signed',
  'organisation_unknown',
]);

/** What became of acts on rows, by the command of the step. */
interface TurnedCommands {
  /** With the command that turns it the next time; null: it leaves the step. */
  readonly turned: ReadonlyMap<StepCommand, StepCommand | null>;
  /** Of the first that was refused. */
  readonly code: ErrorCode | null;
  /** Not all were tried. */
  readonly isStopped: boolean;
}

const noCommands: TurnedCommands = { turned: new Map(), code: null, isStopped: false };

export class StepTaker {
  readonly #parts: StepTakerParts;
  #question: StepQuestion | null = null;
  #stopWatching: () => void = () => undefined;
  /** One thing at a time: a second Ctrl+Z waits for the server's answer to the first. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: StepTakerParts) {
    this.#parts = parts;
  }

  /** `through`: with all steps above it; null: the next one alone. */
  take(direction: Direction, through: Step | null): Promise<void> {
    return this.#inTurn(() => this.#takeAll(direction, through));
  }

  /** An act on a row: a step taken meanwhile waits for it, or it would take back what was done before. */
  act<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    return this.#inTurn(work);
  }

  /** A step that may not be the last one: an act that is still told on the screen. */
  takeBack(stepId: string): Promise<void> {
    return this.#inTurn(async () => {
      const step = this.#parts.session.history.undo.find(({ id }) => id === stepId);
      if (step !== undefined && this.#question === null) await this.#takeOne(step, 'undo', null);
    });
  }

  /** `shown`: the question as the person saw it. */
  answer(shown: StepQuestion, choice: StepAnswer['choice'] | 'cancel'): Promise<void> {
    return this.#inTurn(async () => {
      const { step, direction, through } = shown;
      // Answered already: a second click.
      if (this.#question?.step !== step) return;
      if (choice !== 'cancel' && !isSameChange(this.#changedCells(step, direction), shown.changed)) {
        this.#lookAgain();
        return;
      }
      this.#ask(null);
      if (choice === 'cancel' || !this.#isThere(step, direction) || this.#isLocked(step, direction)) return;
      const isTaken = await this.#turn(step, direction, { choice, shown: shown.changed }, through);
      if (isTaken && through !== null && step.id !== through.id) await this.#takeAll(direction, through);
    });
  }

  #inTurn<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    const done = this.#last.then(work);
    // What went wrong is the caller's to hear; those who wait go on.
    this.#last = Promise.allSettled([done]);
    return done;
  }

  async #takeAll(direction: Direction, through: Step | null): Promise<void> {
    for (;;) {
      if (this.#question !== null) return;
      // Taken meanwhile, from a list that was shown while the server was slow: the steps below it were not meant.
      if (through !== null && !this.#isThere(through, direction)) return;
      const [step] = this.#parts.session.history[direction];
      if (step === undefined) {
        this.#parts.say({ direction, step: null, problem: null });
        return;
      }
      const isTaken = await this.#takeOne(step, direction, through);
      if (!isTaken || through === null || step.id === through.id) return;
    }
  }

  /** False when it waits for an answer, or could not be done. */
  async #takeOne(step: Step, direction: Direction, through: Step | null): Promise<boolean> {
    if (this.#isLocked(step, direction)) return false;
    const changed = this.#changedCells(step, direction);
    if (changed.length === 0) return this.#turn(step, direction, unasked, through);
    this.#ask({ step, direction, changed, authors: null, through });
    return false;
  }

  /** Says so. */
  #isLocked(step: Step, direction: Direction): boolean {
    const lock = step.commands.length > 0 ? this.#parts.commandLock() : null;
    // Whom the server will not let, now or ever, it tells itself: those acts leave the step, and what is below can be taken.
    if (lock === null || lock === 'coordinators_only' || lock === 'plan_closed') return false;
    this.#parts.say({ direction, step, problem: { type: 'lock', lock } });
    return true;
  }

  async #turn(step: Step, direction: Direction, answer: StepAnswer, through: Step | null): Promise<boolean> {
    const { session } = this.#parts;
    const commands = direction === 'undo' ? [...step.commands].reverse() : step.commands;
    // A row takes no value while it is archived: it comes back before its cells, and goes after them.
    const coming = await this.#turnCommands(commands.filter(({ turn }) => turn.type !== 'row.archive'));
    const away = rowsAway(coming.turned);
    const there = step.cells.filter(({ key }) => !away.has(splitCellKey(key)?.rowId));
    const back = rowsBack(coming.turned);
    // What one may no longer write (signed, closed, another's action) leaves the step, and one is told why: it would only be
    // refused, and might never be allowed again.
    const locks = there.map(({ key }) => lockOf(key, session));
    const reachable = there.filter((_, index) => locks[index] === null);
    const lock = locks.find((one) => one !== null) ?? null;
    const shut = reachable.filter(({ key }) => isArchived(key, session.content, back));
    const open = shut.length === 0 ? reachable : reachable.filter((cell) => !shut.includes(cell));
    const written = coming.isStopped
      ? { taken: [], left: open }
      : session.writeStep({ ...step, cells: open }, direction, answer);
    // Somebody archived the row: its cells wait in their step until it is restored.
    const cells = { taken: written.taken, left: [...written.left, ...shut] };
    const isHeld = coming.isStopped || cells.left.length > 0;
    const going = isHeld
      ? noCommands
      : await this.#turnCommands(commands.filter(({ turn }) => turn.type === 'row.archive'));
    const turned = new Map([...coming.turned, ...going.turned]);
    const left = session.stepTaken(
      { ...step, cells: cells.taken, commands: step.commands.flatMap((one) => turned.get(one) ?? []) },
      direction,
      { cells: cells.left, commands: step.commands.filter((one) => !turned.has(one)) },
    );
    const code = coming.code ?? going.code ?? (shut.length > 0 ? 'row_archived' : lock);
    // Somebody wrote while the server was at the rows: those cells were not in the question.
    if (code === null && left !== null) return this.#takeOne(left, direction, through);
    this.#parts.say({ direction, step, problem: code === null ? null : { type: 'code', code } });
    return code === null;
  }

  async #turnCommands(commands: readonly StepCommand[]): Promise<TurnedCommands> {
    const turned = new Map<StepCommand, StepCommand | null>();
    let code: ErrorCode | null = null;
    for (const command of commands) {
      const result = await this.#parts.run(command.turn);
      if (result.ok) {
        turned.set(command, { ...command, turn: result.value.inverse });
        continue;
      }
      code ??= result.code;
      if (!finalCodes.has(result.code)) return { turned, code, isStopped: true };
      turned.set(command, null);
    }
    return { turned, code, isStopped: false };
  }

  #changedCells(step: Step, direction: Direction): readonly ChangedCell[] {
    const { content } = this.#parts.session;
    return planStep(step, direction, (key) => content.cells.get(key) ?? null).changed;
  }

  #isThere(step: Step, direction: Direction): boolean {
    return this.#parts.session.history[direction].some(({ id }) => id === step.id);
  }

  #ask(question: StepQuestion | null): void {
    const before = this.#question;
    this.#question = question;
    this.#parts.asked(question);
    if (before === null && question !== null)
      this.#stopWatching = this.#parts.session.onChange(() => this.#lookAgain());
    if (question === null) this.#stopWatching();
    // Not waited for: the person may answer without the names.
    else if (before?.changed !== question.changed) void this.#nameAuthors(question);
  }

  /** What is asked about is what the cells hold now, also when others write while the question is open. */
  #lookAgain(): void {
    const question = this.#question;
    if (question === null) return;
    const changed = this.#changedCells(question.step, question.direction);
    if (isSameChange(changed, question.changed)) return;
    // Nothing stands in the way any more of what the person wanted.
    if (changed.length === 0) void this.answer({ ...question, changed }, 'keep');
    else this.#ask({ ...question, changed, authors: null });
  }

  async #nameAuthors(question: StepQuestion): Promise<void> {
    const authors = await this.#parts.authorsOf(question.changed.map(({ key }) => key));
    const now = this.#question;
    if (now !== null && now.changed === question.changed) this.#ask({ ...now, authors });
  }
}

/** Rows that could not be brought back: nothing can be written there. */
function rowsAway(turned: TurnedCommands['turned']): ReadonlySet<RowId | undefined> {
  return new Set(
    [...turned].flatMap(([{ turn }, next]) =>
      next === null && turn.type === 'row.restore' ? [turn.rowId] : [],
    ),
  );
}

/** Brought back by the step itself: the plan may not have heard of it yet. */
function rowsBack(turned: TurnedCommands['turned']): ReadonlySet<RowId> {
  return new Set(
    [...turned].flatMap(([{ turn }, next]) =>
      next !== null && turn.type === 'row.restore' ? [turn.rowId] : [],
    ),
  );
}

/** Why a cell cannot be written now, but for rows that are archived: those may come back. */
function lockOf(
  key: CellKey,
  { content, rights }: Pick<PlanSession, 'content' | 'rights'>,
): CellRefusal | null {
  const place = splitCellKey(key);
  const row = place === null ? undefined : content.rows.get(place.rowId);
  if (place === null || row === undefined || rights === null) return null;
  const phase = content.plan?.phase ?? 'draft';
  const group = columnGroupOf(place.columnId);
  const refusal = cellRefusal(rights, { phase, row, fiche: ficheOf(row, content.rows), group });
  return refusal === 'archived' ? null : refusal;
}

function isArchived(key: CellKey, { rows }: DocumentContent, back: ReadonlySet<RowId>): boolean {
  const place = splitCellKey(key);
  const row = place === null ? undefined : rows.get(place.rowId);
  const fiche = row === undefined || row.kind === 'fiche' ? undefined : rows.get(row.ficheId);
  return [row, fiche].some((one) => one?.archived === true && !back.has(one.id));
}
