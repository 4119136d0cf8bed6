// The API's export follows every commit and is computed once between two of them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { failure, type Result, success } from '../src/lib/contract/errors.ts';
import type { PlanStore } from './store/ports.ts';
import { StoreFixture } from '../tests/helpers/store-fixture.ts';
import { KeptExports } from './kept-exports.ts';
import { exportLog } from './plan-export.ts';

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

function textOf(result: Result<Uint8Array>): string {
  return result.ok ? new TextDecoder().decode(result.value) : result.code;
}

it('HT8 an export is computed again only when the plan has changed on disk', async () => {
  const { store, loads } = countingLoads(fixture.store.planStore);
  const exports = new KeptExports(store, (log) => Promise.resolve(exportLog(log, 'on')));
  const first = await exports.read(fixture.planId);
  expect(await exports.read(fixture.planId)).toBe(first);
  expect(loads()).toBe(1);

  fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '123456'));
  const second = await exports.read(fixture.planId);
  expect(loads()).toBe(2);
  expect(textOf(second)).toContain('123456');
  expect(textOf(first)).not.toContain('123456');
});

it('HT8 two who ask at once wait for one computation; one that failed is made again', async () => {
  const { store, loads } = countingLoads(fixture.store.planStore);
  const outcomes = [
    () => Promise.resolve(failure('internal')),
    () => Promise.reject(new Error('no thread')),
    () => Promise.resolve(success(new TextEncoder().encode('{}'))),
  ];
  const exports = new KeptExports(
    store,
    () => outcomes.shift()?.() ?? Promise.reject(new Error('asked again')),
  );
  const [one, other] = await Promise.all([exports.read(fixture.planId), exports.read(fixture.planId)]);
  expect([one, other]).toEqual([failure('internal'), failure('internal')]);
  expect(loads()).toBe(1);
  await expect(exports.read(fixture.planId)).rejects.toThrow('no thread');
  expect(textOf(await exports.read(fixture.planId))).toBe('{}');
  expect(textOf(await exports.read(fixture.planId))).toBe('{}');
  expect(await exports.read('another' as typeof fixture.planId)).toEqual(failure('not_found'));
});
