// One suite for the port, run on both implementations.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type CellKey,
  cellKey,
  columnId,
  type GestureId,
  type PlanId,
  type RowId,
  type UserId,
} from '../contract/ids.ts';
import { clearDeviceCopies } from './device-copies.ts';
import { databaseName, openIndexedDbStore } from './indexed-db-store.ts';
import { conflictEntry, type Intent } from './intent.ts';
import { type ConfirmedState, type IntentStore, MemoryIntentStore } from './intent-store.ts';
import type { Step } from './step.ts';

const key: CellKey = cellKey('aaaaaaaaaa' as RowId, columnId('p104'));
const name = databaseName('user' as UserId, 'plan' as PlanId);

function intent(id: string, tab: string): Intent {
  return {
    id,
    tab,
    gestureId: id as GestureId,
    gesture: 'typing',
    at: 1,
    sequence: 1,
    cells: [{ key, value: '12', seen: null }],
    sent: { leaseId: 'lease', frame: 3 },
    refusals: 0,
  };
}

function step(id: string, tab: string): Step {
  const cells = [{ key, before: null, after: '12' }];
  return { id, tab, name: 'typing', at: 1, sequence: 1, cells, commands: [], isUndone: false };
}

const conflict = { gestureId: 'g' as GestureId, key, mine: 1, seen: null, theirs: 2, at: 5 };
const confirmed: ConfirmedState = { epoch: 2, at: 7, plan: null, rows: [], cells: [[key, 12.5]] };

afterEach(() => {
  vi.restoreAllMocks();
});

const stores: readonly (readonly [string, () => Promise<IntentStore>])[] = [
  ['in memory', () => Promise.resolve(new MemoryIntentStore())],
  ['in IndexedDB', () => openIndexedDbStore(new IDBFactory(), name, () => undefined)],
];

describe.each(stores)('an intent store %s', (_name, open) => {
  it('gives what a closed tab left to one other tab, once', async () => {
    const store = await open();
    await store.write({
      put: [intent('g1', 'a'), intent('g2', 'b')],
      putTray: [conflictEntry('a', conflict)],
      putSteps: [step('s1', 'a'), step('s2', 'b')],
    });
    expect([...(await store.tabs())].sort()).toEqual(['a', 'b']);
    expect(await store.adopt('a', 'c')).toEqual({
      intents: [intent('g1', 'c')],
      tray: [conflictEntry('c', conflict)],
      steps: [step('s1', 'c')],
    });
    expect(await store.adopt('a', 'd')).toEqual({ intents: [], tray: [], steps: [] });
    expect([...(await store.tabs())].sort()).toEqual(['b', 'c']);
  });

  it('replaces and removes by id', async () => {
    const store = await open();
    await store.write({
      put: [intent('g1', 'a'), intent('g2', 'a')],
      putTray: [conflictEntry('a', conflict)],
    });
    await store.write({ put: [{ ...intent('g1', 'a'), sent: null }], remove: ['g2'] });
    await store.write({ removeTray: [conflictEntry('a', conflict).id] });
    expect(await store.adopt('a', 'a')).toEqual({
      intents: [{ ...intent('g1', 'a'), sent: null }],
      tray: [],
      steps: [],
    });
  });

  it('keeps one copy of the confirmed state, and forgets it when told', async () => {
    const store = await open();
    expect(await store.readConfirmed()).toBeNull();
    await store.writeConfirmed(confirmed);
    expect(await store.readConfirmed()).toEqual(confirmed);
    await store.writeConfirmed(null);
    expect(await store.readConfirmed()).toBeNull();
  });
});

describe('the database of a device', () => {
  it('outlives the page, and belongs to one user and plan', async () => {
    const factory = new IDBFactory();
    const first = await openIndexedDbStore(factory, name, () => undefined);
    void first.write({ put: [intent('g1', 'a')] });
    first.close();
    const other = await openIndexedDbStore(
      factory,
      databaseName('other' as UserId, 'plan' as PlanId),
      () => undefined,
    );
    expect(await other.tabs()).toEqual([]);
    const again = await openIndexedDbStore(factory, name, () => undefined);
    expect(await again.tabs()).toEqual(['a']);
  });

  it('goes when its user signs out, also while a tab has it open; that tab is told', async () => {
    const factory = new IDBFactory();
    let isLost = false;
    const open = await openIndexedDbStore(factory, name, () => {
      isLost = true;
    });
    await open.write({ put: [intent('g1', 'a')] });
    const others = await openIndexedDbStore(
      factory,
      databaseName('other' as UserId, 'plan' as PlanId),
      () => undefined,
    );
    await others.write({ put: [intent('g1', 'a')] });
    await clearDeviceCopies(factory, 'user' as UserId);
    expect(isLost).toBe(true);
    await expect(open.tabs()).rejects.toThrow();
    expect(await others.tabs()).toEqual(['a']);
    const fresh = await openIndexedDbStore(factory, name, () => undefined);
    expect(await fresh.tabs()).toEqual([]);
  });

  it('OF8 a full disk is told of each writing, which then leaves things as they were', async () => {
    const store = await openIndexedDbStore(new IDBFactory(), name, () => undefined);
    await store.write({ put: [intent('g1', 'a')] });
    await store.writeConfirmed(confirmed);
    fillDisk();
    await expect(store.write({ put: [intent('g2', 'b')], remove: ['g1'] })).rejects.toThrow();
    await expect(store.writeConfirmed({ ...confirmed, at: 8 })).rejects.toThrow();
    vi.restoreAllMocks();
    expect(await store.tabs()).toEqual(['a']);
    expect(await store.readConfirmed()).toEqual(confirmed);
  });
});

/** As browsers tell it: each request succeeds, and the transaction is given up when it is to be written. */
function fillDisk(): void {
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    const request = put.call(this, value, key);
    request.addEventListener('success', () => this.transaction.abort());
    return request;
  });
}
