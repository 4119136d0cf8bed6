import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../../tests/helpers/apply-patch.ts';
import { cellOf, exampleContent } from '../../../tests/helpers/example-content.ts';
import type { DerivedPatch, DerivedPlan } from '../calc/derived-plan.ts';
import { PlanEngine } from '../calc/plan-engine.ts';
import type { CellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import type { CellChange } from '../document/observe.ts';
import type { DocumentContent } from '../document/read.ts';
import { answerWith, CalcConversation, type CalcQuestion, type Engine } from './calc-conversation.ts';

/** Both ends in one process; the test says when scheduled tasks run and when the worker answers. */
class Talk {
  readonly questions: CalcQuestion[] = [];
  readonly patches: DerivedPatch[] = [];
  readonly errors: string[] = [];
  plan: DerivedPlan | null = null;
  readonly #tasks: (() => void)[] = [];
  readonly #answer: ReturnType<typeof answerWith>;
  readonly conversation: CalcConversation;

  constructor(engine: Engine = new PlanEngine()) {
    this.#answer = answerWith(engine);
    this.conversation = new CalcConversation({
      // A worker gets a copy of the message as it was when it was posted.
      post: (question) => this.questions.push(structuredClone(question)),
      onPatch: (patch) => {
        this.patches.push(patch);
        this.plan = applyPatch(this.plan, patch);
      },
      onError: (error) => this.errors.push(error.message),
      schedule: (task) => this.#tasks.push(task),
    });
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
    const talk = new Talk({
      load: (content) => engine.load(content),
      update: (changes) => {
        if (!isSound) throw new Error('out of memory');
        return engine.update(changes);
      },
    });
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
