// What the menu of a column offers, by what the view does with it now.
import type { SortKey, TabView } from '#lib/contract/view.ts';
import type { GridColumn } from '#lib/grid/columns.ts';
import {
  directionOf,
  filtered,
  sortedBy,
  sortedNextBy,
  unsorted,
  withColumnFrozen,
  withColumnHidden,
} from '#lib/grid/view/change-view.ts';
import { mayHide, mayMove } from '#lib/grid/view/column-order.ts';
import type { Messages } from '#lib/i18n/messages.ts';

interface Acts {
  set(view: TabView): void;
  move(columnId: string, by: -1 | 1): void;
  filter(columnId: string): void;
}

interface MenuItem {
  readonly label: string;
  readonly onselect: () => void;
  readonly checked?: boolean;
  readonly separated?: boolean;
}

export function columnMenuItems(
  column: GridColumn,
  columns: readonly GridColumn[],
  view: TabView,
  words: Messages['views']['column'],
  acts: Acts,
): MenuItem[] {
  const { id } = column;
  const direction = directionOf(view, id);
  const isNext = view.sort.length > 0 && view.sort[0]?.columnId !== id;
  const sorts = (one: SortKey['direction'], label: string): MenuItem => ({
    label,
    checked: direction === one,
    onselect: () => acts.set(sortedBy(view, id, one)),
  });
  const thenSorts = (one: SortKey['direction'], label: string): MenuItem => ({
    label,
    onselect: () => acts.set(sortedNextBy(view, id, one)),
  });
  const isPinned = !mayMove(column) && !view.frozen.includes(id);
  const at = columns.findIndex((one) => one.id === id);
  return [
    sorts('ascending', words.ascending),
    sorts('descending', words.descending),
    ...(isNext
      ? [thenSorts('ascending', words.thenAscending), thenSorts('descending', words.thenDescending)]
      : []),
    ...(direction === null ? [] : [{ label: words.unsort, onselect: () => acts.set(unsorted(view, id)) }]),
    { label: words.filter, separated: true, onselect: () => acts.filter(id) },
    ...(view.filters[id] === undefined
      ? []
      : [{ label: words.unfilter, onselect: () => acts.set(filtered(view, id, null)) }]),
    ...(isPinned || at <= 0
      ? []
      : [{ label: words.left, separated: true, onselect: () => acts.move(id, -1) }]),
    ...(isPinned || at === columns.length - 1
      ? []
      : [{ label: words.right, onselect: () => acts.move(id, 1) }]),
    ...(isPinned
      ? []
      : [
          view.frozen.includes(id)
            ? { label: words.unfreeze, onselect: () => acts.set(withColumnFrozen(view, id, false)) }
            : { label: words.freeze, onselect: () => acts.set(withColumnFrozen(view, id, true)) },
        ]),
    ...(mayHide(column)
      ? [{ label: words.hide, onselect: () => acts.set(withColumnHidden(view, id, true)) }]
      : []),
  ];
}
