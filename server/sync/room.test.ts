// The room alone, on a real store, with peers that are lists of what they were told.
import * as decoding from 'lib0/decoding';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { GestureId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import { applyCells } from '../../src/lib/document/apply.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import { cell, actorOf, createPlanFixture, type PlanFixture } from '../../tests/helpers/plan-fixture.ts';
import { coordinatorRights } from '../../tests/helpers/rights.ts';
import type { Commit, PlanStore } from '../store/ports.ts';
import { productionLimits } from './compaction.ts';
import { PlanDocument } from './plan-document.ts';
import type { RoomPeer } from './room-peer.ts';
import { Room } from './room.ts';

let fixture: PlanFixture;
let room: Room;
/** Everything that happened, in order. */
let events: string[];
let failWith: Error | null;
let lastCommit: Commit | null;

const messageNames: Readonly<Record<number, string>> = {
  0: 'sync',
  1: 'presence',
  101: 'ack',
  103: 'read-only',
  105: 'rights',
};

class ListeningPeer implements RoomPeer {
  readonly lease;
  readonly user;
  readonly rights = coordinatorRights;
  readonly name: string;
  readonly doc = new Y.Doc();
  readonly updates: Uint8Array[] = [];
  isLive = true;
  #frame = 0;

  constructor(name: string) {
    this.name = name;
    this.user = fixture.coordinator;
    this.lease = fixture.store.planStore.grantLease(fixture.planId, this.user.id);
    this.doc.clientID = this.lease.clientId;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'local') this.updates.push(update);
    });
    if (!room.join(this)) throw new Error('not joined');
  }

  send(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    const type = decoding.readVarUint(decoder);
    let name = messageNames[type] ?? `type ${type}`;
    if (type === 0) {
      const kind = decoding.readVarUint(decoder);
      Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder), 'server');
      name = kind === 1 ? 'step2' : 'update';
    }
    if (type === 103) name = `read-only ${decoding.readUint8(decoder)}`;
    events.push(`${name} to ${this.name}`);
  }

  close(code: number): void {
    events.push(`close ${code} ${this.name}`);
    room.leave(this);
  }

  sync(): this {
    room.answerSync(this);
    return this;
  }

  write(key: string, value: Scalar | null, heldMs = 0) {
    applyCells(this.doc, [{ key: key as never, value }], 'local');
    const frame = ++this.#frame;
    return room.submit(
      this,
      { frame, gestureId: `g${frame}` as GestureId, gesture: 'typing', heldMs },
      this.updates.splice(0),
    );
  }
}

function watched(store: PlanStore): PlanStore {
  return {
    load: (planId) => store.load(planId),
    commit: (commit) => {
      if (failWith !== null) {
        events.push('commit failed');
        throw failWith;
      }
      const seq = store.commit(commit);
      lastCommit = commit;
      events.push('commit');
      return seq;
    },
    fold: (planId) => store.fold(planId),
    grantLease: (planId, userId) => store.grantLease(planId, userId),
    lease: (leaseId) => store.lease(leaseId),
    retireLease: (leaseId) => store.retireLease(leaseId),
    pruneLeases: (planId, inUse) => store.pruneLeases(planId, inUse),
    logEnd: (planId) => store.logEnd(planId),
    startEpoch: (planId, end, next, bytes) => store.startEpoch(planId, end, next, bytes),
    forgetOldEpochs: (planId) => store.forgetOldEpochs(planId),
    newRowId: () => store.newRowId(),
  };
}

function openRoom(snapshotEvery = 1_000): Room {
  const store = watched(fixture.store.planStore);
  const loaded = PlanDocument.load(store, fixture.planId);
  if (!loaded.ok) throw new Error(loaded.code);
  const silent = {
    info: () => undefined,
    warn: () => undefined,
    error: (_: object, text: string) => events.push(`log: ${text}`),
  };
  return new Room(fixture.planId, loaded.value, {
    store,
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
    snapshotEvery,
    compaction: productionLimits,
    onIdle: () => undefined,
  });
}

function contentOnDisk() {
  const loaded = PlanDocument.load(fixture.store.planStore, fixture.planId);
  if (!loaded.ok) throw new Error(loaded.code);
  return readDocument(loaded.value.doc);
}

beforeEach(() => {
  vi.useFakeTimers();
  fixture = createPlanFixture();
  events = [];
  failWith = null;
  lastCommit = null;
  room = openRoom();
});

afterEach(() => {
  room.close(1012, 'test');
  fixture.dispose();
  vi.useRealTimers();
});

describe('I1 nothing leaves before the commit', () => {
  it('I1 PR4 one edit: commit, then the update to the others, then the ack', () => {
    const [author, other] = [new ListeningPeer('author').sync(), new ListeningPeer('other').sync()];
    events.length = 0;
    expect(author.write(cell(fixture.fiches[0], 'p104'), '1')).toBeNull();
    expect(events).toEqual([]);
    vi.runAllTicks();
    vi.advanceTimersByTime(1);
    expect(events).toEqual(['commit', 'update to other', 'ack to author']);
    expect(readDocument(other.doc)).toEqual(readDocument(author.doc));
  });

  it('I1 PR3 who joins while an edit waits gets the document after its commit', () => {
    const author = new ListeningPeer('author').sync();
    events.length = 0;
    author.write(cell(fixture.fiches[0], 'p104'), '1');
    const joining = new ListeningPeer('joining');
    joining.isLive = false;
    joining.sync();
    expect(events).toEqual(['commit', 'ack to author', 'rights to joining', 'step2 to joining']);
    expect(readDocument(joining.doc).cells.get(cell(fixture.fiches[0], 'p104'))).toBe('1');
  });
});

describe('PR14 edits that come together are one transaction', () => {
  it('PR14 edits of one round of input are one transaction and one update', () => {
    const [one, two] = [new ListeningPeer('one').sync(), new ListeningPeer('two').sync()];
    one.write(cell(fixture.fiches[0], 'p104'), '1');
    vi.advanceTimersByTime(0);
    events.length = 0;
    one.write(cell(fixture.fiches[0], 'p104'), '2');
    two.write(cell(fixture.fiches[1], 'p104'), '3');
    one.write(cell(fixture.fiches[0], 'autres'), '4');
    vi.advanceTimersByTime(0);
    expect(events).toEqual([
      'commit',
      'update to one',
      'update to two',
      'ack to one',
      'ack to two',
      'ack to one',
    ]);
    expect(lastCommit?.leaseFrames).toEqual([
      { leaseId: one.lease.id, frame: 3 },
      { leaseId: two.lease.id, frame: 1 },
    ]);
    expect(lastCommit?.audit.map(({ after }) => after)).toEqual(['2', '3', '4']);
    expect(readDocument(one.doc)).toEqual(readDocument(two.doc));
  });
});

describe('HI10 what waited on its device', () => {
  it.each([
    ['a minute', 60_000, 60_000],
    ['a day', 86_400_000, 86_400_000],
    ['less than a minute', 59_999, null],
    ['more than a year: a clock that was wrong', 367 * 86_400_000, null],
  ])('HI10 is dated when it was made too: %s', (_, heldMs, told) => {
    const one = new ListeningPeer('one').sync();
    one.write(cell(fixture.fiches[0], 'p104'), '1', heldMs);
    vi.advanceTimersByTime(1);
    const entry = lastCommit?.audit[0];
    expect(entry?.madeAt).toBe(told === null ? null : (entry?.at ?? 0) - told);
  });
});

describe('PR15 a commit that fails', () => {
  it('PR15 acknowledges nothing, sends its authors away, tells the others, and heals when the disk does', async () => {
    const [author, other] = [new ListeningPeer('author').sync(), new ListeningPeer('other').sync()];
    const before = contentOnDisk();
    events.length = 0;
    failWith = new Error('disk full');
    author.write(cell(fixture.fiches[0], 'p104'), '1');
    vi.advanceTimersByTime(10);
    expect(events).toEqual([
      'commit failed',
      'log: commit failed: the plan is read-only',
      'close 4409 author',
      'read-only 1 to other',
    ]);
    expect(readDocument(room.doc)).toEqual(before);
    expect(other.write(cell(fixture.fiches[0], 'p104'), '2')).toMatchObject({ code: 'plan_read_only' });
    expect(
      await room.runCommand(
        { ...other.user, role: 'coordinator' },
        { type: 'fiche.add', axis: 1, title: 'x' },
      ),
    ).toEqual({
      ok: false,
      code: 'plan_read_only',
    });
    const late = new ListeningPeer('late').sync();
    // Before the document, so that it is not answered with edits that could only be refused.
    expect(events.slice(-3)).toEqual(['read-only 1 to late', 'rights to late', 'step2 to late']);

    failWith = null;
    vi.advanceTimersByTime(1_000);
    expect(events.slice(-2)).toEqual(['read-only 0 to other', 'read-only 0 to late']);
    expect(late.write(cell(fixture.fiches[0], 'p104'), '3')).toBeNull();
    vi.advanceTimersByTime(10);
    expect(events.at(-1)).toBe('ack to late');
    expect(contentOnDisk().cells.get(cell(fixture.fiches[0], 'p104'))).toBe('3');
  });

  it('PR15 a command that could not be written is answered so and leaves no trace', async () => {
    const before = contentOnDisk();
    const answer = room.runCommand(actorOf(fixture), { type: 'fiche.add', axis: 1, title: 'x' });
    failWith = new Error('disk full');
    vi.advanceTimersByTime(10);
    expect(await answer).toEqual({ ok: false, code: 'plan_read_only' });
    failWith = null;
    expect(contentOnDisk()).toEqual(before);
    expect(readDocument(room.doc)).toEqual(before);
  });
});

describe('CM1 a command that changes nothing', () => {
  it('CM1 I1 is answered only once what it rests on is on disk', async () => {
    const ficheId = fixture.fiches[0].id;
    const archived = room.runCommand(actorOf(fixture), { type: 'row.archive', rowId: ficheId });
    failWith = new Error('disk full');
    const again = room.runCommand(actorOf(fixture), { type: 'row.archive', rowId: ficheId });
    expect(await again).toEqual({ ok: false, code: 'plan_read_only' });
    expect(await archived).toEqual({ ok: false, code: 'plan_read_only' });
    failWith = null;
  });
});

describe('PR16 the oracle', () => {
  it('PR16 an update that does more than its check said is refused, and the document is that of the disk again', () => {
    const author = new ListeningPeer('author').sync();
    author.write(cell(fixture.fiches[0], 'p104'), 'good');
    const strange = new ListeningPeer('strange').sync();
    events.length = 0;
    // The document in memory is made to differ from what the check reads: as if the check had a hole.
    room.doc.on('beforeTransaction', (transaction) => {
      if (transaction.origin === strange) room.doc.getMap('rows').set('intruder', 1);
    });
    expect(strange.write(cell(fixture.fiches[1], 'p104'), 'x')).toMatchObject({ code: 'oracle' });
    expect(events).toContainEqual(expect.stringContaining('ALARM'));
    expect(readDocument(room.doc)).toEqual(contentOnDisk());
    expect(contentOnDisk().cells.get(cell(fixture.fiches[0], 'p104'))).toBe('good');
    expect(contentOnDisk().cells.has(cell(fixture.fiches[1], 'p104'))).toBe(false);
  });

  it('PR16 a document in doubt is not snapshotted, even when the log has grown enough', () => {
    room.close(1012, 'test');
    room = openRoom(1);
    const author = new ListeningPeer('author').sync();
    const strange = new ListeningPeer('strange').sync();
    // Waits for its commit when the alarm comes.
    author.write(cell(fixture.fiches[0], 'p104'), 'good');
    room.doc.on('beforeTransaction', (transaction) => {
      if (transaction.origin === strange) room.doc.getMap('rows').set('intruder', 1);
    });
    expect(strange.write(cell(fixture.fiches[1], 'p104'), 'x')).toMatchObject({ code: 'oracle' });
    const onDisk = contentOnDisk();
    expect(onDisk.cells.get(cell(fixture.fiches[0], 'p104'))).toBe('good');
    expect(onDisk.cells.has(cell(fixture.fiches[1], 'p104'))).toBe(false);
    expect([...onDisk.rows.keys()]).not.toContain('intruder');
    expect(readDocument(room.doc)).toEqual(onDisk);
  });
});

describe('I3 log and snapshot', () => {
  it('I3 what was folded into snapshots on the way is what the log says', () => {
    room.close(1012, 'test');
    room = openRoom(3);
    const author = new ListeningPeer('author').sync();
    for (let i = 0; i < 20; i++) {
      author.write(cell(fixture.fiches[i % 2 === 0 ? 0 : 1], 'p104'), i % 5 === 4 ? null : `${i}`);
      vi.advanceTimersByTime(20);
    }
    const loaded = fixture.store.planStore.load(fixture.planId);
    if (!loaded.ok) throw new Error(loaded.code);
    expect(loaded.value.snapshotSeq).toBe(18);
    expect(loaded.value.updates).toHaveLength(2);
    expect(contentOnDisk()).toEqual(readDocument(author.doc));
  });

  it('ST31 a plan that is put away with a long log is one snapshot, and opens as it was', () => {
    for (const updates of [99, 1]) {
      const author = new ListeningPeer('author').sync();
      for (let i = 0; i < updates; i++) {
        author.write(cell(fixture.fiches[0], 'p104'), `${updates} ${i}`);
        vi.advanceTimersByTime(20);
      }
      room.putAway();
      const loaded = fixture.store.planStore.load(fixture.planId);
      if (!loaded.ok) throw new Error(loaded.code);
      expect(loaded.value.updates).toHaveLength(updates === 99 ? 99 : 0);
      expect(contentOnDisk()).toEqual(readDocument(author.doc));
      room = openRoom();
    }
  });
});
