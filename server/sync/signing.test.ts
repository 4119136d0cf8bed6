// Signing a plan: what it takes over, what it freezes, what is kept of it, and what happens when it cannot be written.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GestureId, OrganisationId } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import { applyCells } from '../../src/lib/document/apply.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import { encodeReadOnly } from '../../src/lib/protocol/codec.ts';
import { actorOf, cell, createPlanFixture, type PlanFixture } from '../../tests/helpers/plan-fixture.ts';
import { coordinatorRights } from '../../tests/helpers/rights.ts';
import type { PlanStore } from '../store/ports.ts';
import * as Y from 'yjs';
import { productionLimits } from './compaction.ts';
import { PlanDocument } from './plan-document.ts';
import type { RoomPeer } from './room-peer.ts';
import { Room } from './room.ts';
import type { VersionComputer } from './signing.ts';

let fixture: PlanFixture;
let room: Room;
let isDiskFull: boolean;
let told: Uint8Array[];
let tab: { readonly peer: RoomPeer; readonly doc: Y.Doc; frame: number };

const signedText = new TextEncoder().encode('{"signed":true}');
const compute: VersionComputer = () =>
  Promise.resolve({ ok: true, value: { content: signedText, formulas: new Map() } });

beforeEach(() => {
  fixture = createPlanFixture();
  isDiskFull = false;
  told = [];
  const { planStore } = fixture.store;
  const store = new Proxy<PlanStore>(planStore, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property, target);
      if (property === 'commit' && isDiskFull)
        return () => {
          throw new Error('disk full');
        };
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const loaded = PlanDocument.load(store, fixture.planId);
  if (!loaded.ok) throw new Error(loaded.code);
  const quiet = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  room = new Room(fixture.planId, loaded.value, {
    store,
    log: quiet,
    observer: {
      frameRefused: vi.fn(),
      committed: vi.fn(),
      commitFailed: vi.fn(),
      compacted: vi.fn(),
      received: vi.fn(),
      sent: vi.fn(),
    },
    now: () => 1_700_000_000_000,
    healEveryMs: 60_000,
    snapshotEvery: 1_000,
    compaction: productionLimits,
    onIdle: vi.fn(),
  });
  const lease = planStore.grantLease(fixture.planId, fixture.coordinator.id);
  const doc = new Y.Doc();
  doc.clientID = lease.clientId;
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc));
  const peer: RoomPeer = {
    lease,
    user: fixture.coordinator,
    rights: coordinatorRights,
    isLive: true,
    send: (message) => told.push(message),
    close: vi.fn(),
  };
  room.join(peer);
  tab = { peer, doc, frame: 0 };
});

afterEach(() => {
  room.close(1012, 'test');
  fixture.dispose();
});

function write(key: string, value: Scalar | null) {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array): void => void updates.push(update);
  tab.doc.on('update', collect);
  applyCells(tab.doc, [{ key: key as never, value }], 'local');
  tab.doc.off('update', collect);
  tab.frame += 1;
  const frame = { frame: tab.frame, gestureId: `g${tab.frame}` as GestureId, gesture: 'typing', heldMs: 0 };
  return room.submit(tab.peer, frame, updates);
}

function sign(expected = { number: 1, proposals: 0 }, computer = compute) {
  return room.sign(actorOf(fixture), expected, computer);
}

function onDisk() {
  const loaded = PlanDocument.load(fixture.store.planStore, fixture.planId);
  if (!loaded.ok) throw new Error(loaded.code);
  return { ...readDocument(loaded.value.doc), table: loaded.value };
}

describe('CM7 signing', () => {
  it('CM7 freezes what is planned and opens what follows, for the coordinator too', async () => {
    const p104 = cell(fixture.fiches[0], 'p104');
    expect(write(p104, '100')).toBeNull();
    expect(await sign()).toEqual({
      ok: true,
      value: { number: 1, signedAt: 1_700_000_000_000, signedBy: 'Claire' },
    });
    expect(onDisk().plan?.phase).toBe('signed');
    expect(onDisk().table.plan).toEqual(onDisk().plan);
    expect([...onDisk().rows.values()].every((row) => row.signed === true)).toBe(true);
    expect(onDisk().cells.get(p104)).toBe('100');
    const spent = cell(fixture.fiches[0], 'p104@spent');
    expect(write(spent, '90')).toBeNull();
    expect(write(p104, '101')).toEqual({ ok: false, code: 'signed', cells: [p104] });
  });

  it('CM7 takes the proposals of live rows over, says so in the history, and leaves the others', async () => {
    const [first, , archived] = fixture.fiches;
    write(cell(first, 'p104'), '100');
    write(cell(first, 'p104@proposed'), '120');
    write(cell(first, 'autres@proposed'), '=1+1');
    write(cell(first, 'reliquats@proposed'), '=1/0');
    write(cell(first, 'collectivite@proposed'), 'environ 12');
    write(cell(first, 'description@proposed'), 'environ 12');
    const formulas = new Map([[cell(first, 'autres@proposed'), 2]]);
    const withValues: VersionComputer = () =>
      Promise.resolve({ ok: true, value: { content: signedText, formulas } });
    expect(await sign({ number: 1, proposals: 4 }, withValues)).toMatchObject({ ok: true });
    const { cells } = onDisk();
    expect(cells.get(cell(first, 'p104'))).toBe('120');
    // It may read what moves: what was agreed is the figure.
    expect(cells.get(cell(first, 'autres'))).toBe(2);
    expect(cells.has(cell(first, 'p104@proposed'))).toBe(false);
    expect(cells.get(cell(first, 'reliquats@proposed'))).toBe('=1/0');
    // A text where a figure belongs would put it out of every sum: it stays a proposal. Where texts belong it is one.
    expect(cells.get(cell(first, 'collectivite@proposed'))).toBe('environ 12');
    expect(cells.has(cell(first, 'collectivite'))).toBe(false);
    expect(cells.get(cell(first, 'description'))).toBe('environ 12');
    expect(cells.has(cell(archived, 'p104'))).toBe(false);
    const signing = fixture.store.audit.ofPlan(fixture.planId).filter(({ gesture }) => gesture === 'sign');
    expect(signing.map(({ key, before, after }) => [key, before, after])).toEqual([
      [cell(first, 'p104'), '100', '120'],
      [cell(first, 'p104@proposed'), '120', null],
      [cell(first, 'autres'), null, 2],
      [cell(first, 'autres@proposed'), '=1+1', null],
      [cell(first, 'description'), null, 'environ 12'],
      [cell(first, 'description@proposed'), 'environ 12', null],
    ]);
  });

  it('CM7 ST19 keeps the version with the plan, unchanged, and the next one beside it', async () => {
    const seen: Y.Doc[] = [];
    await sign(undefined, (plan) => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, plan.snapshot);
      seen.push(doc);
      return compute(plan);
    });
    // What is computed for the version is the plan as signed.
    expect(seen.map((doc) => readDocument(doc).plan?.phase)).toEqual(['signed']);
    const { versions } = fixture.store;
    expect(versions.content(fixture.planId, 1)).toEqual({ ok: true, value: Buffer.from(signedText) });
    expect(await sign({ number: 2, proposals: 0 })).toMatchObject({ ok: true, value: { number: 2 } });
    expect(versions.ofPlan(fixture.planId)).toMatchObject([{ number: 1 }, { number: 2, signedBy: 'Claire' }]);
    expect(versions.content(fixture.planId, 3)).toEqual({ ok: false, code: 'not_found' });
  });

  it('CM7 is refused when it is no longer what was shown, and to who may not', async () => {
    expect(await sign({ number: 2, proposals: 0 })).toEqual({ ok: false, code: 'signing_changed' });
    expect(await sign({ number: 1, proposals: 1 })).toEqual({ ok: false, code: 'signing_changed' });
    const partner = { ...actorOf(fixture), role: 'partner' } as const;
    expect(await room.sign(partner, { number: 1, proposals: 0 }, compute)).toEqual({
      ok: false,
      code: 'read_only_role',
    });
    expect(onDisk().plan?.phase).toBe('draft');
  });

  it('CM7 nothing moves while the version is computed, and everybody is told when it is done', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const answer = sign(undefined, async (plan) => {
      await held;
      return compute(plan);
    });
    expect(write(cell(fixture.fiches[0], 'p104'), '1')).toMatchObject({ code: 'plan_read_only' });
    expect(await sign()).toEqual({ ok: false, code: 'plan_read_only' });
    release();
    expect(await answer).toMatchObject({ ok: true });
    expect(told.at(0)).toEqual(encodeReadOnly(true));
    expect(told.at(-1)).toEqual(encodeReadOnly(false));
  });

  it('CM7 who may sign no more when the version is ready has not signed', async () => {
    const answer = room.sign(actorOf(fixture), { number: 1, proposals: 0 }, compute, () => false);
    expect(await answer).toEqual({ ok: false, code: 'read_only_role' });
    expect(onDisk().plan?.phase).toBe('draft');
    expect(room.isReadOnly).toBe(false);
  });

  it('CM7 PE3 what changes in the contract meanwhile is in the plan afterwards', async () => {
    const plan = fixture.store.plans.byId(fixture.planId)?.plan;
    if (plan === undefined) throw new Error('no plan');
    const organisations = [{ id: 'new' as OrganisationId, name: 'Nouvelle' }];
    const answer = sign(undefined, (loaded) => {
      room.planChanged({ ...plan, organisations });
      return compute(loaded);
    });
    expect(await answer).toMatchObject({ ok: true });
    expect(readDocument(room.doc).plan).toMatchObject({
      phase: 'signed',
      signature: { number: 1 },
      organisations,
    });
    expect(onDisk().plan).toMatchObject({ phase: 'signed', organisations });
  });

  it('CM7 PR15 what cannot be computed or written is not signed at all', async () => {
    expect(await sign(undefined, () => Promise.reject(new Error('no thread')))).toEqual({
      ok: false,
      code: 'internal',
    });
    expect(room.isReadOnly).toBe(false);
    isDiskFull = true;
    expect(await sign()).toEqual({ ok: false, code: 'plan_read_only' });
    isDiskFull = false;
    expect(onDisk().plan?.phase).toBe('draft');
    expect(readDocument(room.doc).plan?.phase).toBe('draft');
    expect(fixture.store.versions.ofPlan(fixture.planId)).toEqual([]);
  });

  it('CM7 ST3 ST19 a version whose bytes were altered is not given out', async () => {
    await sign();
    expect(await fixture.store.examine()).toMatchObject({ problems: [] });
    fixture.alter("UPDATE versions SET content = x'00'");
    expect(fixture.store.versions.content(fixture.planId, 1)).toEqual({
      ok: false,
      code: 'database_damaged',
    });
    expect(await fixture.store.examine()).toMatchObject({
      problems: [{ kind: 'version_damaged', planId: fixture.planId, number: 1 }],
    });
  });
});
