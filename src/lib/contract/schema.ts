// Which columns a row has, and what each holds. The server refuses a write to any other (`unknown_column`); the screen asks
// the same functions. Derived values (`cout_total`…) and virtual rows have no columns: nobody types them.
import { actorFields, beneficiaryFields, budgetFields, ficheFields, optionGroups } from './catalogue.ts';
import type { Field } from './catalogue.ts';
import { columnId } from './ids.ts';
import type { ColumnId } from './ids.ts';
import type { CellKind } from './kinds.ts';
import type { Row, RowKind } from './rows.ts';

interface Column {
  readonly kind: CellKind;
  readonly unit: string | null;
}

const commentColumn: Column = { kind: 'text', unit: null };

/** What is followed during the year, beside the plan: money spent, money received, people reached. */
function followUpOf(field: Field): readonly ('realised' | 'spent' | 'received')[] {
  if (field.key === 'p104') return ['spent', 'received'];
  if (budgetFields.includes(field)) return ['spent'];
  if (beneficiaryFields.includes(field) || actorFields.includes(field)) return ['realised'];
  return [];
}

function buildFicheColumns(): ReadonlyMap<ColumnId, Column> {
  const columns = new Map<ColumnId, Column>();
  // Signing freezes every planned cell, so each has its `@proposed` twin for the next signature.
  const addPlanned = (key: string, column: Column): void => {
    columns.set(columnId(key), column);
    columns.set(columnId(`${key}@proposed`), column);
  };
  for (const field of ficheFields) {
    if (field.mode === 'derived') continue;
    const column = { kind: field.kind, unit: field.unit };
    addPlanned(field.key, column);
    for (const group of followUpOf(field)) columns.set(columnId(`${field.key}@${group}`), column);
    columns.set(columnId(`${field.key}@comment`), commentColumn);
    if (field.hasText) addPlanned(`${field.key}.text`, { kind: 'text', unit: null });
  }
  for (const group of optionGroups) {
    for (const option of group.options) {
      addPlanned(`${group.key}.${option.key}`, { kind: 'boolean', unit: null });
      if (option.hasText) addPlanned(`${group.key}.${option.key}.text`, { kind: 'text', unit: null });
    }
  }
  return columns;
}

const ficheColumns = buildFicheColumns();

const indicatorTargets: ReadonlySet<string> = new Set(['target', 'target@realised', 'target@proposed']);

const entryColumns: ReadonlyMap<string, Column> = new Map([
  ['name', { kind: 'text', unit: null }],
  ['description', { kind: 'longtext', unit: null }],
]);

function columnOf(row: Row, column: ColumnId): Column | null {
  switch (row.kind) {
    case 'fiche':
      return ficheColumns.get(column) ?? null;
    case 'indicator':
      if (indicatorTargets.has(column)) return { kind: row.valueKind, unit: row.unit };
      return column === 'comment' ? commentColumn : null;
    case 'entry':
      return entryColumns.get(column) ?? null;
    default:
      return row satisfies never;
  }
}

/** Null when this row has no such column. */
export function columnKind(row: Row, column: ColumnId): CellKind | null {
  return columnOf(row, column)?.kind ?? null;
}

/** Null when the column has no unit, and when this row has no such column. */
export function columnUnit(row: Row, column: ColumnId): string | null {
  return columnOf(row, column)?.unit ?? null;
}

/** Every column of a kind of row, for exports and for walking all cells of a row. */
export function columnsOf(kind: RowKind): readonly ColumnId[] {
  switch (kind) {
    case 'fiche':
      return [...ficheColumns.keys()];
    case 'indicator':
      return [...indicatorTargets, 'comment'].map(columnId);
    case 'entry':
      return [...entryColumns.keys()].map(columnId);
    default:
      return kind satisfies never;
  }
}
