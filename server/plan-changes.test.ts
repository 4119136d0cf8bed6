import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addUser, StoreFixture } from '../tests/helpers/store-fixture.ts';
import { RandomSource } from '../tests/helpers/random-source.ts';
import type { Command } from '../src/lib/contract/commands.ts';
import type { CellKey, GestureId, RowId } from '../src/lib/contract/ids.ts';
import type { Scalar } from '../src/lib/contract/kinds.ts';
import { changesSince } from './plan-changes.ts';

let fixture: StoreFixture;

beforeEach(() => {
  fixture = new StoreFixture();
});
afterEach(() => fixture.dispose());

const place = { epoch: 1, seq: 1 };

function write(at: number, key: string, before: Scalar | null, after: Scalar | null, kept = true): void {
  const { planId, store, user } = fixture;
  const gesture = { gestureId: 'g' as GestureId, gesture: 'typing', userId: user.id };
  store.audit.add({ ...place, planId }, { ...gesture, at, key: key as CellKey, before, after, kept });
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
    write(21, 'a:p104', '2', '9', false);
    write(30, 'b:p104', '1', '2');
    write(31, 'b:p104', '2', '1');
    expect(changesSince(store.audit, planId, user.id, 10).cells).toMatchObject([
      { key: 'a:p104', before: '1', after: '2', count: 1 },
    ]);
  });

  it('ST17 rows that came, went, moved and changed their name, the last first', () => {
    const { planId, store, user } = fixture;
    const rowId = store.rows.ofPlan(planId)[0]?.id ?? ('' as RowId);
    const run = (at: number, command: Command, inverse: Command): void =>
      store.audit.addCommand({ ...place, planId }, { at, userId: user.id, rowId, command, inverse });
    run(5, { type: 'row.archive', rowId }, { type: 'row.restore', rowId });
    run(20, { type: 'row.restore', rowId }, { type: 'row.archive', rowId });
    run(
      30,
      { type: 'row.move', rowId, beforeRowId: null, axis: 2 },
      { type: 'row.move', rowId, beforeRowId: null, axis: 1 },
    );
    run(40, { type: 'row.rename', rowId, label: 'B' }, { type: 'row.rename', rowId, label: 'A' });
    run(50, { type: 'fiche.add', axis: 1, title: 'C' }, { type: 'row.archive', rowId });
    expect(changesSince(store.audit, planId, user.id, 10).rows).toMatchObject([
      { change: 'added', at: 50 },
      { change: 'renamed', at: 40 },
      { change: 'moved', at: 30, fromAxis: 1 },
      { change: 'restored', at: 20, fromAxis: null },
    ]);
  });

  it('ST17 on random histories it is what walking through all of it gives', () => {
    const { planId, store, user } = fixture;
    const random = new RandomSource(17);
    const present = new Map<string, Scalar | null>();
    const then: Map<string, Scalar | null>[] = [new Map()];
    for (let at = 1; at <= 200; at += 1) {
      const key = `row${random.below(6)}:p104`;
      const after = random.below(4) === 0 ? null : random.below(5);
      write(at, key, present.get(key) ?? null, after);
      present.set(key, after);
      then.push(new Map(present));
    }
    for (const since of [0, 1, 57, 123, 199, 200]) {
      const changed = new Map(
        changesSince(store.audit, planId, user.id, since).cells.map((cell) => [cell.key as string, cell]),
      );
      for (const key of present.keys()) {
        const [before, after] = [then[since]?.get(key) ?? null, present.get(key) ?? null];
        const found = changed.get(key);
        if (before === after) expect(found, `${key} since ${since}`).toBeUndefined();
        else expect(found, `${key} since ${since}`).toMatchObject({ before, after });
      }
    }
  });

  it('ST17 says when there is more than it tells, and finds its place without reading all', () => {
    const { planId, store, user, database } = fixture;
    for (let at = 1; at <= 5; at += 1) write(at, `row${at}:p104`, null, at);
    const cut = changesSince(store.audit, planId, user.id, 0, 3);
    expect(cut.isCut).toBe(true);
    expect(cut.cells.map(({ at }) => at)).toEqual([5, 4, 3]);
    const steps = database
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT cell FROM audit WHERE plan_id = 'x' AND at > 1 ORDER BY at DESC`,
      )
      .all();
    expect(steps.map(({ detail }) => detail).join(' ')).toContain('audit_at');
  });
});
