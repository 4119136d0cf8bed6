// Names a cell of the document for a sentence outside the grid: its action or indicator, then its column's official label.
import { field } from '#lib/contract/catalogue.ts';
import { type CellKey, splitCellKey } from '#lib/contract/ids.ts';
import type { DocumentContent } from '#lib/document/read.ts';
import { indicatorLabel } from '#lib/grid/row-model.ts';
import type { Messages } from '#lib/i18n/messages.ts';

/** Null when the plan has no such row any more. */
export function cellTitle(key: CellKey, content: DocumentContent, messages: Messages): string | null {
  const place = splitCellKey(key);
  const row = place === null ? undefined : content.rows.get(place.rowId);
  if (place === null || row === undefined) return null;
  const { grid } = messages;
  if (row.kind === 'fiche') {
    const label = field(place.columnId)?.label ?? place.columnId;
    return grid.cellName(grid.ficheName(row.number, row.title), label);
  }
  const fiche = content.rows.get(row.ficheId);
  const number = fiche?.kind === 'fiche' ? fiche.number : 0;
  const column =
    place.columnId === 'target'
      ? grid.columns.target
      : place.columnId === 'target@realised'
        ? grid.columns.realised
        : grid.columns.comment;
  return grid.cellName(
    grid.indicatorName(number, row.kind === 'indicator' ? indicatorLabel(row) : row.key),
    column,
  );
}
