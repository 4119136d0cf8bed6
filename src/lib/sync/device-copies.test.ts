// What signing out asks of the device: how much would be lost, and that it never stands in the way. (That it clears is
// asserted in intent-store.test.ts.)
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import type { GestureId, PlanId, UserId } from '../contract/ids.ts';
import { ManualClock } from '../../../tests/helpers/manual-clock.ts';
import { countWaitingGestures, leaveDevice } from './device-copies.ts';
import { readDevice, writeDevice } from './signed-in-person.ts';
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

it('signing out goes on when the storage refuses, does not answer, or is held by another tab', async () => {
  const refusing = new IDBFactory();
  refusing.databases = () => Promise.reject(new Error('refused'));
  expect(await leaveDevice(refusing, me)).toBe('kept');
  expect(await countWaitingGestures(refusing, me)).toBe(0);

  const silent = new IDBFactory();
  silent.databases = () => new Promise(() => undefined);
  const clock = new ManualClock();
  const left = leaveDevice(silent, me, clock);
  const counted = countWaitingGestures(silent, me, clock);
  clock.pass(3_000);
  expect(await left).toBe('kept');
  expect(await counted).toBe(0);

  const held = new IDBFactory();
  const name = databaseName(me, 'held' as PlanId);
  await new Promise((resolve) => {
    // Opened as no session does: it does not close when somebody wants the database gone.
    held.open(name, 1).onsuccess = resolve;
  });
  expect(await leaveDevice(held, me)).toBe('cleared');
});

it('OF3 signing out: this device knows nobody any more', async () => {
  const factory = new IDBFactory();
  await writeDevice(factory, { person: { id: me, name: 'Me', email: 'me@v.example', isAdmin: false } });
  expect((await readDevice(factory)).person).toMatchObject({ id: me });
  await leaveDevice(factory, me);
  expect((await readDevice(factory)).person).toBeNull();
});
