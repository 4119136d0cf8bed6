// The API's export follows every commit and is computed once between two of them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { failure, success } from '../src/lib/contract/errors.ts';
import type { PlanStore } from './store/ports.ts';
import { StoreFixture } from '../tests/helpers/store-fixture.ts';
import { exportLog, PlanExports } from './plan-export.ts';

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

it('HT8 an export is computed again only when the plan has changed on disk', async () => {
  const { store, loads } = countingLoads(fixture.store.planStore);
  const exports = new PlanExports(store, (log) => Promise.resolve(exportLog(log, 'on')));
  const first = await exports.read(fixture.planId);
  expect(await exports.read(fixture.planId)).toBe(first);
  expect(loads()).toBe(1);

  fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '123456'));
  const second = await exports.read(fixture.planId);
  expect(loads()).toBe(2);
  expect(JSON.stringify(second)).toContain('123456');
  expect(JSON.stringify(first)).not.toContain('123456');
});

it('HT8 two who ask at once wait for one computation; one that failed is made again', async () => {
  const { store, loads } = countingLoads(fixture.store.planStore);
  const answers = [failure('internal'), success('{}')];
  const exports = new PlanExports(store, () => Promise.resolve(answers.shift() ?? failure('internal')));
  const [one, other] = await Promise.all([exports.read(fixture.planId), exports.read(fixture.planId)]);
  expect([one, other]).toEqual([failure('internal'), failure('internal')]);
  expect(loads()).toBe(1);
  expect(await exports.read(fixture.planId)).toEqual(success('{}'));
  expect(await exports.read('another' as typeof fixture.planId)).toEqual(failure('not_found'));
});
