// Names a cell of the document for a sentence outside the grid: its action or indicator, then its column's official label.
import { field, templateIndicator } from '../contract/catalogue.ts';
import { type CellKey, type RowId, splitCellKey } from '../contract/ids.ts';
import { ficheOf, type Row } from '../contract/rows.ts';
import type { DocumentContent } from '../document/read.ts';
import { indicatorLabel } from './row-model.ts';
import type { Messages } from '../i18n/messages.ts';

/** In a few words, for a list: the action's number or the indicator's label, and the column as the grid heads it. */
export function shortCellTitle(key: CellKey, content: DocumentContent, messages: Messages): string | null {
  const place = splitCellKey(key);
  const row = place === null ? undefined : content.rows.get(place.rowId);
  if (place === null || row === undefined) return null;
  const { grid, undo } = messages;
  if (row.kind === 'fiche')
    return grid.cellName(undo.steps.action(row.number), ficheColumn(place.columnId, grid.columns));
  return grid.cellName(
    row.kind === 'indicator' ? indicatorLabel(row) : row.key,
    indicatorColumn(place.columnId, grid.columns),
  );
}

/** The same where lines of several actions stand together: an indicator's label may be in each of them. */
export function listedCellTitle(key: CellKey, content: DocumentContent, messages: Messages): string | null {
  const title = shortCellTitle(key, content, messages);
  const row = content.rows.get(splitCellKey(key)?.rowId ?? ('' as RowId));
  const fiche = row === undefined || row.kind === 'fiche' ? undefined : ficheOf(row, content.rows);
  if (title === null || fiche === undefined) return title;
  return messages.grid.cellName(messages.undo.steps.action(fiche.number), title);
}

/** `nameOf` names the column without its side. */
function withSide(
  columnId: string,
  columns: Messages['grid']['columns'],
  nameOf: (key: string) => string | null,
): string {
  const [key = '', side] = columnId.split('@');
  const name = nameOf(key) ?? key;
  return side === 'spent' ||
    side === 'realised' ||
    side === 'received' ||
    side === 'proposed' ||
    side === 'comment'
    ? columns.ofSide(name, columns[side])
    : name;
}

function ficheColumn(columnId: string, columns: Messages['grid']['columns']): string {
  if (columnId === 'taux_cofinancement') return columns.cofinancing;
  if (columnId === 'part_enveloppe') return columns.envelopeShare;
  return withSide(
    columnId,
    columns,
    (key) => field(key)?.shortLabel ?? templateIndicator(key)?.label ?? null,
  );
}

function indicatorColumn(columnId: string, columns: Messages['grid']['columns']): string {
  return columnId === 'target'
    ? columns.target
    : columnId === 'target@realised'
      ? columns.realised
      : columnId === 'taux_realisation'
        ? columns.rate
        : columnId === 'target@proposed'
          ? columns.proposed
          : columns.comment;
}

/** An action by its number and title, any other row by its action's number and its own name. */
export function rowTitle(row: Row, content: DocumentContent, { grid }: Messages): string {
  if (row.kind === 'fiche') return grid.ficheName(row.number, row.title);
  const number = ficheOf(row, content.rows)?.number ?? 0;
  return grid.indicatorName(number, row.kind === 'indicator' ? indicatorLabel(row) : row.key);
}

/** Null when the plan has no such row any more. */
export function cellTitle(key: CellKey, content: DocumentContent, messages: Messages): string | null {
  const place = splitCellKey(key);
  const row = place === null ? undefined : content.rows.get(place.rowId);
  if (place === null || row === undefined) return null;
  const { columns, cellName } = messages.grid;
  return cellName(
    rowTitle(row, content, messages),
    row.kind === 'fiche'
      ? withSide(place.columnId, columns, (key) => field(key)?.label ?? null)
      : indicatorColumn(place.columnId, columns),
  );
}
