// What the columns of a pasted table are, by a line of headers above them or by the headings they are pasted over (rules
// GR100… in docs/grid.md). Pure; recognises, and never guesses between two that fit.
import { foldForSearch } from '../../i18n/search-text.ts';
import type { GridColumn } from '../columns.ts';
import type { GridTable } from '../grid-table.ts';
import { type GridSelection, rectsOf } from '../selection.ts';
import type { PastedTable } from './flavours.ts';

/** What a pasted column says of its rows, or the index of the column that takes its values. */
export type ColumnRole = 'number' | 'action' | 'label' | 'section' | 'unit' | number | null;

const roleWords: ReadonlyMap<string, Exclude<ColumnRole, number | null>> = new Map([
  ...[
    'n°',
    'no',
    'n',
    'numero',
    'numero d’action',
    "numero de l'action",
    'n° action',
    "n° d'action",
    'number',
  ].map((word) => [foldForSearch(word), 'number'] as const),
  ...['action', 'actions', 'intitule', "intitule de l'action", 'titre', "nom de l'action", 'title'].map(
    (word) => [foldForSearch(word), 'action'] as const,
  ),
  ...['indicateur', 'indicateurs', 'libelle', 'indicator', 'indicators', 'label'].map(
    (word) => [word, 'label'] as const,
  ),
  ...['section', 'rubrique', 'thematique'].map((word) => [word, 'section'] as const),
  ...['unite', 'unit'].map((word) => [word, 'unit'] as const),
]);

/** A title may stand above the headers. */
const headerSearchRows = 6;

function folded(pasted: PastedTable, row: number, column: number): string {
  return foldForSearch(pasted.rows[row]?.[column]?.text ?? '');
}

export interface NamedColumns {
  /** -1 when no line of headers stands above. */
  readonly headerRow: number;
  readonly roles: readonly ColumnRole[];
}

/** Null when too little is recognised to tell rows and columns apart. */
export function namedColumns(
  pasted: PastedTable,
  table: GridTable,
  asked: GridTable,
  selection: GridSelection,
): NamedColumns | null {
  return headerOf(pasted, table) ?? rolesByPlace(pasted, table, asked, selection);
}

/** The line with the most headers: at least one that names rows, and one that takes values. */
function headerOf(pasted: PastedTable, table: GridTable): NamedColumns | null {
  let best: (NamedColumns & { readonly weight: number }) | null = null;
  for (let headerRow = 0; headerRow < Math.min(headerSearchRows, pasted.rows.length - 1); headerRow += 1) {
    const width = pasted.rows[headerRow]?.length ?? 0;
    const roles = rolesOf(
      Array.from({ length: width }, (_, column) => folded(pasted, headerRow, column)),
      table,
    );
    const weight = roles.filter((role) => role !== null).length;
    if (isEnough(roles) && weight > (best?.weight ?? 0)) best = { headerRow, roles, weight };
  }
  return best;
}

function isEnough(roles: readonly ColumnRole[]): boolean {
  return (
    roles.some((role) => role === 'number' || role === 'action' || role === 'label') &&
    roles.some((role) => typeof role === 'number')
  );
}

/** Each column of the grid, and each way to name a row, once: the first header that fits takes it. */
function rolesOf(headers: readonly string[], table: GridTable): readonly ColumnRole[] {
  const taken = new Set<ColumnRole>();
  return headers.map((header) => {
    const role = header === '' ? null : (roleWords.get(header) ?? columnNamed(header, table));
    if (role === null || taken.has(role)) return null;
    taken.add(role);
    return role;
  });
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}<@]+/u).filter((word) => word !== '');
}

interface ColumnNames {
  readonly index: number;
  readonly column: GridColumn;
  /** Folded. */
  readonly names: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

const known = new WeakMap<readonly GridColumn[], readonly ColumnNames[]>();

/** Once for the columns of a tab: each cell of the first pasted lines may be a header. */
function columnNames(columns: readonly GridColumn[]): readonly ColumnNames[] {
  const found =
    known.get(columns) ??
    columns.flatMap((column, index): ColumnNames[] => {
      if (column.source.type === 'fact') return [];
      const names = [column.header, column.name, column.description, column.id].map(foldForSearch);
      return [{ index, column, names: new Set(names), words: new Set(names.flatMap(wordsOf)) }];
    });
  known.set(columns, found);
  return found;
}

/**
 * Exact first, then the one column whose names and official label have every word; « dont » lines answer to their exact
 * names only. Null when none or several fit: what can be written goes before what is computed.
 */
function columnNamed(header: string, table: GridTable): number | null {
  const bare = header.replace(/\s*(\([^)]*\)|en €|€)$/u, '').trim();
  const words = wordsOf(bare);
  const columns = columnNames(table.columns);
  const exact = columns.filter(({ names }) => names.has(header) || names.has(bare));
  if (exact.length > 0) return onlyOne(exact);
  const said = columns.filter(
    ({ column, words: known }) =>
      !column.isDetail && words.length > 0 && words.every((word) => known.has(word)),
  );
  return onlyOne(said);
}

function onlyOne(fitting: readonly ColumnNames[]): number | null {
  const writable = fitting.filter(({ column }) => column.source.type === 'cell');
  const [only, other] = writable.length > 0 ? writable : fitting;
  return only === undefined || other !== undefined ? null : only.index;
}

/** Without headers, a block that is pasted over the headings of rows names its rows by them, even if its first row went. */
function rolesByPlace(
  pasted: PastedTable,
  table: GridTable,
  asked: GridTable,
  selection: GridSelection,
): NamedColumns | null {
  const left = rectsOf(selection, asked.order).at(-1)?.left;
  if (left === undefined) return null;
  const roles = Array.from({ length: pasted.rows[0]?.length ?? 0 }, (_, offset): ColumnRole => {
    const id = asked.columns[left + offset]?.id;
    switch (id) {
      case undefined:
      case 'row.axis':
        return null;
      case 'row.action':
        return 'action';
      case 'row.label':
        return 'label';
      case 'row.section':
        return 'section';
      case 'row.unit':
        return 'unit';
      default: {
        const column = table.order.columnIndex(id);
        return column < 0 ? null : column;
      }
    }
  });
  return isEnough(roles) ? { headerRow: -1, roles } : null;
}
