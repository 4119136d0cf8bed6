// What a device's storage that fails means for the session; what it keeps is tried in intent-store.test.ts.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, expect, it, vi } from 'vitest';
import { ManualClock } from '../../../tests/helpers/manual-clock.ts';
import type { PlanId, UserId } from '../contract/ids.ts';
import { DeviceStorage } from './device-storage.ts';
import type { TabRegistry } from './tab-registry.ts';

const target = { planId: 'plan' as PlanId, userId: 'user' as UserId };
const copy = { epoch: 1, at: 7, plan: null, rows: [], cells: [] };
const alone: TabRegistry = {
  announce: () => Promise.resolve(() => undefined),
  isOpen: () => Promise.resolve(false),
  whenGone: () => new Promise(() => undefined),
};

afterEach(() => {
  vi.restoreAllMocks();
});

function full(): never {
  throw new DOMException('full', 'QuotaExceededError');
}

it('OF8 a disk without room for the copy of the plan is said, and the copy before stays', async () => {
  let lost = 0;
  const storage = new DeviceStorage(
    target,
    'tab',
    { indexedDb: new IDBFactory(), tabs: alone, clock: new ManualClock() },
    { onLost: () => (lost += 1), onAdopted: () => undefined },
  );
  await storage.open();
  storage.writeCopy(copy);
  expect(await storage.readCopy()).toEqual(copy);
  expect(lost).toBe(0);
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full);
  storage.writeCopy({ ...copy, at: 8 });
  await vi.waitFor(() => expect(lost).toBe(1));
  expect(await storage.readCopy()).toEqual(copy);
});
