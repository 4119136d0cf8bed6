import { describe, expect, it } from 'vitest';
import { plainView } from '../../contract/view.ts';
import {
  directionOf,
  filtered,
  isSameView,
  sortedBy,
  sortedNextBy,
  unsorted,
  withAxisClosed,
  withColumnFrozen,
  withColumnHidden,
  withEveryRow,
} from './change-view.ts';

describe('changing a view', () => {
  it('GR199 sorts by one column, then by others behind it, at most three', () => {
    let view = sortedBy(sortedBy(plainView, 'a', 'ascending'), 'b', 'descending');
    expect(view.sort).toEqual([{ columnId: 'b', direction: 'descending' }]);
    for (const id of ['c', 'd', 'e']) view = sortedNextBy(view, id, 'ascending');
    expect(view.sort.map(({ columnId }) => columnId)).toEqual(['b', 'c', 'e']);
    view = sortedNextBy(view, 'b', 'ascending');
    expect(view.sort.map(({ columnId }) => columnId)).toEqual(['c', 'e', 'b']);
    expect(directionOf(view, 'b')).toBe('ascending');
    expect(directionOf(unsorted(view, 'b'), 'b')).toBeNull();
  });

  it('GR199 an act done twice is done once, and undone it leaves nothing', () => {
    for (const change of [withColumnHidden, withColumnFrozen]) {
      const once = change(change(plainView, 'p104', true), 'p104', true);
      expect([...once.hidden, ...once.frozen]).toEqual(['p104']);
      expect(change(once, 'p104', false)).toEqual(plainView);
    }
    expect(withAxisClosed(withAxisClosed(plainView, 2, true), 2, false)).toEqual(plainView);
    expect(filtered(filtered(plainView, 'p104', { type: 'empty' }), 'p104', null)).toEqual(plainView);
  });

  it('GR199 every row comes back in the plan’s order, and the columns stay', () => {
    const view = {
      ...filtered(sortedBy(withColumnHidden(plainView, 'p104', true), 'a', 'ascending'), 'b', {
        type: 'filled',
      }),
      rows: { ...plainView.rows, search: 'vélo', showsArchived: true },
      closedAxes: [1],
    };
    expect(withEveryRow(view)).toEqual({
      ...plainView,
      hidden: ['p104'],
      rows: { ...plainView.rows, showsArchived: true },
    });
  });

  it('GR199 two views are the same whatever is searched and in whatever order things were hidden', () => {
    const one = withColumnHidden(withColumnHidden(plainView, 'a', true), 'b', true);
    const other = withColumnHidden(withColumnHidden(plainView, 'b', true), 'a', true);
    expect(isSameView(one, { ...other, rows: { ...other.rows, search: 'x' } })).toBe(true);
    expect(isSameView(one, plainView)).toBe(false);
    expect(isSameView(plainView, { ...plainView, widths: { a: 100 } })).toBe(false);
  });
});
