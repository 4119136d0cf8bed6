// The order of a view: figures, then words, then what is empty; empties stay last whichever way one sorts, and ties keep the
// plan's order. Pure; sorts keys that were read once.
import type { SortKey } from '../../contract/view.ts';
import type { ViewValue } from './view-value.ts';

/** French, without case and accents; « 2 » before « 10 ». */
const words = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });

function compareValues(a: ViewValue, b: ViewValue, direction: SortKey['direction']): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order =
    typeof a === 'number'
      ? typeof b === 'number'
        ? a - b
        : -1
      : typeof b === 'number'
        ? 1
        : words.compare(a, b);
  return direction === 'ascending' ? order : -order;
}

export interface Sortable<Item> {
  readonly item: Item;
  /** One value for each sort key. */
  readonly values: readonly ViewValue[];
}

export function sorted<Item>(list: readonly Sortable<Item>[], keys: readonly SortKey[]): readonly Item[] {
  return list
    .toSorted((a, b) => {
      for (const [index, { direction }] of keys.entries()) {
        const order = compareValues(a.values[index] ?? null, b.values[index] ?? null, direction);
        if (order !== 0) return order;
      }
      return 0;
    })
    .map(({ item }) => item);
}
