// When plans are loaded and put away.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlanId } from '../../src/lib/contract/ids.ts';
import { actorOf, createPlanFixture, type PlanFixture } from '../../tests/helpers/plan-fixture.ts';
import { coordinatorRights } from '../../tests/helpers/rights.ts';
import { productionLimits } from './compaction.ts';
import { Registry } from './registry.ts';
import type { RoomPeer } from './room-peer.ts';
import type { Room } from './room.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const idleMs = 60_000;

let fixture: PlanFixture;
let registry: Registry;
let loads: number;

beforeEach(() => {
  vi.useFakeTimers();
  fixture = createPlanFixture();
  loads = 0;
  const { planStore } = fixture.store;
  registry = new Registry({
    store: {
      load: (planId) => {
        loads++;
        return planStore.load(planId);
      },
      commit: (commit) => planStore.commit(commit),
      fold: (planId) => planStore.fold(planId),
      grantLease: (planId, userId) => planStore.grantLease(planId, userId),
      lease: (leaseId) => planStore.lease(leaseId),
      retireLease: (leaseId) => planStore.retireLease(leaseId),
      pruneLeases: (planId, inUse) => planStore.pruneLeases(planId, inUse),
      logEnd: (planId) => planStore.logEnd(planId),
      startEpoch: (planId, end, next, bytes) => planStore.startEpoch(planId, end, next, bytes),
      forgetOldEpochs: (planId) => planStore.forgetOldEpochs(planId),
      newRowId: () => planStore.newRowId(),
    },
    log: silent,
    observer: {
      frameRefused: () => undefined,
      committed: () => undefined,
      commitFailed: () => undefined,
      compacted: () => undefined,
      received: () => undefined,
      sent: () => undefined,
    },
    now: () => Date.now(),
    healEveryMs: 1_000,
    snapshotEvery: 1_000,
    compaction: productionLimits,
    idleMs,
  });
});
afterEach(() => {
  registry.closeAll();
  fixture.dispose();
  vi.useRealTimers();
});

function open(): Room {
  const room = registry.open(fixture.planId);
  if (!room.ok) throw new Error(room.code);
  return room.value;
}

function join(room: Room): RoomPeer {
  const peer: RoomPeer = {
    lease: fixture.store.planStore.grantLease(fixture.planId, fixture.coordinator.id),
    user: fixture.coordinator,
    rights: coordinatorRights,
    isLive: true,
    send: () => undefined,
    close: () => room.leave(peer),
  };
  expect(room.join(peer)).toBe(true);
  return peer;
}

describe('open plans', () => {
  it('are loaded once, whoever asks', () => {
    const room = open();
    expect(open()).toBe(room);
    expect([loads, registry.openPlans]).toEqual([1, 1]);
  });

  it('stay while somebody is there, and are put away a while after the last has left', () => {
    const room = open();
    const peer = join(room);
    vi.advanceTimersByTime(10 * idleMs);
    expect(room.isClosed).toBe(false);
    room.leave(peer);
    vi.advanceTimersByTime(idleMs - 1);
    expect(room.isClosed).toBe(false);
    vi.advanceTimersByTime(1);
    expect([room.isClosed, registry.openPlans]).toEqual([true, 0]);
  });

  it('stay when somebody comes back in time', () => {
    const room = open();
    room.leave(join(room));
    vi.advanceTimersByTime(idleMs - 1);
    expect(open()).toBe(room);
    vi.advanceTimersByTime(idleMs - 1);
    expect(room.isClosed).toBe(false);
  });

  it('open again as they were', async () => {
    const answer = open().runCommand(actorOf(fixture), {
      type: 'fiche.add',
      axis: 1,
      title: 'Nouvelle',
    });
    vi.advanceTimersByTime(10);
    expect((await answer).ok).toBe(true);
    vi.advanceTimersByTime(idleMs);
    const again = open();
    expect(loads).toBe(2);
    const other = again.runCommand(actorOf(fixture), {
      type: 'fiche.add',
      axis: 1,
      title: 'Encore',
      number: 4,
    });
    expect(await other).toEqual({ ok: false, code: 'number_taken' });
  });

  it('a plan that does not exist is not found', () => {
    expect(registry.open('nothing' as PlanId)).toEqual({ ok: false, code: 'not_found' });
    expect(registry.openPlans).toBe(0);
  });
});
