import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../tests/helpers/manual-clock.ts';
import { StoreFixture } from '../tests/helpers/store-fixture.ts';
import { failure, type Result } from '../src/lib/contract/errors.ts';
import { ExportEngine } from './export-engine.ts';
import { exportLog, type JsonBytes } from './plan-export.ts';
import type { LoadedPlan } from './store/ports.ts';

let fixture: StoreFixture;
let plan: LoadedPlan;
let clock: ManualClock;
let threads: Worker[];
let logged: string[];
const engines: ExportEngine[] = [];

beforeEach(() => {
  fixture = new StoreFixture();
  const loaded = fixture.store.planStore.load(fixture.planId);
  if (!loaded.ok) throw new Error(loaded.code);
  plan = loaded.value;
  clock = new ManualClock();
  threads = [];
  logged = [];
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop();
  fixture.dispose();
});

/** Each thread runs the code that stands in its place, the last one's further on; without any, the real one runs. */
function engineOf(...codes: readonly string[]): ExportEngine {
  const keep = (_: object, message: string): void => void logged.push(message);
  const log = { info: keep, warn: keep, error: keep };
  let starts = 0;
  const startThread = (): Worker => {
    const code = codes[Math.min(starts, codes.length - 1)] ?? '';
    starts += 1;
    const thread = threadOf(code);
    threads.push(thread);
    return thread;
  };
  const engine = new ExportEngine({
    log,
    after: (delayMs, run) => clock.after(delayMs, run),
    ...(codes.length === 0 ? {} : { startThread }),
  });
  engines.push(engine);
  return engine;
}

/** Runs the code for each `question`; `answer` takes a text. */
function threadOf(code: string): Worker {
  if (code === 'none') throw new Error('no thread can be had');
  return new Worker(
    `const { parentPort } = require('node:worker_threads');
     const answer = (text) => parentPort.postMessage({ ok: true, value: new TextEncoder().encode(text) });
     parentPort.on('message', (question) => { ${code} });`,
    { eval: true },
  );
}

/** Whatever was to follow from what just happened has followed. */
function turnOfEvents(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function textOf(result: Result<JsonBytes>): string {
  return result.ok ? new TextDecoder().decode(result.value) : result.code;
}

const endless = `if (question.formulas === 'on') for (;;); answer('without formulas');`;

describe('exports in a thread of their own', () => {
  it('FO70 give what is computed here, again and again', async () => {
    const engine = engineOf();
    const here = textOf(exportLog(plan, 'on'));
    expect(textOf(await engine.compute(plan))).toBe(here);
    expect(textOf(await engine.compute(plan))).toBe(here);
  });

  it('FO70 stored bytes that give no document are no matter of formulas', async () => {
    const updates = [{ seq: plan.snapshotSeq + 1, bytes: new Uint8Array([1, 2, 3]) }];
    expect(await engineOf().compute({ ...plan, updates })).toEqual(failure('database_damaged'));
    expect(logged).toEqual([]);
  });

  it('FO71 formulas that never end are left out after ten seconds; others are answered meanwhile', async () => {
    const under = engineOf(endless).compute(plan);
    // The first is still under way: no time passes for it.
    expect(textOf(await engineOf().compute(plan))).toBe(textOf(exportLog(plan, 'on')));
    clock.pass(9_999);
    await turnOfEvents();
    expect(threads).toHaveLength(1);
    clock.pass(1);
    expect(textOf(await under)).toBe('without formulas');
    expect(threads).toHaveLength(2);
  });

  it('CM7 a version is computed formulas and all, or not at all', async () => {
    const exact = engineOf(endless).computeExactly(plan);
    await vi.waitUntil(() => threads.length === 1);
    clock.pass(10_000);
    expect(await exact).toEqual(failure('version_not_computed'));
    expect(threads).toHaveLength(1);
    expect(textOf(await engineOf().computeExactly(plan))).toBe(textOf(exportLog(plan, 'on')));
  });

  it('FO71 a plan that does not end without formulas either is refused, and the next one is computed', async () => {
    const engine = engineOf(
      `if (question.log.snapshotSeq === ${plan.snapshotSeq}) for (;;); answer('next');`,
    );
    const first = engine.compute(plan);
    const second = engine.compute({ ...plan, snapshotSeq: plan.snapshotSeq + 1 });
    await vi.waitUntil(() => threads.length === 1);
    clock.pass(10_000);
    await vi.waitUntil(() => threads.length === 2);
    clock.pass(10_000);
    expect(await first).toEqual(failure('internal'));
    expect(textOf(await second)).toBe('next');
  });

  it('FO72 a thread that breaks down is replaced, and the plan computed without formulas', async () => {
    const engine = engineOf(`throw new Error('broken');`, 'answer(question.formulas);');
    expect(textOf(await engine.compute(plan))).toBe('off');
    expect(textOf(await engine.compute(plan))).toBe('on');
    expect(threads).toHaveLength(2);
  });

  it('FO72 one that breaks down without formulas too hangs nobody', async () => {
    const engine = engineOf('process.exit(1);');
    expect(await engine.compute(plan)).toEqual(failure('internal'));
    expect(threads).toHaveLength(2);
  });

  it('FO72 a machine without a thread to give fails its asker, not those who come after', async () => {
    const engine = engineOf('none', `answer('well');`);
    const [first, second] = await Promise.allSettled([engine.compute(plan), engine.compute(plan)]);
    expect(first).toMatchObject({ status: 'rejected', reason: { message: 'no thread can be had' } });
    expect(second).toMatchObject({ status: 'fulfilled', value: { ok: true } });
  });

  it('FO72 stopping ends what is under way, and nothing is begun after it', async () => {
    const engine = engineOf('for (;;);');
    const under = engine.compute(plan);
    await vi.waitUntil(() => threads.length === 1);
    await engine.stop();
    expect(await under).toEqual(failure('internal'));
    expect(await engine.compute(plan)).toEqual(failure('internal'));
    expect(threads).toHaveLength(1);
    expect(threads[0]?.threadId).toBe(-1);
  });
});
