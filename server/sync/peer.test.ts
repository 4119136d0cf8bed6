// The limits of one connection, with a transport that only notes what it was told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { GestureId } from '../../src/lib/contract/ids.ts';
import { applyCells } from '../../src/lib/document/apply.ts';
import { encodeFrame, encodeSync, syncStep1, syncUpdate } from '../../src/lib/protocol/codec.ts';
import { cell, createPlanFixture, type PlanFixture } from '../../tests/helpers/plan-fixture.ts';
import { coordinatorRights } from '../../tests/helpers/rights.ts';
import { productionLimits } from './compaction.ts';
import { Peer } from './peer.ts';
import { Registry } from './registry.ts';
import { TokenBucket } from './token-bucket.ts';

const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
const silentObserver = {
  frameRefused: () => undefined,
  committed: () => undefined,
  commitFailed: () => undefined,
  compacted: () => undefined,
  received: () => undefined,
  sent: () => undefined,
};

let fixture: PlanFixture;
let registry: Registry;
let now: number;

beforeEach(() => {
  fixture = createPlanFixture();
  now = 1_000_000;
  registry = new Registry({
    store: fixture.store.planStore,
    log: silentLog,
    observer: silentObserver,
    now: () => now,
    healEveryMs: 1_000,
    snapshotEvery: 1_000,
    compaction: productionLimits,
    idleMs: 60_000,
  });
});
afterEach(() => {
  registry.closeAll();
  fixture.dispose();
});

function connect() {
  const room = registry.open(fixture.planId);
  if (!room.ok) throw new Error(room.code);
  const heard = { pausesMs: [] as number[], closed: null as number | null, bufferedBytes: 0 };
  const peer = new Peer({
    transport: {
      get bufferedBytes() {
        return heard.bufferedBytes;
      },
      send: () => undefined,
      close: (code) => (heard.closed = code),
      pauseFor: (milliseconds) => heard.pausesMs.push(milliseconds),
    },
    room: room.value,
    lease: fixture.store.planStore.grantLease(fixture.planId, fixture.coordinator.id),
    user: fixture.coordinator,
    rights: coordinatorRights,
    observer: silentObserver,
    now: () => now,
  });
  room.value.join(peer);
  peer.receive(encodeSync(syncStep1, Y.encodeStateVector(new Y.Doc())));
  const doc = new Y.Doc();
  doc.clientID = peer.lease.clientId;
  const writeText = (text: string): Uint8Array => {
    const before = Y.encodeStateVector(doc);
    applyCells(doc, [{ key: cell(fixture.fiches[0], 'p104'), value: text }], 'local');
    return encodeSync(syncUpdate, Y.encodeStateAsUpdate(doc, before));
  };
  return { peer, heard, author: { writeText } };
}

/** An update that nothing is wrong with but its size. */
function updateOf(bytes: number): Uint8Array {
  return encodeSync(syncUpdate, new Uint8Array(bytes));
}

describe('PR3 the document is given once', () => {
  it('PR3 a second sync step 1 on one socket ends it with 4429', () => {
    const { peer, heard } = connect();
    peer.receive(encodeSync(syncStep1, Y.encodeStateVector(new Y.Doc())));
    expect(heard.closed).toBe(4429);
  });
});

describe('PR13 the rate of a person at work', () => {
  it('PR13 typing, cursors and a burst are not slowed down', () => {
    const { peer, heard } = connect();
    const query = Uint8Array.of(3);
    for (let i = 0; i < 500; i++) peer.receive(query);
    for (let second = 0; second < 60; second++) {
      now += 1_000;
      for (let i = 0; i < 100; i++) peer.receive(query);
    }
    expect(heard).toMatchObject({ pausesMs: [], closed: null });
  });

  it('PR13 more than that is read more slowly, and nothing is refused', () => {
    const { peer, heard } = connect();
    for (let i = 0; i < 750; i++) peer.receive(Uint8Array.of(3));
    expect(heard.closed).toBeNull();
    expect(heard.pausesMs.at(-1)).toBeGreaterThan(900);
    expect(heard.pausesMs.at(-1)).toBeLessThan(1_100);
  });

  it('PR13 pastes have a rate of their own: eight at once, then one in two seconds', () => {
    const { peer, heard, author } = connect();
    for (let frame = 1; frame <= 9; frame++) {
      expect(heard).toMatchObject({ pausesMs: [], closed: null });
      for (let i = 0; i < 17; i++) peer.receive(author.writeText(`${frame}/${i}${'x'.repeat(3_980)}`));
      peer.receive(encodeFrame({ frame, gestureId: `g${frame}` as GestureId, gesture: 'paste', heldMs: 0 }));
    }
    expect(heard).toMatchObject({ pausesMs: [2_000], closed: null });
  });

  it('PR13 a debt of more than a minute ends the connection with 4429', () => {
    const { peer, heard } = connect();
    for (let i = 0; i < 20_000 && heard.closed === null; i++) peer.receive(Uint8Array.of(3));
    expect(heard.closed).toBe(4429);
    expect(Math.max(...heard.pausesMs)).toBeLessThanOrEqual(60_000);
  });

  it('PR13 who reads too slowly is sent away to come back', () => {
    const { peer, heard } = connect();
    heard.bufferedBytes = 17 * 1024 * 1024;
    peer.send(Uint8Array.of(104));
    expect(heard.closed).toBe(1013);
  });

  it('PR13 a frame of more than 2 000 updates is too large', () => {
    const { peer, heard } = connect();
    for (let i = 0; i < 2_001 && heard.closed === null; i++) {
      now += 1_000;
      peer.receive(updateOf(2));
    }
    expect(heard.closed).toBe(4409);
  });
});

describe('PR13 the token bucket', () => {
  it('PR13 gives a burst, then its rate, and says how long a debt takes', () => {
    const bucket = new TokenBucket(10, 2, 0);
    expect(bucket.take(10, 0)).toBe(0);
    expect(bucket.take(1, 0)).toBe(500);
    expect(bucket.take(1, 1_000)).toBe(0);
    expect(bucket.take(10, 1_000_000)).toBe(0);
    expect(bucket.take(1, 1_000_000)).toBe(500);
  });

  it('PR13 a clock that goes back takes nothing away', () => {
    const bucket = new TokenBucket(10, 2, 1_000);
    expect(bucket.take(10, 0)).toBe(0);
  });
});
