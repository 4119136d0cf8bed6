import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addUser, StoreFixture } from '../tests/helpers/store-fixture.ts';
import { type HistoryQuery, noHistoryFilter } from '../src/lib/contract/history.ts';
import type { CellKey, GestureId, RowId, UserId } from '../src/lib/contract/ids.ts';
import type { Scalar } from '../src/lib/contract/kinds.ts';
import { maxMoments } from '../src/lib/contract/limits.ts';
import { nameMoment, type PageSize, readHistory, removeMoment } from './plan-history.ts';
import { cellWritesSql, floorSql, writesSql } from './store/timeline.ts';

let fixture: StoreFixture;
let rowIds: readonly RowId[];

beforeEach(() => {
  fixture = new StoreFixture();
  rowIds = fixture.store.rows.ofPlan(fixture.planId).map(({ id }) => id);
});
afterEach(() => fixture.dispose());

function row(index: number): RowId {
  return rowIds[index] ?? expect.fail();
}

function write(
  at: number,
  key: string,
  after: Scalar | null,
  about: Partial<{
    gestureId: string;
    gesture: string;
    user: { id: UserId };
    kept: boolean;
    unseen: boolean;
    madeAt: number;
    before: Scalar;
  }> = {},
): void {
  const { user = fixture.user, kept = true, unseen = false, before = null, gesture = 'typing' } = about;
  const { madeAt = null } = about;
  const gestureId = (about.gestureId ?? `g${at}`) as GestureId;
  const place = { planId: fixture.planId, epoch: 1, seq: 1 };
  const cell = { key: key as CellKey, before, after, kept, unseen, madeAt };
  fixture.store.audit.add(place, { at, userId: user.id, gestureId, gesture, ...cell });
}

function rename(at: number, rowId: RowId, user: { id: UserId } = fixture.user): void {
  const command = { type: 'row.rename', rowId, label: 'Nouveau' } as const;
  const inverse = { ...command, label: 'Ancien' };
  const place = { planId: fixture.planId, epoch: 1, seq: 1 };
  fixture.store.audit.addCommand(place, { at, userId: user.id, rowId, command, inverse });
}

function read(query: Partial<HistoryQuery> = {}, size?: PageSize) {
  const whole = { scope: { type: 'plan' }, ...noHistoryFilter, ...query } as const;
  return readHistory(fixture.store, fixture.planId, fixture.user.id, whole, size);
}

describe('HI1 the history of a plan', () => {
  it('HI1 tells each gesture once, the newest first: who, when, from what to what, kept or overtaken', () => {
    const jean = addUser(fixture.store, 'jean@metz.fr');
    write(10, 'a:p104', '1', { gestureId: 'paste', gesture: 'paste' });
    write(10, 'b:p104', 2, { gestureId: 'paste', gesture: 'paste' });
    write(20, 'a:p104', '3', { before: '1', user: jean, unseen: true });
    write(21, 'a:p104', '4', { before: '3', kept: false, madeAt: 7 });
    const you = { name: fixture.user.name, isYou: true };
    expect(read()).toEqual({
      entries: [
        {
          type: 'gesture',
          at: 21,
          madeAt: 7,
          author: you,
          gestureId: 'g21',
          gesture: 'typing',
          count: 1,
          cells: [{ key: 'a:p104', before: '3', after: '4', kept: false, unseen: false }],
        },
        {
          type: 'gesture',
          at: 20,
          madeAt: null,
          author: { name: jean.name, isYou: false },
          gestureId: 'g20',
          gesture: 'typing',
          count: 1,
          cells: [{ key: 'a:p104', before: '1', after: '3', kept: true, unseen: true }],
        },
        {
          type: 'gesture',
          at: 10,
          madeAt: null,
          author: you,
          gestureId: 'paste',
          gesture: 'paste',
          count: 2,
          cells: [
            { key: 'a:p104', before: null, after: '1', kept: true, unseen: false },
            { key: 'b:p104', before: null, after: 2, kept: true, unseen: false },
          ],
        },
      ],
      next: null,
    });
  });

  it('HI1 a large gesture is told by its first cells and their number', () => {
    for (let i = 0; i < 100; i++) write(10, `r${i}:p104`, i, { gestureId: 'fill' });
    const [entry] = read().entries;
    if (entry?.type !== 'gesture') throw new Error('a gesture');
    expect([entry.count, entry.cells.length, entry.cells[0]?.key]).toEqual([100, 40, 'r0:p104']);
  });

  it('HI1 of a cell, of an action with its rows, of a person, a column, a time', () => {
    const jean = addUser(fixture.store, 'jean@metz.fr');
    const rows = fixture.store.rows.ofPlan(fixture.planId);
    const fiche = rows.find((one) => one.kind === 'fiche')?.id;
    const child = rows.find((one) => one.kind !== 'fiche' && one.ficheId === fiche)?.id;
    const other = rows.find((one) => one.kind === 'fiche' && one.id !== fiche)?.id;
    if (fiche === undefined || child === undefined || other === undefined) throw new Error('rows');
    write(10, `${fiche}:p104`, '1');
    write(20, `${child}:target`, '2', { user: jean });
    write(30, `${other}:p104`, '3');
    rename(40, fiche, jean);
    rename(50, other);
    const at = (query: Partial<HistoryQuery>): readonly number[] => read(query).entries.map((one) => one.at);
    expect(at({})).toEqual([50, 40, 30, 20, 10]);
    expect(at({ scope: { type: 'cell', key: `${fiche}:p104` as CellKey } })).toEqual([10]);
    expect(at({ scope: { type: 'row', rowId: fiche } })).toEqual([40, 20, 10]);
    expect(at({ scope: { type: 'row', rowId: child } })).toEqual([20]);
    expect(at({ personId: jean.id })).toEqual([40, 20]);
    expect(at({ columnId: 'p104' })).toEqual([30, 10]);
    expect(at({ from: 20, until: 40 })).toEqual([30, 20]);
  });

  it('HI1 versions and named moments stand among the rest', () => {
    const { store, planId, user } = fixture;
    write(10, 'a:p104', '1');
    write(30, 'a:p104', '2');
    store.versions.add({
      planId,
      number: 1,
      signedAt: 20,
      signedBy: user.id,
      epoch: 1,
      seq: 1,
      content: Uint8Array.of(1),
    });
    store.moments.add(planId, user.id, { at: 25, name: 'COPIL du 12 mars' }, 40);
    store.recoveries.add(planId, 2, { at: 35, stateAt: 22 });
    expect(read().entries.map(({ type, at }) => [type, at])).toEqual([
      ['recovery', 35],
      ['gesture', 30],
      ['moment', 25],
      ['signing', 20],
      ['gesture', 10],
    ]);
    expect(read({ scope: { type: 'cell', key: 'a:p104' as CellKey } }).entries).toHaveLength(5);
  });

  it('HI2 page after page tells everything once, and never looks at more than so many writes', () => {
    const { user } = fixture;
    const jean = addUser(fixture.store, 'jean@metz.fr');
    for (let i = 0; i < 300; i++) {
      // Some milliseconds hold many, of either kind.
      const at = 10 + (i < 200 ? Math.floor(i / 3) : 60 + Math.floor(i / 40));
      if (i % 7 === 0) rename(at, row(i % 5));
      else write(at, `r${i}:p104`, i, { gestureId: `g${i}`, user: i % 11 === 0 ? jean : user });
    }
    const whole = read({}, { entries: 10_000, writes: 10_000 });
    expect(whole).toMatchObject({ next: null });
    expect(whole.entries).toHaveLength(300);
    const pages = (query: Partial<HistoryQuery>, size: PageSize) => {
      const entries: unknown[] = [];
      const sizes: number[] = [];
      for (let until: number | null = null; ;) {
        const page = read({ ...query, until }, size);
        entries.push(...page.entries);
        sizes.push(page.entries.length);
        if (page.next === null) return { entries, sizes };
        until = page.next;
      }
    };
    for (const size of [
      { entries: 1, writes: 10_000 },
      { entries: 7, writes: 10_000 },
      { entries: 10_000, writes: 5 },
    ])
      expect(pages({}, size).entries).toEqual(whole.entries);
    // Of somebody who wrote little, pages may be empty: the server has looked at its share.
    const sparse = pages({ personId: jean.id }, { entries: 50, writes: 20 });
    expect(sparse.entries).toHaveLength(
      whole.entries.filter(({ author }) => author?.name === jean.name).length,
    );
    expect(sparse.sizes.length).toBeGreaterThan(5);
  });

  it('HI2 is found by an index, in its order', () => {
    const plan = (sql: string, ...parameters: unknown[]): string =>
      (fixture.database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[])
        .map(({ detail }) => detail)
        .join('\n');
    const asked = { planId: 'p', until: 1, from: 0, userId: null, columnId: null, rowIds: null };
    expect(plan(writesSql, asked)).toContain('INDEX audit_at (plan_id=? AND at>? AND at<?)');
    expect(plan(writesSql, asked)).not.toContain('TEMP B-TREE');
    expect(plan(cellWritesSql, { ...asked, key: 'a:b' })).toContain('INDEX audit_cell (plan_id=? AND cell=?');
    expect(plan(floorSql, 'p', 1, 1)).toContain('COVERING INDEX audit_at');
  });

  it('HI3 names everybody who has done something, and nobody else', () => {
    const jean = addUser(fixture.store, 'jean@metz.fr');
    addUser(fixture.store, 'lecteur@metz.fr');
    expect(fixture.store.timeline.people(fixture.planId)).toEqual([]);
    fixture.store.planStore.commit(fixture.commitOf(fixture.firstCell(), '1'));
    rename(10, row(0), jean);
    expect(fixture.store.timeline.people(fixture.planId)).toEqual([
      { id: fixture.user.id, name: fixture.user.name },
      { id: jean.id, name: jean.name },
    ]);
  });

  it('HI4 of one’s own gestures, what lost its tie is told again on request', () => {
    const { store, planId, user } = fixture;
    const jean = addUser(store, 'jean@metz.fr');
    write(10, 'a:p104', '1', { gestureId: 'mine', kept: false });
    write(11, 'b:p104', '2', { gestureId: 'mine' });
    write(12, 'a:p104', '3', { gestureId: 'his', kept: false, user: jean });
    expect(store.timeline.lost(planId, user.id, ['mine', 'his', 'none'])).toEqual([
      { gestureId: 'mine', key: 'a:p104', mine: '1' },
    ]);
  });
});

describe('HI5 a named moment', () => {
  const now = 1_000;
  const name = (text: string, at: number | null = null, role: 'coordinator' | 'partner' = 'coordinator') =>
    nameMoment(fixture.store.moments, fixture.planId, { id: fixture.user.id, role }, { name: text, at }, now);

  it('HI5 is a coordinator’s to name and to remove, for everybody', () => {
    const { moments } = fixture.store;
    const named = name('  COPIL du 12 mars ', 500);
    if (!named.ok) throw new Error(named.code);
    expect(name('Maintenant').ok).toBe(true);
    expect(moments.ofPlan(fixture.planId)).toMatchObject([
      { name: 'Maintenant', at: now },
      { name: 'COPIL du 12 mars', at: 500 },
    ]);
    expect(name('x', 1, 'partner')).toEqual({ ok: false, code: 'coordinator_only' });
    expect(removeMoment(moments, fixture.planId, 'partner', named.value.id)).toMatchObject({
      code: 'coordinator_only',
    });
    expect(removeMoment(moments, fixture.planId, 'coordinator', named.value.id).ok).toBe(true);
    expect(removeMoment(moments, fixture.planId, 'coordinator', named.value.id)).toMatchObject({
      code: 'not_found',
    });
    expect(moments.ofPlan(fixture.planId)).toHaveLength(1);
  });

  it('HI5 has a name of 1 to 80 characters and has passed; a plan has 200', () => {
    expect(name('   ')).toMatchObject({ code: 'moment_name_missing' });
    expect(name('x'.repeat(81))).toMatchObject({ code: 'moment_name_too_long' });
    for (const at of [-1, 1.5, now + 1, Number.NaN])
      expect(name('x', at)).toMatchObject({ code: 'moment_invalid' });
    for (let i = 0; i < maxMoments; i++) expect(name(`Moment ${i}`, i).ok).toBe(true);
    expect(name('Un de trop')).toMatchObject({ code: 'too_many_moments' });
  });
});
