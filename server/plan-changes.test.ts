import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addUser, StoreFixture } from '../tests/helpers/store-fixture.ts';
import { RandomSource } from '../tests/helpers/random-source.ts';
import type { Command } from '../src/lib/contract/commands.ts';
import type { CellChangeSince } from '../src/lib/contract/changes.ts';
import type { CellKey, GestureId, RowId, UserId } from '../src/lib/contract/ids.ts';
import type { Scalar } from '../src/lib/contract/kinds.ts';
import { changesSince } from './plan-changes.ts';
import { changedCellsSql, commandsSinceSql } from './store/audit.ts';
import type { AuditEntry } from './store/ports.ts';

let fixture: StoreFixture;

beforeEach(() => {
  fixture = new StoreFixture();
});
afterEach(() => fixture.dispose());

const place = { epoch: 1, seq: 1 };

function write(
  at: number,
  key: string,
  before: Scalar | null,
  after: Scalar | null,
  { kept = true, user = fixture.user } = {},
): void {
  const { planId, store } = fixture;
  const gesture = { gestureId: 'g' as GestureId, gesture: 'typing', userId: user.id };
  store.audit.add(
    { ...place, planId },
    { ...gesture, at, key: key as CellKey, before, after, kept, unseen: false, madeAt: null },
  );
}

describe('changes since a moment', () => {
  it('ST17 one line a cell: its value then and now, by whom and when it was last written', () => {
    const { planId, store, user } = fixture;
    const jean = addUser(store, 'jean@metz.fr');
    write(10, 'a:p104', null, '1');
    write(20, 'a:p104', '1', '2');
    write(30, 'b:p104', null, 5);
    write(40, 'a:p104', '2', '3');
    const mine = changesSince(store.audit, planId, user.id, 10);
    expect(mine.cells).toEqual([
      { key: 'a:p104', before: '1', after: '3', at: 40, name: user.name, isYou: true, count: 2 },
      { key: 'b:p104', before: null, after: 5, at: 30, name: user.name, isYou: true, count: 1 },
    ]);
    expect(changesSince(store.audit, planId, jean.id, 10).cells[0]?.isYou).toBe(false);
    expect(changesSince(store.audit, planId, user.id, 40)).toEqual({
      since: 40,
      cells: [],
      rows: [],
      isCut: false,
    });
  });

  it('ST17 writes that lost their tie, and cells that are back where they were, are none', () => {
    const { planId, store, user } = fixture;
    write(20, 'a:p104', '1', '2');
    write(21, 'a:p104', '2', '9', { kept: false });
    write(22, 'c:p104', null, '9', { kept: false });
    write(30, 'b:p104', '1', '2');
    write(31, 'b:p104', '2', '1');
    // A number and its text are two values.
    write(32, 'd:p104', 1, '1');
    expect(changesSince(store.audit, planId, user.id, 10).cells).toMatchObject([
      { key: 'd:p104', before: 1, after: '1', count: 1 },
      { key: 'a:p104', before: '1', after: '2', count: 1 },
    ]);
  });

  it('ST17 what was done to rows, the last first, each move with the axis that was left', () => {
    const { planId, store, user } = fixture;
    const [first, second] = store.rows.ofPlan(planId).map(({ id }) => id);
    if (first === undefined || second === undefined) throw new Error('no rows');
    const jean = addUser(store, 'jean@metz.fr');
    const run = (at: number, rowId: RowId, command: Command, inverse: Command, by = user): void =>
      store.audit.addCommand({ ...place, planId }, { at, userId: by.id, rowId, command, inverse });
    const archive: Command = { type: 'row.archive', rowId: first };
    const restore: Command = { type: 'row.restore', rowId: first };
    const moveTo = (axis: number): Command => ({ type: 'row.move', rowId: first, beforeRowId: null, axis });
    const rename = (label: string): Command => ({ type: 'row.rename', rowId: first, label });

    run(5, first, archive, restore);
    run(10, first, { type: 'row.move', rowId: first, beforeRowId: null, axis: 1 }, moveTo(6));
    run(20, first, restore, archive);
    run(30, first, moveTo(2), moveTo(1));
    run(40, first, rename('B'), rename('A'));
    run(50, first, moveTo(3), moveTo(2), jean);
    run(60, second, { type: 'fiche.add', axis: 1, title: 'C' }, { type: 'row.archive', rowId: second });
    run(70, second, { type: 'row.archive', rowId: second }, { type: 'row.restore', rowId: second });
    run(80, first, { type: 'indicator.aggregate', rowId: first, aggregation: 'sum' }, archive);
    const toldRows = changesSince(store.audit, planId, user.id, 10).rows;
    expect(
      toldRows.map(({ rowId, change, at, name, fromAxis }) => [rowId, change, at, name, fromAxis]),
    ).toEqual([
      [first, 'aggregated', 80, user.name, null],
      [second, 'archived', 70, user.name, null],
      [second, 'added', 60, user.name, null],
      [first, 'moved', 50, jean.name, 2],
      [first, 'renamed', 40, user.name, null],
      [first, 'moved', 30, user.name, 1],
      [first, 'restored', 20, user.name, null],
    ]);
    expect(toldRows[3]).toMatchObject({ isYou: false, inverse: moveTo(2) });
  });

  it('ST17 a row of the template that was archived and is added again was restored', () => {
    const { planId, store, user } = fixture;
    const rowId = store.rows.ofPlan(planId)[0]?.id ?? ('' as RowId);
    const add: Command = {
      type: 'indicator.add',
      ficheId: rowId,
      indicator: { origin: 'template', key: 'fr_heures' },
    };
    const archive: Command = { type: 'row.archive', rowId };
    const run = (at: number, command: Command, inverse: Command): void =>
      store.audit.addCommand({ ...place, planId }, { at, userId: user.id, rowId, command, inverse });
    run(10, add, archive);
    const changes = (since: number): readonly string[] =>
      changesSince(store.audit, planId, user.id, since).rows.map(({ change }) => change);
    expect(changes(0)).toEqual(['added']);
    run(20, archive, { type: 'row.restore', rowId });
    run(30, add, archive);
    expect(changes(0)).toEqual(['restored', 'archived', 'added']);
    expect(changes(25)).toEqual(['restored']);
  });

  it('ST17 on random histories it is what walking through all of it gives, cut or whole', () => {
    const { planId, store, user } = fixture;
    const people = [user, addUser(store, 'jean@metz.fr')];
    const random = new RandomSource(17);
    const present = new Map<string, Scalar | null>();
    store.transaction(() => {
      for (let at = 1; at <= 300; at += 1) {
        const key = `row${random.below(8)}:p104`;
        const after = random.below(4) === 0 ? null : random.pick([0, 1, '1', true, 'x']);
        const kept = random.below(5) > 0;
        write(at, key, present.get(key) ?? null, after, { kept, user: random.pick(people) });
        if (kept) present.set(key, after);
      }
    });
    for (const asker of people)
      for (const since of [0, 1, 57, 211, 290, 299, 300]) {
        const expected = naiveChanges(store.audit.ofPlan(planId), since).map(({ userId, ...cell }) => ({
          ...cell,
          name: people.find(({ id }) => id === userId)?.name,
          isYou: userId === asker.id,
        }));
        for (const limit of [1, 3, expected.length, 1_000]) {
          const { cells, isCut } = changesSince(store.audit, planId, asker.id, since, limit);
          expect(cells, `since ${since}`).toEqual(expected.slice(0, limit));
          expect(isCut, `since ${since}`).toBe(expected.length > limit);
        }
      }
  });

  it('ST17 finds its place by an index, whatever the length of the history', () => {
    const steps = (sql: string, parameters: readonly unknown[]): string =>
      fixture.database
        .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...parameters)
        .map(({ detail }) => detail)
        .join('\n');
    const cells = steps(changedCellsSql, ['plan', 1, 10]);
    expect(cells).toContain('audit USING INDEX audit_at (plan_id=? AND at>?)');
    expect(cells).not.toMatch(/SCAN (?!since)/);
    const commands = steps(commandsSinceSql, ['plan', 1]);
    expect(commands).toContain('command_audit USING INDEX command_audit_at (plan_id=? AND at>?)');
    expect(commands).not.toContain('SCAN');
  });
});

/** By reading the whole history forward; the last written first. */
function naiveChanges(history: readonly AuditEntry[], since: number) {
  const changes = new Map<CellKey, Omit<CellChangeSince, 'name' | 'isYou'> & { userId: UserId }>();
  for (const { key, at, userId, before, after, kept } of history) {
    if (!kept || at <= since) continue;
    const earlier = changes.get(key);
    changes.delete(key);
    changes.set(key, {
      key,
      before: earlier === undefined ? before : earlier.before,
      after,
      at,
      userId,
      count: (earlier?.count ?? 0) + 1,
    });
  }
  return [...changes.values()].filter(({ before, after }) => before !== after).reverse();
}
