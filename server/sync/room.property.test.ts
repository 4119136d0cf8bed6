// Random people on one room with every delivery in the test's hands: messages wait in both directions, connections drop,
// commits fail. Whatever happens, all documents and the disk end up the same and every edit is in the history once.
import * as decoding from 'lib0/decoding';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { ErrorCode } from '../../src/lib/contract/errors.ts';
import type { GestureId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import { applyCells, type CellWrite } from '../../src/lib/document/apply.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import { decodeAck, encodeFrame, encodeSync, syncStep1, syncUpdate } from '../../src/lib/protocol/codec.ts';
import { cell, actorOf, createPlanFixture, type PlanFixture } from '../../tests/helpers/plan-fixture.ts';
import { coordinatorRights } from '../../tests/helpers/rights.ts';
import type { PlanStore } from '../store/ports.ts';
import { productionLimits } from './compaction.ts';
import { Peer } from './peer.ts';
import { PlanDocument } from './plan-document.ts';
import { Room } from './room.ts';

const runs = Number(process.env['TRAME_FUZZ_RUNS'] ?? 30);
const healEveryMs = 1_000;

interface Intent {
  readonly gestureId: GestureId;
  /** One transaction; a cell may be written more than once. */
  readonly writes: readonly CellWrite[];
}

/** One person's tab through all its connections. */
class Tab {
  readonly #world: World;
  /** Edits not yet known to be on disk, oldest first. */
  intents: Intent[] = [];
  doc = new Y.Doc();
  #peer: Peer | null = null;
  #leaseId: Peer['lease']['id'] | null = null;
  /** The intents of this lease's frames 1, 2, 3… */
  #frames: Intent[] = [];
  #toServer: Uint8Array[][] = [];
  #toClient: Uint8Array[] = [];
  #isSynced = false;

  constructor(world: World) {
    this.#world = world;
  }

  get isSettled(): boolean {
    return this.#peer !== null && this.#isSynced && this.intents.length === 0 && this.#toClient.length === 0;
  }

  /** The connection is gone with everything that was on its way; a new one takes up what is not on disk. */
  reconnect(): void {
    const { room, fixture } = this.#world;
    this.#peer?.disconnected();
    const previous = this.#leaseId === null ? null : room.retire(this.#leaseId, fixture.coordinator.id);
    for (const intent of this.#frames.slice(0, previous ?? 0)) this.#settle(intent);
    const lease = fixture.store.planStore.grantLease(fixture.planId, fixture.coordinator.id);
    this.#leaseId = lease.id;
    this.#frames = [];
    this.#toServer = [];
    this.#toClient = [];
    this.#isSynced = false;
    this.doc = new Y.Doc();
    this.doc.clientID = lease.clientId;
    const toClient = this.#toClient;
    const peer: Peer = new Peer({
      transport: {
        bufferedBytes: 0,
        send: (message) => toClient.push(message),
        close: () => {
          if (this.#peer === peer) this.#peer = null;
        },
        pauseFor: () => undefined,
      },
      room,
      lease,
      user: fixture.coordinator,
      rights: coordinatorRights,
      observer: { ...silentObserver, frameRefused: (code) => this.#world.refusals.add(code) },
      now: () => Date.now(),
    });
    this.#peer = peer;
    expect(room.join(peer)).toBe(true);
    this.#toServer.push([encodeSync(syncStep1, Y.encodeStateVector(this.doc))]);
  }

  edit(writes: readonly CellWrite[]): void {
    const intent = { gestureId: this.#world.nextGesture(), writes };
    this.intents.push(intent);
    if (this.#isSynced) this.#apply(intent);
  }

  /** The next unit goes from the tab to the server. */
  send(): void {
    const messages = this.#toServer.shift();
    for (const message of messages ?? []) this.#peer?.receive(message);
  }

  /** The next message arrives at the tab. */
  receive(): void {
    const message = this.#toClient.shift();
    if (message === undefined) return;
    const decoder = decoding.createDecoder(message);
    switch (decoding.readVarUint(decoder)) {
      case 0: {
        const kind = decoding.readVarUint(decoder);
        Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder), 'server');
        if (kind === 1) {
          this.#isSynced = true;
          for (const intent of this.intents) this.#apply(intent);
        }
        return;
      }
      case 101: {
        const ack = decodeAck(decoder);
        if (!ack.ok || this.#leaseId === null) throw new Error('an ack that cannot be read');
        const { frame } = ack.value;
        // I1, I8: at the moment of the ack it is on disk.
        expect(this.#world.fixture.store.planStore.lease(this.#leaseId)?.lastFrame).toBeGreaterThanOrEqual(
          frame,
        );
        this.#settle(this.#frames[frame - 1]);
        return;
      }
      default:
        return;
    }
  }

  /** Connected again if need be, and everything on its way delivered. */
  drain(): void {
    if (this.#peer === null) this.reconnect();
    while (this.#toServer.length > 0 && this.#peer !== null) this.send();
    while (this.#toClient.length > 0) this.receive();
  }

  #apply(intent: Intent): void {
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array): void => void updates.push(update);
    this.doc.on('update', collect);
    applyCells(this.doc, intent.writes, 'local');
    this.doc.off('update', collect);
    // An edit that changes nothing is a frame of its own all the same: its gesture is settled like any other.
    this.#frames.push(intent);
    const frame = encodeFrame({
      frame: this.#frames.length,
      gestureId: intent.gestureId,
      gesture: 'typing',
      heldMs: 0,
    });
    this.#toServer.push([...updates.map((update) => encodeSync(syncUpdate, update)), frame]);
  }

  #settle(intent: Intent | undefined): void {
    this.intents = this.intents.filter((one) => one !== intent);
  }
}

class World {
  readonly fixture: PlanFixture;
  readonly room: Room;
  readonly tabs: Tab[];
  isDiskFull = false;
  readonly refusals = new Set<ErrorCode>();
  edits = 0;

  constructor(fixture: PlanFixture) {
    this.fixture = fixture;
    const { planStore } = fixture.store;
    const store: PlanStore = {
      load: (planId) => planStore.load(planId),
      commit: (commit) => {
        if (this.isDiskFull) throw new Error('disk full');
        return planStore.commit(commit);
      },
      fold: (planId) => planStore.fold(planId),
      grantLease: (planId, userId) => planStore.grantLease(planId, userId),
      lease: (leaseId) => planStore.lease(leaseId),
      retireLease: (leaseId) => planStore.retireLease(leaseId),
      pruneLeases: (planId, inUse) => planStore.pruneLeases(planId, inUse),
      logEnd: (planId) => planStore.logEnd(planId),
      startEpoch: (planId, end, next, bytes) => planStore.startEpoch(planId, end, next, bytes),
      forgetOldEpochs: (planId) => planStore.forgetOldEpochs(planId),
      newRowId: () => planStore.newRowId(),
    };
    const loaded = PlanDocument.load(store, fixture.planId);
    if (!loaded.ok) throw new Error(loaded.code);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    this.room = new Room(fixture.planId, loaded.value, {
      store,
      log,
      observer: silentObserver,
      now: () => Date.now(),
      healEveryMs,
      snapshotEvery: 7,
      compaction: productionLimits,
      onIdle: () => undefined,
    });
    this.tabs = Array.from({ length: 3 }, () => new Tab(this));
    for (const tab of this.tabs) tab.reconnect();
  }

  nextGesture(): GestureId {
    return `g${++this.edits}` as GestureId;
  }

  settle(): void {
    this.isDiskFull = false;
    for (let round = 0; round < 100 && !this.tabs.every((tab) => tab.isSettled); round++) {
      for (const tab of this.tabs) tab.drain();
      vi.advanceTimersByTime(healEveryMs);
    }
  }
}

const silentObserver = {
  frameRefused: () => undefined,
  committed: () => undefined,
  commitFailed: () => undefined,
  compacted: () => undefined,
  received: () => undefined,
  sent: () => undefined,
};

type Step = (world: World) => void;

function stepFrom(who: number, what: number, where: number): Step {
  return (world) => {
    const tab = world.tabs[who % world.tabs.length];
    if (tab === undefined) return;
    const { fiches, indicators } = world.fixture;
    const keys = [
      cell(fiches[0], 'p104'),
      cell(fiches[0], 'autres'),
      cell(fiches[1], 'p104'),
      cell(indicators[0], 'target'),
    ];
    const writes = Array.from({ length: 1 + (where % 3) }, (_, i): CellWrite => {
      const key = keys[(where + i * (what % 3)) % keys.length] ?? cell(fiches[0], 'p104');
      return { key, value: (where + i) % 5 === 0 ? null : `${who}/${where}/${world.edits}/${i}` };
    });
    if (what < 30) tab.edit(writes);
    else if (what < 60) tab.send();
    else if (what < 85) tab.receive();
    else if (what < 93) vi.advanceTimersByTime(where % 25);
    else if (what < 96) tab.reconnect();
    else if (what < 98) world.isDiskFull = !world.isDiskFull;
    else {
      const command = { type: 'row.rename', rowId: fiches[1].id, label: `Nom ${where}` } as const;
      void world.room.runCommand(actorOf(world.fixture), command);
    }
  };
}

const steps = fc.array(
  fc
    .tuple(fc.nat({ max: 2 }), fc.nat({ max: 99 }), fc.nat({ max: 99 }))
    .map(([who, what, where]) => ({ who, what, where })),
  { minLength: 20, maxLength: 250, size: 'max' },
);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('any order of edits, deliveries, drops and failures', () => {
  it(
    'I1 I3 I9 PR20 all documents and the disk end up the same, each edit is in the history once',
    () => {
      fc.assert(
        fc.property(steps, (script) => {
          const fixture = createPlanFixture();
          try {
            const world = new World(fixture);
            for (const { who, what, where } of script) stepFrom(who, what, where)(world);
            world.settle();
            expect(world.tabs.map((tab) => tab.intents)).toEqual([[], [], []]);
            // Honest frames are refused only while the plan cannot be written.
            world.refusals.delete('plan_read_only');
            expect([...world.refusals]).toEqual([]);

            const loaded = PlanDocument.load(fixture.store.planStore, fixture.planId);
            if (!loaded.ok) throw new Error(loaded.code);
            const onDisk = readDocument(loaded.value.doc);
            for (const tab of world.tabs) expect(readDocument(tab.doc)).toEqual(onDisk);
            expect(readDocument(world.room.doc)).toEqual(onDisk);
            const audit = fixture.store.audit
              .ofPlan(fixture.planId)
              .map(({ gestureId, key }) => `${gestureId} ${key}`);
            expect(new Set(audit).size).toBe(audit.length);
            // The history read forward gives the cells: what each write that was kept left behind.
            const cells = new Map<string, Scalar>();
            for (const { key, after, kept } of fixture.store.audit.ofPlan(fixture.planId)) {
              if (!kept) continue;
              if (after === null) cells.delete(key);
              else cells.set(key, after);
            }
            expect(cells).toEqual(onDisk.cells);
            world.room.close(1012, 'test');
          } finally {
            fixture.dispose();
          }
        }),
        { numRuns: runs },
      );
    },
    60_000 + runs * 2_000,
  );
});
