// The columns as a view shows them: their order, widths, which are hidden and which stay when one scrolls. Pure.
import type { TabView } from '../../contract/view.ts';
import { type GridColumn, type GridColumnNode, isColumnGroup } from '../columns.ts';

/** Without its heading a row would have no name. */
export function mayHide(column: GridColumn): boolean {
  return !column.pinned && !(column.source.type === 'fact' && ['axis', 'label'].includes(column.source.fact));
}

/** The heading of an axis begins in the first column and spans the others. */
export function mayMove(column: GridColumn): boolean {
  return !column.pinned && !(column.source.type === 'fact' && column.source.fact === 'axis');
}

/** Groups stay whole: they go where the first of their columns goes. Columns that the view does not name keep the catalogue's order. */
export function arrangedColumns(
  nodes: readonly GridColumnNode[],
  view: Pick<TabView, 'order' | 'hidden' | 'widths' | 'frozen'>,
): readonly GridColumnNode[] {
  const place = new Map(view.order.map((id, index) => [id, index]));
  const hidden = new Set(view.hidden);
  const frozen = new Set(view.frozen);
  const arrange = (column: GridColumn): readonly GridColumn[] => {
    if (hidden.has(column.id) && mayHide(column)) return [];
    const width = view.widths[column.id];
    const pinned = column.pinned || frozen.has(column.id);
    if (width === undefined && pinned === column.pinned) return [column];
    return [{ ...column, pinned, ...(width === undefined ? {} : { width, grows: false }) }];
  };
  const shown = nodes.flatMap((node): readonly GridColumnNode[] => {
    if (!isColumnGroup(node)) return arrange(node);
    const columns = inOrder(node.columns.flatMap(arrange), (column) => place.get(column.id));
    return columns.length === 0 ? [] : [{ ...node, columns }];
  });
  const rank = (node: GridColumnNode): number | undefined =>
    isColumnGroup(node)
      ? node.columns.reduce<number | undefined>((least, { id }) => lesser(least, place.get(id)), undefined)
      : mayMove(node)
        ? place.get(node.id)
        : -1;
  return inOrder(shown, rank);
}

function lesser(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined ? other : other === undefined ? one : Math.min(one, other);
}

/** What has no rank stays behind what stood before it. */
function inOrder<Item>(list: readonly Item[], rankOf: (item: Item) => number | undefined): readonly Item[] {
  let last = -1;
  return list
    .map((item, index) => {
      const rank = rankOf(item);
      if (rank !== undefined) last = rank;
      return { item, rank: rank ?? last, index };
    })
    .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ item }) => item);
}

/** The ids from left to right after `moved` went to just before `before` (null: last). */
export function movedColumn(
  order: readonly string[],
  moved: string,
  before: string | null,
): readonly string[] {
  const others = order.filter((id) => id !== moved);
  const at = before === null ? others.length : others.indexOf(before);
  return at < 0 ? order : [...others.slice(0, at), moved, ...others.slice(at)];
}
