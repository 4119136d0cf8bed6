// What signing out asks of the device: how much would be lost. (That it clears is asserted in intent-store.test.ts.)
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import type { GestureId, PlanId, UserId } from '../contract/ids.ts';
import { countWaitingGestures } from './device-copies.ts';
import { databaseName, openIndexedDbStore } from './indexed-db-store.ts';
import type { Intent } from './intent.ts';

const me = 'me' as UserId;

function intent(id: string): Intent {
  return {
    id,
    tab: 'tab',
    gestureId: id as GestureId,
    gesture: 'typing',
    at: 1,
    sequence: 1,
    cells: [],
    sent: null,
    refusals: 0,
  };
}

async function store(factory: IDBFactory, user: UserId, plan: string) {
  return openIndexedDbStore(factory, databaseName(user, plan as PlanId), () => undefined);
}

it('counts the waiting gestures of one user over all plans, and nobody else’s', async () => {
  const factory = new IDBFactory();
  await (await store(factory, me, 'one')).write({ put: [intent('a'), intent('b')] });
  await (await store(factory, me, 'two')).write({ put: [intent('c')] });
  await (await store(factory, 'other' as UserId, 'one')).write({ put: [intent('d')] });
  expect(await countWaitingGestures(factory, me)).toBe(3);
  expect(await countWaitingGestures(factory, 'nobody' as UserId)).toBe(0);
});

it('makes no empty copy of one that was deleted since it was listed', async () => {
  const factory = new IDBFactory();
  const name = databaseName(me, 'gone' as PlanId);
  factory.databases = () => Promise.resolve([{ name, version: 1 }]);
  expect(await countWaitingGestures(factory, me)).toBe(0);
  const fresh = await store(factory, me, 'gone');
  expect(await fresh.tabs()).toEqual([]);
});
