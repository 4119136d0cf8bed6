// The proposals of a plan: what the next signature makes planned. The server signs them, the screen counts them before.
import { type CellKey, cellKey, columnId, splitCellKey } from '../contract/ids.ts';
import { columnGroupOf } from '../contract/permissions.ts';
import { ficheOf } from '../contract/rows.ts';
import type { DocumentContent } from './read.ts';

/** `p104@proposed` -> `p104`; null for any other cell. */
export function plannedOf(key: CellKey): CellKey | null {
  const place = splitCellKey(key);
  if (place === null || columnGroupOf(place.columnId) !== 'proposed') return null;
  return cellKey(place.rowId, columnId(place.columnId.slice(0, -'@proposed'.length)));
}

/** Of live rows in open actions: the others stay as they are. */
export function proposalsOf({ cells, rows }: Pick<DocumentContent, 'cells' | 'rows'>): CellKey[] {
  return [...cells.keys()].filter((key) => {
    const place = plannedOf(key) === null ? null : splitCellKey(key);
    const row = place === null ? undefined : rows.get(place.rowId);
    const fiche = row === undefined ? undefined : ficheOf(row, rows);
    return row?.archived === false && fiche?.archived === false && fiche.closed !== true;
  });
}
