import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { StoreFixture } from '../tests/helpers/store-fixture.ts';
import { failure, success } from '../src/lib/contract/errors.ts';
import { ExportEngine } from './export-engine.ts';
import { exportLog } from './plan-export.ts';
import type { LoadedPlan } from './store/ports.ts';

const log = pino({ level: 'silent' });
let fixture: StoreFixture;
let plan: LoadedPlan;
let engine: ExportEngine | null = null;

beforeEach(() => {
  fixture = new StoreFixture();
  const loaded = fixture.store.planStore.load(fixture.planId);
  if (!loaded.ok) throw new Error(loaded.code);
  plan = loaded.value;
});
afterEach(async () => {
  await engine?.stop();
  fixture.dispose();
});

/** A thread that runs this for each question, `question` and `answer` at hand. */
function threadOf(code: string): () => Worker {
  return () =>
    new Worker(
      `const { parentPort } = require('node:worker_threads');
       const answer = (value) => parentPort.postMessage({ ok: true, value });
       parentPort.on('message', (question) => { ${code} });`,
      { eval: true },
    );
}

describe('exports in a thread of their own', () => {
  it('FO70 give what is computed here', async () => {
    engine = new ExportEngine({ log });
    expect(await engine.compute(plan)).toEqual(exportLog(plan, 'on'));
    expect(await engine.compute(plan)).toEqual(exportLog(plan, 'on'));
  });

  it('FO71 a plan whose formulas never end is computed without them, and this thread goes on meanwhile', async () => {
    engine = new ExportEngine({
      log,
      timeLimitMs: 200,
      startThread: threadOf(`if (question.formulas === 'on') for (;;); answer(question.formulas);`),
    });
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 5);
    const answer = await engine.compute(plan);
    clearInterval(counting);
    expect(answer).toEqual(success('off'));
    expect(turns).toBeGreaterThan(3);
    expect(await engine.compute(plan)).toEqual(success('off'));
  });

  it('FO71 one that does not end without formulas either is refused, and the next is computed', async () => {
    engine = new ExportEngine({
      log,
      timeLimitMs: 100,
      startThread: threadOf(
        `if (question.log.snapshotSeq === ${plan.snapshotSeq}) for (;;); answer('next');`,
      ),
    });
    const [first, second] = await Promise.all([
      engine.compute(plan),
      engine.compute({ ...plan, snapshotSeq: plan.snapshotSeq + 1 }),
    ]);
    expect(first).toEqual(failure('internal'));
    expect(second).toEqual(success('next'));
  });

  it('FO72 a thread that breaks down answers nobody wrongly, and is replaced', async () => {
    const threads: Worker[] = [];
    const start = threadOf(`if (question.formulas === 'on') throw new Error('broken');`);
    engine = new ExportEngine({
      log,
      startThread: () => {
        const thread = threads.length === 0 ? start() : threadOf(`answer('well');`)();
        threads.push(thread);
        return thread;
      },
    });
    expect(await engine.compute(plan)).toEqual(failure('internal'));
    expect(await engine.compute(plan)).toEqual(success('well'));
    expect(threads).toHaveLength(2);
  });

  it('FO72 stopping ends what is under way', async () => {
    engine = new ExportEngine({ log, startThread: threadOf('for (;;);') });
    const under = engine.compute(plan);
    // The question has gone to the thread with the next turn.
    await Promise.resolve();
    await engine.stop();
    expect(await under).toEqual(failure('internal'));
    expect(await engine.compute(plan)).toEqual(failure('internal'));
  });
});
