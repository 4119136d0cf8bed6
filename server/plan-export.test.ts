// The API's export follows every commit and is computed once between two of them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PlanStore } from './store/ports.ts';
import { StoreFixture } from '../tests/helpers/store-fixture.ts';
import { PlanExports } from './plan-export.ts';

let fixture: StoreFixture;

beforeEach(() => {
  fixture = new StoreFixture();
});
afterEach(() => {
  fixture.dispose();
});

function countingLoads(store: PlanStore): { store: Pick<PlanStore, 'load' | 'logEnd'>; loads: () => number } {
  let loads = 0;
  return {
    loads: () => loads,
    store: {
      load: (planId) => {
        loads += 1;
        return store.load(planId);
      },
      logEnd: (planId) => store.logEnd(planId),
    },
  };
}

it('HT8 an export is computed again only when the plan has changed on disk', () => {
  const { store, loads } = countingLoads(fixture.store.planStore);
  const exports = new PlanExports(store);
  const first = exports.read(fixture.planId);
  expect(exports.read(fixture.planId)).toBe(first);
  expect(loads()).toBe(1);

  fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '123456'));
  const second = exports.read(fixture.planId);
  expect(loads()).toBe(2);
  expect(JSON.stringify(second)).toContain('123456');
  expect(JSON.stringify(first)).not.toContain('123456');
});
