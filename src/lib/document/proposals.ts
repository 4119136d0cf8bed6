// The proposals of a plan: what the next signature makes planned. The server signs them, the screen counts them before.
import { type CellKey, cellKey, columnId, splitCellKey } from '../contract/ids.ts';
import { isNumericKind } from '../contract/kinds.ts';
import { isFormula, numberOf } from '../contract/parse.ts';
import { columnGroupOf } from '../contract/permissions.ts';
import { ficheOf } from '../contract/rows.ts';
import { columnKind, columnUnit } from '../contract/schema.ts';
import type { DocumentContent } from './read.ts';

/** `p104@proposed` -> `p104`; null for any other cell. */
export function plannedOf(key: CellKey): CellKey | null {
  const place = splitCellKey(key);
  if (place === null || columnGroupOf(place.columnId) !== 'proposed') return null;
  return cellKey(place.rowId, columnId(place.columnId.slice(0, -'@proposed'.length)));
}

type Cells = Pick<DocumentContent, 'cells' | 'rows'>;

/** What the next signature takes over. */
export function proposalsOf(content: Cells): CellKey[] {
  return openProposals(content).filter((key) => isReadable(key, content));
}

/** Texts where figures belong: they would put an agreed figure out of every sum, and wait until they can be read. */
export function unreadableProposals(content: Cells): CellKey[] {
  return openProposals(content).filter((key) => !isReadable(key, content));
}

function isReadable(key: CellKey, { cells, rows }: Cells): boolean {
  const place = splitCellKey(key);
  const row = place === null ? undefined : rows.get(place.rowId);
  const kind = place === null || row === undefined ? null : columnKind(row, place.columnId);
  const raw = cells.get(key) ?? null;
  if (place === null || row === undefined || kind === null || !isNumericKind(kind) || isFormula(raw))
    return true;
  return numberOf(kind, raw, columnUnit(row, place.columnId)) !== null;
}

/** Of live rows in open actions: the others stay as they are. */
function openProposals({ cells, rows }: Cells): CellKey[] {
  return [...cells.keys()].filter((key) => {
    const place = plannedOf(key) === null ? null : splitCellKey(key);
    const row = place === null ? undefined : rows.get(place.rowId);
    const fiche = row === undefined ? undefined : ficheOf(row, rows);
    return row?.archived === false && fiche?.archived === false && fiche.closed !== true;
  });
}
