// Formulas on random plans, whatever is done to values, formulas and rows: after each step the engine gives what a fresh build of
// the same content gives (FO60), and what a formula means does not depend on where rows stand (FO63).
// TRAME_FORMULA_SCHEDULES makes it long; a failure names the seed of its schedule and its steps.
import { expect, test } from 'vitest';
import { applyPatch } from '../../../tests/helpers/apply-patch.ts';
import { FormulaSchedule, type ScheduleStep } from '../../../tests/helpers/formula-schedules.ts';
import { RandomSource } from '../../../tests/helpers/random-source.ts';
import type { FormulaResult } from '../contract/derived.ts';
import type { CellKey } from '../contract/ids.ts';
import type { DocumentContent } from '../document/read.ts';
import type { DerivedPlan } from './derived-plan.ts';
import { PlanEngine } from './plan-engine.ts';

const schedules = Number(process.env['TRAME_FORMULA_SCHEDULES'] ?? 2_000);
/** An engine is begun anew after each step to compare with: a few milliseconds each. */
const stepsOfSchedule = 3;

/** The same text for the same plan, whatever order it was built in. */
function written(plan: DerivedPlan): string {
  const sorted = <Value>(entries: Iterable<readonly [string | number, Value]>): unknown[] =>
    [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return JSON.stringify({
    formulas: sorted(plan.formulas),
    rows: sorted(plan.rows),
    overall: sorted(Object.entries(plan.overall)),
    axes: sorted(plan.axes).map((entry) => entry),
    envelope: plan.envelope,
  });
}

function fresh(content: DocumentContent): DerivedPlan {
  const engine = new PlanEngine();
  try {
    return engine.load(content);
  } finally {
    engine.destroy();
  }
}

function told(step: ScheduleStep): string {
  return step.type === 'rows'
    ? step.what
    : step.writes.map(({ key, value }) => `${key} ${String(value)}`).join(', ');
}

test(`FO60 after each step of ${schedules} schedules the engine gives what a fresh build gives`, () => {
  for (let seed = 1; seed <= schedules; seed += 1) {
    const schedule = new FormulaSchedule(seed);
    const engine = new PlanEngine();
    let plan = engine.load(schedule.content);
    const steps: string[] = [];
    for (let step = 0; step < stepsOfSchedule; step += 1) {
      const before = schedule.content;
      const next = schedule.next();
      steps.push(told(next));
      plan =
        next.type === 'rows'
          ? engine.load(schedule.content)
          : applyPatch(
              plan,
              engine.update(
                next.writes.map(({ key, value }) => ({
                  key,
                  before: before.cells.get(key) ?? null,
                  after: value,
                })),
              ),
            );
      // Written out only where they differ: comparing texts is quick.
      if (written(plan) !== written(fresh(schedule.content)))
        expect(plan, `seed ${seed}: ${steps.join(' | ')}`).toEqual(fresh(schedule.content));
    }
    engine.destroy();
  }
}, 3_600_000);

function sortedFormulas(content: DocumentContent): [CellKey, FormulaResult][] {
  return [...fresh(content).formulas].sort(([a], [b]) => (a < b ? -1 : 1));
}

test('FO63 rows that move, change axis or are shown in another order change no figure', () => {
  let compared = 0;
  for (let seed = 1; seed <= Math.min(schedules, 200); seed += 1) {
    const { content } = new FormulaSchedule(seed, { columns: false });
    const random = new RandomSource(seed);
    const moved = new Map(
      [...content.rows].reverse().map(([id, row]) => [
        id,
        {
          ...row,
          position: random.below(9),
          ...(row.kind === 'fiche' ? { axis: 1 + random.below(3) } : {}),
        },
      ]),
    );
    const before = sortedFormulas(content);
    const after = sortedFormulas({ ...content, rows: moved });
    compared += before.length;
    expect(after, `seed ${seed}`).toEqual(before);
  }
  expect(compared).toBeGreaterThan(200);
}, 120_000);
