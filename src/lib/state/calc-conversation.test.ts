import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../../tests/helpers/apply-patch.ts';
import { cellOf, exampleContent } from '../../../tests/helpers/example-content.ts';
import type { DerivedPatch, DerivedPlan } from '../calc/derived-plan.ts';
import { PlanEngine } from '../calc/plan-engine.ts';
import type { CellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { CellChange } from '../document/observe.ts';
import type { DocumentContent } from '../document/read.ts';
import { ManualClock } from '../../../tests/helpers/manual-clock.ts';
import {
  answerWith,
  CalcConversation,
  type CalcQuestion,
  type Engine,
  type FormulaSwitch,
} from './calc-conversation.ts';

/** Both ends in one process; the test says when scheduled tasks run and when the worker answers. */
class Talk {
  readonly questions: CalcQuestion[] = [];
  readonly patches: DerivedPatch[] = [];
  readonly errors: string[] = [];
  plan: DerivedPlan | null = null;
  readonly #tasks: (() => void)[] = [];
  readonly #answer: ReturnType<typeof answerWith>;
  readonly conversation: CalcConversation;
  readonly clock = new ManualClock();
  readonly formulas: FormulaSwitch[] = [];
  restarts = 0;

  constructor(makeEngine: (formulas: FormulaSwitch) => Engine = (formulas) => new PlanEngine({ formulas })) {
    this.#answer = answerWith(makeEngine);
    this.conversation = new CalcConversation({
      // A worker gets a copy of the message as it was when it was posted.
      post: (question) => this.questions.push(structuredClone(question)),
      onPatch: (patch) => {
        this.patches.push(patch);
        this.plan = applyPatch(this.plan, patch);
      },
      onError: (error) => this.errors.push(error.message),
      schedule: (task) => this.#tasks.push(task),
      clock: this.clock,
      restart: () => {
        this.restarts += 1;
        this.questions.length = 0;
      },
      onFormulas: (formulas) => this.formulas.push(formulas),
    });
  }

  ready(): void {
    this.conversation.receive({ type: 'ready' });
  }

  runTasks(): void {
    for (const task of this.#tasks.splice(0)) task();
  }

  /** The worker answers the oldest question it has. */
  answerOne(): void {
    const question = this.questions.shift();
    if (question === undefined) throw new Error('nothing was asked');
    this.conversation.receive(structuredClone(this.#answer(question)));
  }

  p104(): number | null | undefined {
    return this.plan?.overall.p104?.value;
  }
}

const metz = exampleContent();
const key = cellOf(metz, 11, 'p104');

function typed(after: Scalar | null, at: CellKey = key): readonly CellChange[] {
  return [{ key: at, before: null, after }];
}

function withCell(after: Scalar): DocumentContent {
  return { ...metz, cells: new Map([...metz.cells, [key, after]]) };
}

describe('the talk with the calculation worker', () => {
  it('a load gives everything, a change what moved', () => {
    const talk = new Talk();
    talk.conversation.load(metz);
    talk.runTasks();
    talk.answerOne();
    talk.conversation.update(typed('23'));
    talk.runTasks();
    talk.answerOne();
    expect(talk.patches.map(({ full }) => full)).toEqual([true, false]);
    expect(talk.p104()).toBe(242_900);
  });

  it('changes of one moment travel together, the last of each cell', () => {
    const talk = new Talk();
    talk.conversation.load(metz);
    talk.runTasks();
    talk.answerOne();
    talk.conversation.update(typed('1'));
    talk.conversation.update(typed('2'));
    talk.conversation.update(typed('9', cellOf(metz, 2, 'hommes')));
    talk.runTasks();
    expect(talk.questions).toMatchObject([{ type: 'update', changes: [{ after: '2' }, { after: '9' }] }]);
  });

  it('what happens while the worker computes waits, merged, and the old value stays meanwhile', () => {
    const talk = new Talk();
    talk.conversation.load(metz);
    talk.runTasks();
    talk.answerOne();
    talk.conversation.update(typed('1'));
    talk.runTasks();
    talk.conversation.update(typed('2'));
    talk.conversation.update(typed('3'));
    talk.runTasks();
    expect([talk.questions.length, talk.p104()]).toEqual([1, 242_877]);
    talk.answerOne();
    expect([talk.questions.length, talk.p104()]).toEqual([1, 242_878]);
    talk.answerOne();
    expect([talk.questions.length, talk.p104()]).toEqual([0, 242_880]);
  });

  it('an answer asked before a newer load is dropped', () => {
    const talk = new Talk();
    talk.conversation.load(metz);
    talk.runTasks();
    talk.conversation.load(withCell('23'));
    talk.answerOne();
    expect(talk.patches).toEqual([]);
    talk.answerOne();
    expect([talk.patches.length, talk.p104()]).toEqual([1, 242_900]);
  });

  it('a load that waits reads the content in its turn, changes included', () => {
    const talk = new Talk();
    const live = new Map(metz.cells);
    talk.conversation.load({ ...metz, cells: live });
    live.set(key, '23');
    talk.conversation.update(typed('23'));
    talk.runTasks();
    talk.answerOne();
    expect([talk.questions.length, talk.p104()]).toEqual([0, 242_900]);
  });

  it('a failure of the engine is told, and a new load starts it again', () => {
    let isSound = false;
    const engine = new PlanEngine();
    const talk = new Talk(() => ({
      load: (content) => engine.load(content),
      update: (changes) => {
        if (!isSound) throw new Error('out of memory');
        return engine.update(changes);
      },
    }));
    talk.conversation.load(metz);
    talk.runTasks();
    talk.answerOne();
    talk.conversation.update(typed('1'));
    talk.runTasks();
    talk.answerOne();
    expect(talk.errors).toEqual(['out of memory']);
    isSound = true;
    // Its state is unknown since: a change alone cannot be trusted.
    talk.conversation.update(typed('2'));
    talk.runTasks();
    talk.answerOne();
    expect(talk.errors).toHaveLength(2);
    talk.conversation.load(withCell('23'));
    talk.runTasks();
    talk.answerOne();
    expect(talk.p104()).toBe(242_900);
  });

  it('a worker that breaks down is told once, and nothing is asked any more', () => {
    const talk = new Talk();
    talk.conversation.load(metz);
    talk.conversation.fail(new Error('no such script'));
    talk.conversation.fail(new Error('again'));
    talk.runTasks();
    expect([talk.errors, talk.questions]).toEqual([['no such script'], []]);
  });
});

describe('a formula that takes too long', () => {
  const formula = cellOf(metz, 2, 'reliquats');
  const withFormula = (): DocumentContent & { readonly cells: Map<CellKey, Scalar> } => ({
    ...metz,
    cells: new Map([...metz.cells, [formula, '={.:p104}*2']]),
  });

  /** The plan is asked for, and the worker runs. */
  function loading(content: DocumentContent): Talk {
    const talk = new Talk();
    talk.ready();
    talk.conversation.load(content);
    talk.runTasks();
    return talk;
  }

  function seconds(talk: Talk, count: number): void {
    for (let second = 0; second < count; second += 1) talk.clock.pass(1_000);
  }

  function changeFormula(talk: Talk, { cells }: { readonly cells: Map<CellKey, Scalar> }): void {
    cells.set(formula, '={.:p104}*3');
    talk.conversation.update([{ key: formula, before: '={.:p104}*2', after: '={.:p104}*3' }]);
    talk.runTasks();
  }

  it('FO73 ends the worker after eight seconds, and the plan is loaded without formulas', () => {
    const talk = loading(withFormula());
    seconds(talk, 7);
    expect(talk.restarts).toBe(0);
    seconds(talk, 1);
    expect([talk.restarts, talk.formulas]).toEqual([1, ['off']]);
    expect(talk.questions).toMatchObject([{ type: 'load', formulas: 'off' }]);
    talk.answerOne();
    expect(talk.plan?.formulas.get(formula)?.problem?.code).toBe('too_costly');
    expect(talk.p104()).toBe(242_877);
    expect([talk.errors, talk.questions]).toEqual([[], []]);
  });

  it('FO73 a machine that slept is given its time again, and an answer ends the waiting', () => {
    const talk = loading(withFormula());
    talk.clock.pass(3_600_000);
    expect(talk.restarts).toBe(0);
    talk.answerOne();
    seconds(talk, 20);
    expect(talk.restarts).toBe(0);
  });

  it('FO73 the time that the worker itself takes to come over a slow line is not counted, the first or another', () => {
    const talk = new Talk();
    talk.conversation.load(withFormula());
    talk.runTasks();
    seconds(talk, 60);
    expect(talk.restarts).toBe(0);
    talk.ready();
    seconds(talk, 8);
    expect(talk.restarts).toBe(1);
    seconds(talk, 60);
    expect(talk.errors).toEqual([]);
    talk.ready();
    talk.answerOne();
    expect(talk.p104()).toBe(242_877);
  });

  it('FO73 what does not end without formulas either is told, and the next load taken up by another worker', () => {
    const talk = loading(withFormula());
    seconds(talk, 8);
    talk.ready();
    seconds(talk, 8);
    expect([talk.errors.length, talk.restarts, talk.questions]).toEqual([1, 2, []]);
    talk.ready();
    seconds(talk, 20);
    talk.conversation.load(withFormula());
    talk.runTasks();
    talk.answerOne();
    expect([talk.errors.length, talk.restarts, talk.p104()]).toEqual([1, 2, 242_877]);
  });

  it('FO74 they are tried again when a formula is changed, not when a figure is or rows come and go', () => {
    const content = withFormula();
    const talk = loading(content);
    seconds(talk, 8);
    talk.answerOne();
    talk.conversation.update(typed('1'));
    talk.runTasks();
    expect(talk.questions).toMatchObject([{ type: 'update' }]);
    talk.answerOne();
    talk.conversation.load(content);
    talk.runTasks();
    expect(talk.questions).toMatchObject([{ type: 'load', formulas: 'off' }]);
    talk.answerOne();
    expect(talk.formulas).toEqual(['off']);
    changeFormula(talk, content);
    expect(talk.questions).toMatchObject([{ type: 'load', formulas: 'on' }]);
    talk.answerOne();
    expect(talk.formulas).toEqual(['off', 'on']);
    expect(talk.plan?.formulas.get(formula)?.value).toBe(137_400);
  });

  it('FO74 a formula that is changed while the costly one runs is tried once the totals are there', () => {
    const content = withFormula();
    const talk = loading(content);
    seconds(talk, 5);
    changeFormula(talk, content);
    seconds(talk, 3);
    expect(talk.questions).toMatchObject([{ type: 'load', formulas: 'off' }]);
    talk.answerOne();
    expect(talk.p104()).toBe(242_877);
    // The person is told that they count again when they do, not when they are tried.
    expect(talk.formulas).toEqual(['off']);
    expect(talk.questions).toMatchObject([{ type: 'load', formulas: 'on' }]);
    talk.answerOne();
    expect(talk.formulas).toEqual(['off', 'on']);
    expect(talk.questions).toEqual([]);
  });

  it('FO74 one that is still too costly is stopped again, and the person hears of it once', () => {
    const content = withFormula();
    const talk = loading(content);
    seconds(talk, 8);
    talk.ready();
    // While the plan without formulas is under way.
    changeFormula(talk, content);
    expect(talk.questions).toMatchObject([{ formulas: 'off' }]);
    talk.answerOne();
    seconds(talk, 8);
    expect([talk.restarts, talk.formulas]).toEqual([2, ['off']]);
    talk.answerOne();
    expect([talk.p104(), talk.questions]).toEqual([242_877, []]);
  });
});
