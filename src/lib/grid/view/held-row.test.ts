import { describe, expect, it } from 'vitest';
import { cellOf, exampleContent, ficheIdOf } from '../../../../tests/helpers/example-content.ts';
import { typedInto } from '../../../../tests/helpers/formula-plan.ts';
import { ViewScene } from '../../../../tests/helpers/view-scene.ts';
import type { Scalar } from '../../contract/kinds.ts';
import type { TabView } from '../../contract/view.ts';
import type { GridRow } from '../row-model.ts';
import { withHeldRow } from './held-row.ts';

const metz = exampleContent();
const sort: TabView['sort'] = [{ columnId: 'p104', direction: 'descending' }];

function numbers(rows: readonly GridRow[]): readonly (number | string)[] {
  return rows.map((row) =>
    row.type === 'axis' ? `axe ${row.axis.number}` : row.type === 'fiche' ? row.fiche.number : row.type,
  );
}

/** What is shown when action `number` gets this P104 while somebody stands in it. */
function held(view: Partial<TabView>, number: number, typed: Scalar | null) {
  const before = new ViewScene('budget', metz).see(view).rows;
  const after = new ViewScene('budget', typedInto(metz, [[cellOf(metz, number, 'p104'), typed]]));
  const all = after.all();
  return withHeldRow(
    before,
    after.see(view).rows,
    ficheIdOf(metz, number),
    (id) => all.find((row) => row.id === id) ?? null,
  );
}

describe('the row somebody stands in', () => {
  it('GR191 keeps its place in its axis while others find theirs', () => {
    const { rows, isHeld } = held({ sort }, 6, '1');
    expect(numbers(rows).slice(2, 9)).toEqual(['axe 2', 2, 6, 3, 4, 5, 7]);
    expect(isHeld).toBe(true);
  });

  it('GR191 is not touched when the view would put it there anyway', () => {
    const view = { sort };
    const before = new ViewScene('budget', metz).see(view).rows;
    const { rows, isHeld } = held(view, 6, '29538');
    expect(numbers(rows)).toEqual(numbers(before));
    expect(isHeld).toBe(false);
  });

  it('GR192 stays when the filter would hide it, as the plan has it now, and so does its axis', () => {
    const filters: TabView['filters'] = {
      p104: { type: 'number', operator: 'at_least', value: 40_000, upTo: null },
    };
    const { rows, isHeld } = held({ filters }, 8, '1');
    expect(numbers(rows)).toEqual(['axe 1', 1, 'axe 2', 2, 'axe 3', 8]);
    expect(isHeld).toBe(true);
    expect(numbers(held({ filters }, 2, '1').rows)).toEqual(['axe 1', 1, 'axe 2', 2, 'axe 3', 8]);
  });

  it('GR192 goes when it is gone from the plan, from its axis, or when nobody stands anywhere', () => {
    const scene = new ViewScene('budget', metz);
    const before = scene.see({ sort }).rows;
    const without = before.filter((row) => row.id !== ficheIdOf(metz, 6));
    expect(withHeldRow(before, without, ficheIdOf(metz, 6), () => null).rows).toBe(without);
    const elsewhere = before.find((row) => row.type === 'fiche' && row.fiche.number === 9) ?? null;
    expect(withHeldRow(before, without, ficheIdOf(metz, 6), () => elsewhere).rows).toBe(without);
    expect(withHeldRow(before, without, null, () => null).rows).toBe(without);
    expect(withHeldRow(before, without, 'axis.2', () => null).rows).toBe(without);
  });

  it('GR193 an hourly cost and its hours are held together, whichever one stands in', () => {
    const scene = new ViewScene('indicateurs', metz);
    const before = scene.all();
    const cost = before.findIndex(({ type }) => type === 'hourly_cost');
    const pair = before.slice(cost - 1, cost + 1).map(({ id }) => id);
    const without = before.filter(({ id }) => !pair.includes(id));
    for (const id of pair) {
      const { rows } = withHeldRow(
        before,
        without,
        id,
        (one) => before.find((row) => row.id === one) ?? null,
      );
      expect(rows.map((row) => row.id)).toEqual(before.map((row) => row.id));
    }
  });
});
