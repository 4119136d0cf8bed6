// What a person does to their view, one act at a time. Pure; a view is never changed, another one takes its place.
import { type ColumnFilter, plainView, type SortKey, type TabView } from '../../contract/view.ts';

/** Sorted by more than three columns nobody knows any more by what. */
const maxSortKeys = 3;

export function directionOf(view: TabView, columnId: string): SortKey['direction'] | null {
  return view.sort.find((key) => key.columnId === columnId)?.direction ?? null;
}

/** By this column alone. */
export function sortedBy(view: TabView, columnId: string, direction: SortKey['direction']): TabView {
  return { ...view, sort: [{ columnId, direction }] };
}

/** Where the columns before it are the same. */
export function sortedNextBy(view: TabView, columnId: string, direction: SortKey['direction']): TabView {
  const others = view.sort.filter((key) => key.columnId !== columnId).slice(0, maxSortKeys - 1);
  return { ...view, sort: [...others, { columnId, direction }] };
}

export function unsorted(view: TabView, columnId: string): TabView {
  return { ...view, sort: view.sort.filter((key) => key.columnId !== columnId) };
}

export function filtered(view: TabView, columnId: string, filter: ColumnFilter | null): TabView {
  const { [columnId]: _, ...others } = view.filters;
  return { ...view, filters: filter === null ? others : { ...others, [columnId]: filter } };
}

export function withColumnHidden(view: TabView, columnId: string, isHidden: boolean): TabView {
  return { ...view, hidden: withOrWithout(view.hidden, columnId, isHidden) };
}

export function withColumnFrozen(view: TabView, columnId: string, isFrozen: boolean): TabView {
  return { ...view, frozen: withOrWithout(view.frozen, columnId, isFrozen) };
}

export function withAxisClosed(view: TabView, axis: number, isClosed: boolean): TabView {
  return { ...view, closedAxes: withOrWithout(view.closedAxes, axis, isClosed) };
}

function withOrWithout<Item>(list: readonly Item[], item: Item, isIn: boolean): Item[] {
  const others = list.filter((one) => one !== item);
  return isIn ? [...others, item] : others;
}

/** Every row again, in the plan's order; the columns stay as they are. */
export function withEveryRow(view: TabView): TabView {
  const { showsArchived } = view.rows;
  return {
    ...view,
    rows: { ...plainView.rows, showsArchived },
    sort: [],
    filters: {},
    closedAxes: [],
  };
}

/** Two views that show the same, whatever is being searched. */
export function isSameView(one: TabView, other: TabView): boolean {
  return comparable(one) === comparable(other);
}

function comparable(view: TabView): string {
  const { rows, sort, filters, hidden, order, widths, frozen, closedAxes } = view;
  const byKey = (record: object): unknown => Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    { ...rows, search: '' },
    sort,
    byKey(filters),
    hidden.toSorted(),
    order,
    byKey(widths),
    frozen.toSorted(),
    closedAxes.toSorted((a, b) => a - b),
  ]);
}
