// Steps are taken in a plan of two rows: cells in a map, rows with a server that answers when the test says.
import { describe, expect, it } from 'vitest';
import type { Command, CommandOutcome } from '../contract/commands.ts';
import { type ErrorCode, failure, type Result, success } from '../contract/errors.ts';
import { type CellKey, cellKey, columnId, type RowId } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { Rights } from '../contract/permissions.ts';
import type { Row } from '../contract/rows.ts';
import { GestureLog } from '../sync/gesture-log.ts';
import { Listeners } from '../sync/listeners.ts';
import type { SessionChange } from '../sync/session.ts';
import { answerStep, type Step, type StepCommand } from '../sync/step.ts';
import type { CellAuthor } from './cell-authors.ts';
import type { CommandLock } from './command-lock.ts';
import { type StepOutcome, type StepQuestion, StepTaker, type StepTakerParts } from './step-taker.ts';

const row = 'aaaaaaaaaa' as RowId;
const otherRow = 'bbbbbbbbbb' as RowId;
const a = cellKey(row, columnId('p104'));
const b = cellKey(otherRow, columnId('p104'));
const added: StepCommand = {
  type: 'indicator.add',
  label: 'ajouté',
  turn: { type: 'row.archive', rowId: row },
};
const archived: StepCommand = {
  type: 'row.archive',
  label: 'archivé',
  turn: { type: 'row.restore', rowId: row },
};

/** A promise and the way to keep it. */
function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

class Plan {
  rights: Rights | null = null;
  readonly cells = new Map<CellKey, Scalar>();
  /** Writes and commands, in the order in which they came. */
  readonly done: string[] = [];
  readonly said: (StepOutcome['problem'] | 'nothing' | 'done')[] = [];
  readonly log = new GestureLog(() => undefined);
  readonly #changes = new Listeners<SessionChange>();
  readonly asked: (readonly CellKey[])[] = [];
  /** What the server says to the next commands; none: it does them. */
  refusals: (ErrorCode | null)[] = [];
  /** Set: the server answers commands only then. */
  slow: Promise<void> | null = null;
  readonly #firstSlow = gate();
  /** A command came while the server was slow. */
  readonly commandCame = this.#firstSlow.opened;
  lock: CommandLock | null = null;
  readonly rows = new Map<RowId, Row>();
  question: StepQuestion | null = null;
  authorsOf: StepTakerParts['authorsOf'] = () => Promise.resolve(new Map());
  readonly taker: StepTaker;

  constructor() {
    const { log, cells, rows } = this;
    const rightsNow = (): Rights | null => this.rights;
    const present = (key: CellKey): Scalar | null => cells.get(key) ?? null;
    this.taker = new StepTaker({
      session: {
        content: { plan: null, rows, cells },
        get rights() {
          return rightsNow();
        },
        get history() {
          return { undo: log.undoable, redo: log.redoable };
        },
        writeStep: (step, direction, answer) => {
          const { writes, ...parts } = answerStep(step, direction, answer, present);
          for (const { key, value, seen } of writes) {
            if (seen !== present(key)) throw new Error('a write over what its author had not seen');
            this.#put(key, value);
            this.done.push(`${key === a ? 'a' : 'b'}=${String(value)}`);
          }
          return parts;
        },
        stepTaken: (step, direction, rest) => log.turned(step, direction, rest),
        onChange: (listener) => this.#changes.add(listener),
      },
      run: (command) => this.#run(command),
      authorsOf: (keys) => {
        this.asked.push(keys);
        return this.authorsOf(keys);
      },
      commandLock: () => this.lock,
      say: ({ step, problem }) => this.said.push(problem ?? (step === null ? 'nothing' : 'done')),
      asked: (question) => (this.question = question),
    });
  }

  /** A gesture of one's own. */
  step(
    id: string,
    values: readonly (readonly [CellKey, Scalar | null, Scalar | null])[],
    commands: readonly StepCommand[] = [],
  ): Step {
    const cells = values.map(([key, before, after]) => ({ key, before, after }));
    for (const { key, after } of cells) this.#put(key, after);
    const at = this.log.undoable.length;
    const step: Step = {
      id,
      tab: 't',
      name: 'paste',
      at,
      sequence: at,
      cells,
      commands,
      isUndone: false,
    };
    this.log.add(step);
    return step;
  }

  /** By somebody else. */
  write(...values: readonly (readonly [CellKey, Scalar | null])[]): void {
    for (const [key, value] of values) this.#put(key, value);
    this.#changes.emit({ cells: [], rowsChanged: false, planChanged: false, local: false });
  }

  answer(choice: 'keep' | 'restore' | 'cancel', shown = this.question): Promise<void> {
    if (shown === null) throw new Error('nothing is asked');
    return this.taker.answer(shown, choice);
  }

  get history(): { undo: readonly string[]; redo: readonly string[] } {
    return {
      undo: this.log.undoable.map(({ id }) => id),
      redo: this.log.redoable.map(({ id }) => id),
    };
  }

  get shown(): unknown {
    return this.question?.changed.map(({ present, next }) => [present, next]) ?? null;
  }

  #put(key: CellKey, value: Scalar | null): void {
    if (value === null) this.cells.delete(key);
    else this.cells.set(key, value);
  }

  async #run(command: Command): Promise<Result<CommandOutcome>> {
    if (this.slow !== null) {
      this.#firstSlow.open();
      await this.slow;
    }
    const code = this.refusals.shift() ?? null;
    if (code !== null) return failure(code);
    if (command.type !== 'row.archive' && command.type !== 'row.restore') throw new Error(command.type);
    this.done.push(command.type);
    const type = command.type === 'row.archive' ? 'row.restore' : 'row.archive';
    return success({ rowId: command.rowId, inverse: { type, rowId: command.rowId } });
  }
}

describe('GR118 the question about what somebody has changed since', () => {
  it('GR118 puts back only what was shown: what changed after that is asked about anew (I7, I9)', async () => {
    const plan = new Plan();
    plan.step('s', [
      [a, null, '1'],
      [b, null, '2'],
    ]);
    plan.write([a, '20']);
    await plan.taker.take('undo', null);
    const shown = plan.question;
    expect(plan.shown).toEqual([['20', null]]);
    plan.write([a, '30'], [b, '99']);
    await plan.answer('restore', shown);
    expect(plan.done).toEqual([]);
    expect(Object.fromEntries(plan.cells)).toEqual({ [a]: '30', [b]: '99' });
    expect(plan.shown).toEqual([
      ['30', null],
      ['99', null],
    ]);
    await plan.answer('restore');
    expect([plan.done, plan.question, plan.history]).toEqual([
      ['a=null', 'b=null'],
      null,
      { undo: [], redo: ['s'] },
    ]);
  });

  it('GR118 an answer to half of what is changed now does nothing either', async () => {
    const plan = new Plan();
    plan.step('s', [
      [a, null, '1'],
      [b, null, '2'],
    ]);
    plan.write([a, '20']);
    await plan.taker.take('undo', null);
    const shown = plan.question;
    plan.write([b, '99']);
    await plan.answer('restore', shown);
    expect(plan.done).toEqual([]);
    expect(plan.shown).toEqual([
      ['20', null],
      ['99', null],
    ]);
  });

  it('GR158 shows what the cells hold while it is open, and by whom', async () => {
    const plan = new Plan();
    const author = (name: string): CellAuthor => ({ key: a, name, at: 1, isYou: false });
    plan.authorsOf = () => Promise.resolve(new Map([[a, author(String(plan.cells.get(a)))]]));
    plan.step('s', [[a, null, '1']]);
    plan.write([a, '20']);
    await plan.taker.take('undo', null);
    await Promise.resolve();
    expect(plan.question?.authors?.get(a)?.name).toBe('20');
    plan.write([a, '30']);
    expect([plan.shown, plan.question?.authors]).toEqual([[['30', null]], null]);
    await Promise.resolve();
    expect(plan.question?.authors?.get(a)?.name).toBe('30');
    // What changes elsewhere asks the server nothing.
    plan.write([b, '5']);
    expect(plan.asked.length).toBe(2);
  });

  it('GR158 takes the step when nothing is left to ask about', async () => {
    const plan = new Plan();
    plan.step('s', [[a, null, '1']]);
    plan.write([a, '20']);
    await plan.taker.take('undo', null);
    plan.write([a, '1']);
    await plan.taker.takeBack('none');
    expect([plan.question, plan.done, plan.history.redo]).toEqual([null, ['a=null'], ['s']]);
  });

  it('GR158 waits for no names, and is answered once', async () => {
    const plan = new Plan();
    plan.authorsOf = () => new Promise(() => undefined);
    plan.step('r', [], [archived]);
    plan.step('s', [[a, null, '1']]);
    plan.write([a, '20']);
    await plan.taker.take('undo', null);
    const shown = plan.question;
    await Promise.all([plan.answer('keep', shown), plan.answer('restore', shown)]);
    await plan.taker.take('undo', null);
    expect([plan.done, plan.cells.get(a), plan.history.undo]).toEqual([['row.restore'], '20', []]);
  });

  it('GR158 a key pressed while the answered step is on its way takes the next one', async () => {
    const plan = new Plan();
    plan.step('first', [[b, null, '5']]);
    plan.step('s', [[a, null, '1']], [added]);
    plan.write([a, '20']);
    await plan.taker.take('undo', null);
    const { opened, open } = gate();
    plan.slow = opened;
    const answered = plan.answer('restore');
    const next = plan.taker.take('undo', null);
    await plan.commandCame;
    expect(plan.question).toBeNull();
    open();
    await Promise.all([answered, next]);
    expect(plan.question).toBeNull();
    expect(plan.done).toEqual(['a=null', 'row.archive', 'b=null']);
    expect(plan.history).toEqual({ undo: [], redo: ['first', 's'] });
  });

  it('GR159 after the answer the steps go on to the one that was chosen', async () => {
    const plan = new Plan();
    plan.step('kept', [[b, null, '1']]);
    const through = plan.step('chosen', [[b, '1', '2']]);
    plan.step('asked', [[a, null, '1']]);
    plan.write([a, '20']);
    await plan.taker.take('undo', through);
    expect(plan.done).toEqual([]);
    await plan.answer('keep');
    expect([plan.done, plan.history.undo]).toEqual([['b=1'], ['kept']]);
  });

  it('GR159 a second click answers no other question', async () => {
    const plan = new Plan();
    const through = plan.step('below', [[b, null, '2']]);
    plan.step('above', [[a, null, '1']]);
    plan.write([a, '20'], [b, '30']);
    await plan.taker.take('undo', through);
    const shown = plan.question;
    await Promise.all([plan.answer('keep', shown), plan.answer('keep', shown)]);
    expect(plan.done).toEqual([]);
    expect([plan.question?.step, plan.shown]).toEqual([through, [['30', null]]]);
  });

  it('GR159 « do nothing » ends them', async () => {
    const plan = new Plan();
    const through = plan.step('chosen', [[b, null, '2']]);
    plan.step('asked', [[a, null, '1']]);
    plan.write([a, '20']);
    await plan.taker.take('undo', through);
    await plan.answer('cancel');
    expect([plan.done, plan.question, plan.history.undo]).toEqual([[], null, ['asked', 'chosen']]);
  });

  it('GR118 what somebody writes while the server is at the rows is asked about too', async () => {
    const plan = new Plan();
    plan.step('s', [[a, null, '1']], [added]);
    await plan.taker.take('undo', null);
    const { opened, open } = gate();
    plan.slow = opened;
    const redone = plan.taker.take('redo', null);
    await plan.commandCame;
    plan.write([a, '77']);
    open();
    await redone;
    expect([plan.cells.get(a), plan.shown]).toEqual(['77', [['77', '1']]]);
    await plan.answer('restore');
    expect([plan.cells.get(a), plan.history]).toEqual(['1', { undo: ['s'], redo: [] }]);
    expect(plan.log.undoable[0]).toMatchObject({
      cells: [{ key: a }],
      commands: [{ type: 'indicator.add' }],
    });
  });
});

describe('GR159 several steps from the list', () => {
  it('GR159 a step that was taken meanwhile takes no other with it', async () => {
    const plan = new Plan();
    plan.step('old', [[b, null, '1']]);
    const through = plan.step('s', [[a, null, '1']], [added]);
    const { opened, open } = gate();
    plan.slow = opened;
    const both = [plan.taker.take('undo', through), plan.taker.take('undo', through)];
    open();
    await Promise.all(both);
    expect(plan.history).toEqual({ undo: ['old'], redo: ['s'] });
  });
});

describe('GR123 acts on rows', () => {
  it('GR123 a row that the step added goes after its cells, and comes back before them', async () => {
    const plan = new Plan();
    plan.step('s', [[a, null, '1']], [added]);
    await plan.taker.take('undo', null);
    await plan.taker.take('redo', null);
    expect(plan.done).toEqual(['a=null', 'row.archive', 'row.restore', 'a=1']);
  });

  it('GR123 a row that the step archived comes back before its cells, and goes after them', async () => {
    const plan = new Plan();
    plan.step('s', [[a, '1', null]], [archived]);
    await plan.taker.take('undo', null);
    await plan.taker.take('redo', null);
    expect(plan.done).toEqual(['row.restore', 'a=1', 'a=null', 'row.archive']);
  });

  it('GR160 an act that no network let through stays, and is done the next time', async () => {
    const plan = new Plan();
    plan.step('s', [], [archived]);
    plan.refusals = ['internal'];
    await plan.taker.take('undo', null);
    expect(plan.history).toEqual({ undo: ['s'], redo: [] });
    expect(plan.said).toEqual([{ type: 'code', code: 'internal' }]);
    await plan.taker.take('undo', null);
    expect([plan.done, plan.history]).toEqual([['row.restore'], { undo: [], redo: ['s'] }]);
  });

  it('GR160 a step that was taken in part goes on where it stopped, and is one again', async () => {
    const plan = new Plan();
    const second: StepCommand = { ...added, turn: { type: 'row.archive', rowId: otherRow } };
    const whole = plan.step('s', [[a, null, '1']], [added, second]);
    plan.refusals = [null, 'plan_read_only'];
    await plan.taker.take('undo', null);
    expect(plan.log.undoable).toMatchObject([{ cells: [], commands: [added] }]);
    expect(plan.log.redoable).toMatchObject([
      { cells: whole.cells, commands: [{ turn: { type: 'row.restore', rowId: otherRow } }] },
    ]);
    await plan.taker.take('undo', null);
    expect(plan.history).toEqual({ undo: [], redo: ['s'] });
    await plan.taker.take('redo', null);
    expect(plan.log.undoable).toEqual([whole]);
  });

  it('GR160 cells wait with the row that could not come back', async () => {
    const plan = new Plan();
    plan.step('s', [[a, null, '1']], [added]);
    await plan.taker.take('undo', null);
    plan.refusals = ['internal'];
    await plan.taker.take('redo', null);
    expect([plan.cells.size, plan.history]).toEqual([0, { undo: [], redo: ['s'] }]);
  });

  it('GR160 an act that can never be done leaves its step with the cells of its row; the others are done', async () => {
    const plan = new Plan();
    const second: StepCommand = { ...added, turn: { type: 'row.archive', rowId: otherRow } };
    plan.step(
      's',
      [
        [a, null, '1'],
        [b, null, '2'],
      ],
      [added, second],
    );
    await plan.taker.take('undo', null);
    plan.done.length = 0;
    plan.refusals = ['row_archived'];
    await plan.taker.take('redo', null);
    expect(plan.done).toEqual(['row.restore', 'b=2']);
    expect(plan.said.at(-1)).toEqual({ type: 'code', code: 'row_archived' });
    expect(plan.log.undoable).toMatchObject([{ cells: [{ key: b }], commands: [{ type: 'indicator.add' }] }]);
    expect(plan.history.redo).toEqual([]);
  });

  it('GR160 without a connection the step is not begun, not even when the question is answered', async () => {
    const plan = new Plan();
    plan.step('s', [[a, null, '1']], [added]);
    plan.write([a, '20']);
    await plan.taker.take('undo', null);
    plan.lock = 'offline';
    await plan.answer('restore');
    expect([plan.done, plan.said, plan.history.undo]).toEqual([
      [],
      [{ type: 'lock', lock: 'offline' }],
      ['s'],
    ]);
  });
});

describe('rows that somebody archived', () => {
  const fiche = (isArchived: boolean): Row => ({
    id: row,
    kind: 'fiche',
    number: 1,
    axis: 1,
    title: 'Une action',
    organisationIds: [],
    position: 0,
    archived: isArchived,
    originRowId: null,
  });

  it('GR162 their cells wait in the step, the others are taken back, and it is said', async () => {
    const plan = new Plan();
    plan.step('s', [
      [a, null, '1'],
      [b, null, '2'],
    ]);
    plan.rows.set(row, fiche(true));
    await plan.taker.take('undo', null);
    expect([plan.cells.get(a), plan.cells.get(b)]).toEqual(['1', undefined]);
    expect(plan.said).toEqual([{ type: 'code', code: 'row_archived' }]);
    expect(plan.log.undoable.map(({ cells }) => cells.map(({ key }) => key))).toEqual([[a]]);
    plan.rows.set(row, fiche(false));
    await plan.taker.take('undo', null);
    expect([plan.cells.get(a), plan.log.undoable.length]).toEqual([undefined, 0]);
  });

  it('GR235 what one may no longer write leaves the step with its reason, and nothing below it is blocked', async () => {
    const plan = new Plan();
    plan.step('below', [[b, null, '0']]);
    plan.step('s', [
      [a, null, '1'],
      [b, '0', '2'],
    ]);
    plan.rows.set(row, fiche(false));
    plan.rights = { role: 'viewer', organisationId: null };
    await plan.taker.take('undo', null);
    expect([plan.cells.get(a), plan.cells.get(b)]).toEqual(['1', '0']);
    expect(plan.said).toEqual([{ type: 'code', code: 'read_only_role' }]);
    expect(plan.log.undoable.map(({ id }) => id)).toEqual(['below']);
  });

  it('GR163 a step waits for the act on rows that is still under way: it would take back what was done before', async () => {
    const plan = new Plan();
    plan.step('s', [[a, null, '1']]);
    const server = gate();
    const act = plan.taker.act(async () => {
      await server.opened;
      plan.step('move', [], [added]);
    });
    const taken = plan.taker.take('undo', null);
    server.open();
    await Promise.all([act, taken]);
    expect([plan.cells.get(a), plan.log.undoable.map(({ id }) => id)]).toEqual(['1', ['s']]);
  });
});
