// The engine against a plain computation that shares nothing with it, on random plans and random edits.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyPatch } from '../../../tests/helpers/apply-patch.ts';
import { computePlainly, type PlainPlan } from '../../../tests/helpers/plain-derived.ts';
import { afterChanges, planAndEdits } from '../../../tests/helpers/random-plans.ts';
import type { DerivedPlan } from './derived-plan.ts';
import { PlanEngine } from './plan-engine.ts';

/** Sums in another order differ in the last digits; the engine gives 14. */
function near(value: number | null): unknown {
  return value === null ? null : expect.closeTo(value, 12 - Math.ceil(Math.log10(Math.abs(value) + 1)));
}

function nearAll<Each extends { value: number | null }>(record: Readonly<Record<string, Each>>): object {
  return Object.fromEntries(
    Object.entries(record).map(([key, each]) => [key, { ...each, value: near(each.value) }]),
  );
}

function expectSame(derived: DerivedPlan, plain: PlainPlan): void {
  const rows = new Map(
    [...derived.rows].map(([id, row]) => [
      id,
      Object.fromEntries(Object.entries(row).map(([key, { value, reason }]) => [key, { value, reason }])),
    ]),
  );
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries([...plain.rows].map(([id, row]) => [id, nearAll(row)])),
  );
  expect(derived.overall).toEqual(nearAll(plain.overall));
  expect(Object.fromEntries(derived.axes)).toEqual(
    Object.fromEntries([...plain.axes].map(([axis, row]) => [axis, nearAll(row)])),
  );
  expect(derived.envelope).toEqual({
    ...plain.envelope,
    planned: near(plain.envelope.planned),
    rest: near(plain.envelope.rest),
  });
}

it('a loaded plan is what the plain computation gives', () => {
  fc.assert(
    fc.property(planAndEdits, ({ content }) => {
      const engine = new PlanEngine();
      expectSame(engine.load(content), computePlainly(content));
      engine.destroy();
    }),
    { numRuns: 60 },
  );
}, 60_000);

it('after any sequence of edits the patches give what a fresh load gives', () => {
  fc.assert(
    fc.property(planAndEdits, ({ content, batches }) => {
      const engine = new PlanEngine();
      let plan = engine.load(content);
      let present = content;
      for (const changes of batches) {
        plan = applyPatch(plan, engine.update(changes));
        present = afterChanges(present, changes);
      }
      expectSame(plan, computePlainly(present));
      // The cells a reason points to and the counts are those of a fresh start as well.
      const fresh = new PlanEngine();
      const reloaded = fresh.load(present);
      for (const [id, row] of reloaded.rows) {
        for (const [key, { cells }] of Object.entries(row))
          expect(plan.rows.get(id)?.[key]?.cells).toEqual(cells);
      }
      engine.destroy();
      fresh.destroy();
    }),
    { numRuns: 60 },
  );
}, 60_000);
