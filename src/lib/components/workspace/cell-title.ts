// Names a cell of the document for a sentence outside the grid: its action or indicator, then its column's official label.
import { field } from '#lib/contract/catalogue.ts';
import { type CellKey, splitCellKey } from '#lib/contract/ids.ts';
import type { DocumentContent } from '#lib/document/read.ts';
import { indicatorLabel } from '#lib/grid/row-model.ts';
import type { Messages } from '#lib/i18n/messages.ts';

/** In a few words, for a list: the action's number or the indicator's label, and the column as the grid heads it. */
export function shortCellTitle(key: CellKey, content: DocumentContent, messages: Messages): string | null {
  const place = splitCellKey(key);
  const row = place === null ? undefined : content.rows.get(place.rowId);
  if (place === null || row === undefined) return null;
  const { grid, undo } = messages;
  if (row.kind === 'fiche')
    return grid.cellName(undo.steps.action(row.number), field(place.columnId)?.shortLabel ?? place.columnId);
  return grid.cellName(
    row.kind === 'indicator' ? indicatorLabel(row) : row.key,
    indicatorColumn(place.columnId, grid.columns),
  );
}

function indicatorColumn(columnId: string, columns: Messages['grid']['columns']): string {
  return columnId === 'target'
    ? columns.target
    : columnId === 'target@realised'
      ? columns.realised
      : columns.comment;
}

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
  return grid.cellName(
    grid.indicatorName(number, row.kind === 'indicator' ? indicatorLabel(row) : row.key),
    indicatorColumn(place.columnId, grid.columns),
  );
}
