// When a new epoch begins, and what the disk holds at each step of it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import { applyCells } from '../../src/lib/document/apply.ts';
import { readDocument } from '../../src/lib/document/read.ts';
import { cell, createPlanFixture, type PlanFixture } from '../../tests/helpers/plan-fixture.ts';
import { CompactionTimer, forgetOldEpochs, isTooLong, startEpoch } from './compaction.ts';
import { PlanDocument } from './plan-document.ts';
import { Registry } from './registry.ts';

const limits = { structs: 100, structsPerCell: 5, chain: 10, lookEvery: 1, quietMs: 1_000 };

/** Each by another tab: Yjs folds what one of them writes over and over. */
function write(doc: Y.Doc, key: string, value: Scalar | null): void {
  doc.clientID += 1;
  applyCells(doc, [{ key: key as CellKey, value }], null);
}

describe('the measure of a history', () => {
  it('EP1 one cell written more often than the limit is too long', () => {
    const doc = new Y.Doc();
    for (let i = 0; i < limits.chain; i += 1) write(doc, 'a:p104', i);
    expect(isTooLong(doc, limits)).toBe(false);
    write(doc, 'a:p104', 'last');
    expect(isTooLong(doc, limits)).toBe(true);
    expect(isTooLong(doc, limits, 2)).toBe(false);
  });

  it('EP1 many cells are no history: five pieces for each are allowed', () => {
    const doc = new Y.Doc();
    for (let i = 0; i < limits.structs; i += 1) write(doc, `r${i}:p104`, i);
    expect(isTooLong(doc, limits)).toBe(false);
    for (let round = 0; round < 5; round += 1)
      for (let i = 0; i < limits.structs; i += 1) write(doc, `r${i}:p104`, -round - 1);
    expect(isTooLong(doc, limits)).toBe(true);
  });
});

describe('the moment', () => {
  const doc = new Y.Doc();
  for (let i = 0; i <= limits.chain; i += 1) write(doc, 'a:p104', i);

  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('EP2 is a pause of those who work', () => {
    const run = vi.fn();
    const timer = new CompactionTimer(limits, run);
    timer.committed(doc);
    vi.advanceTimersByTime(limits.quietMs - 1);
    timer.committed(doc);
    vi.advanceTimersByTime(limits.quietMs - 1);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
    timer.committed(new Y.Doc());
    vi.advanceTimersByTime(limits.quietMs);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('EP2 at twice the limit nobody waits for one any more', () => {
    const longer = new Y.Doc();
    for (let i = 0; i <= 2 * limits.chain; i += 1) write(longer, 'a:p104', i);
    const run = vi.fn();
    const timer = new CompactionTimer(limits, run);
    timer.committed(longer);
    timer.committed(longer);
    vi.advanceTimersByTime(0);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('EP2 does not come when the plan was closed before', () => {
    const run = vi.fn();
    const timer = new CompactionTimer(limits, run);
    timer.committed(doc);
    timer.stop();
    vi.advanceTimersByTime(limits.quietMs);
    expect(run).not.toHaveBeenCalled();
  });
});

describe('the new epoch on disk', () => {
  let fixture: PlanFixture;
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const compacted = vi.fn();
  const observer = {
    frameRefused: vi.fn(),
    committed: vi.fn(),
    commitFailed: vi.fn(),
    compacted,
    received: vi.fn(),
    sent: vi.fn(),
  };

  beforeEach(() => {
    vi.clearAllMocks();
    fixture = createPlanFixture();
  });
  afterEach(() => fixture.dispose());

  function load(): PlanDocument {
    const loaded = PlanDocument.load(fixture.store.planStore, fixture.planId);
    if (!loaded.ok) throw new Error(loaded.code);
    return loaded.value;
  }

  /** One committed write by a lease of its own. */
  function commit(document: PlanDocument, value: Scalar | null, lease = grant()): void {
    const before = Y.encodeStateVector(document.doc);
    write(document.doc, cell(fixture.fiches[0], 'p104'), value);
    document.lastSeq = fixture.store.planStore.commit({
      planId: fixture.planId,
      epoch: document.epoch,
      at: 1,
      update: Y.encodeStateAsUpdate(document.doc, before),
      audit: [],
      leaseFrames: [{ leaseId: lease, frame: 1 }],
      rows: [],
      commands: [],
    });
  }

  const grant = () => fixture.store.planStore.grantLease(fixture.planId, fixture.coordinator.id).id;

  const context = () => ({ store: fixture.store.planStore, log, observer });

  it('EP3 holds the same values without their history, and takes over in one transaction', async () => {
    const document = load();
    for (let i = 0; i < 30; i += 1) commit(document, i);
    const content = readDocument(document.doc);
    expect(startEpoch(fixture.planId, document, context())).toBe(true);
    expect(compacted).toHaveBeenCalledTimes(1);
    const fresh = load();
    expect([fresh.epoch, fresh.lastSeq]).toEqual([2, 30]);
    expect(readDocument(fresh.doc)).toEqual(content);
    expect(isTooLong(fresh.doc, limits)).toBe(false);
    commit(fresh, 'on');
    expect(load().lastSeq).toBe(31);
    expect(await fixture.store.examine()).toMatchObject({ problems: [] });
  });

  it('EP3 keeps the old epoch until the new one was read from disk', () => {
    const rows = (): readonly number[] =>
      ['updates', 'snapshots'].map((table) => fixture.count(`SELECT count(*) FROM ${table} WHERE epoch = 1`));
    const document = load();
    commit(document, 1);
    startEpoch(fixture.planId, document, context());
    expect(rows()).toEqual([1, 1]);
    load();
    forgetOldEpochs(fixture.planId, context());
    expect(rows()).toEqual([0, 0]);
    expect(load().epoch).toBe(2);
  });

  it('EP2 a plan that nobody is in begins one when it is put away, and is small when it is opened again', () => {
    vi.useFakeTimers();
    const document = load();
    for (let i = 0; i <= limits.chain; i += 1) commit(document, i);
    const timing = { healEveryMs: 1_000, idleMs: 60_000, snapshotEvery: 1_000 };
    const registry = new Registry({ ...context(), ...timing, now: Date.now, compaction: limits });
    registry.open(fixture.planId);
    vi.advanceTimersByTime(timing.idleMs);
    vi.useRealTimers();
    expect(load().epoch).toBe(2);
    expect(registry.open(fixture.planId).ok).toBe(true);
    expect(fixture.count('SELECT count(*) FROM updates')).toBe(0);
    registry.closeAll();
  });

  it('EP3 a write that fails in the middle leaves the plan in its old epoch', () => {
    const document = load();
    commit(document, 1);
    fixture.alter("CREATE TRIGGER full BEFORE UPDATE ON leases BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    expect(startEpoch(fixture.planId, document, context())).toBe(false);
    expect(log.warn).toHaveBeenCalledTimes(1);
    fixture.alter('DROP TRIGGER full');
    expect(load().epoch).toBe(1);
    commit(document, 2);
    expect(readDocument(load().doc).cells.get(cell(fixture.fiches[0], 'p104'))).toBe(2);
  });

  it('EP4 no lease of an old epoch is taken any more', () => {
    const document = load();
    const lease = grant();
    commit(document, 1);
    startEpoch(fixture.planId, document, context());
    expect(fixture.store.planStore.lease(lease)).toMatchObject({ epoch: 1, retired: true });
    expect(() => commit(document, 2, lease)).toThrow('epoch');
    expect(() => commit(load(), 2, lease)).toThrow('frame');
  });

  it('EP3 a document that moved on meanwhile is not overwritten', () => {
    const document = load();
    const behind = load();
    commit(document, 1);
    expect(startEpoch(fixture.planId, behind, context())).toBe(false);
    expect(load()).toMatchObject({ epoch: 1, lastSeq: 1 });
  });

  it('EP3 a suspect document never begins one', () => {
    const document = load();
    document.markSuspect();
    expect(startEpoch(fixture.planId, document, context())).toBe(false);
    expect(load().epoch).toBe(1);
  });
});
