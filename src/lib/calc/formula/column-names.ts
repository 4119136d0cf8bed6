// What the columns of each kind of row are called in formulas: made once from the template, for every plan. Knows no plan.
import { field, ficheFields, optionGroups, section, templateIndicator } from '../../contract/catalogue.ts';
import { ficheCells, hourlyCells, indicatorCells } from '../../contract/derived-expressions.ts';
import { foldText } from '../../contract/fold-text.ts';
import { columnId, type ColumnId } from '../../contract/ids.ts';
import { isNumericKind } from '../../contract/kinds.ts';
import type { RowKind } from '../../contract/rows.ts';
import { columnsOf } from '../../contract/schema.ts';
import { formulaNames as words } from '../../i18n/fr/formula-names.ts';

/** Every name that is read for a column; the first that no other column has is the one written. */
interface NamedColumn {
  readonly id: ColumnId;
  readonly names: readonly string[];
}

/** Compared as people do; printed labels end with a colon that nobody types. */
export function nameKey(name: string): string {
  return foldText(name).trim().replace(/ ?:$/, '');
}

function group<Value>(pairs: readonly (readonly [string, Value])[]): Map<string, Value[]> {
  const found = new Map<string, Value[]>();
  for (const [key, value] of pairs) {
    const values = found.get(key);
    if (values === undefined) found.set(key, [value]);
    else if (!values.includes(value)) values.push(value);
  }
  return found;
}

export class ColumnTable {
  readonly #byName: ReadonlyMap<string, readonly ColumnId[]>;
  readonly #written: ReadonlyMap<ColumnId, string>;

  constructor(columns: readonly NamedColumn[]) {
    const byName = group(
      columns.flatMap(({ id, names }) => names.map((name) => [nameKey(name), id] as const)),
    );
    this.#byName = byName;
    this.#written = new Map(
      columns.flatMap(({ id, names }) => {
        const name = names.find((one) => byName.get(nameKey(one))?.length === 1) ?? names[0];
        return name === undefined ? [] : [[id, name] as const];
      }),
    );
  }

  find(name: string): readonly ColumnId[] {
    return this.#byName.get(nameKey(name)) ?? [];
  }

  nameOf(id: ColumnId): string | null {
    return this.#written.get(id) ?? null;
  }

  /** What formulas read most comes first; each with the name that is written. */
  entries(): Iterable<readonly [ColumnId, string]> {
    return this.#written;
  }
}

const fieldNames = new Map(ficheFields.map(({ key, shortLabel, label }) => [key, [shortLabel, label]]));
const optionNames = new Map<string, readonly string[]>(
  optionGroups.flatMap((one) => one.options.map(({ key, label }) => [`${one.key}.${key}`, [label]] as const)),
);

function hourlyCostNames(key: string): readonly string[] {
  const indicator = templateIndicator(key);
  if (indicator === null) return [];
  const { label } = section(indicator.section) ?? { label: indicator.section };
  return [indicator.label, words.partOfSection(indicator.label, label)];
}

function baseNames(key: string): readonly string[] {
  const own = words.columns[key] ?? [];
  const found = fieldNames.get(key) ?? optionNames.get(key);
  if (found !== undefined) return [...own, ...found];
  if (own.length > 0) return own;
  const main = /^(.+)\.text$/.exec(key)?.[1];
  if (main !== undefined) return baseNames(main).map((name) => `${name} ${words.companion}`);
  return hourlyCostNames(key);
}

function isSide(text: string | undefined): text is keyof typeof words.sides {
  return text !== undefined && text in words.sides;
}

function namesOf(id: string): readonly string[] {
  const own = words.columns[id];
  if (own !== undefined && id.includes('@')) return own;
  const [key = '', side] = id.split('@');
  const base = baseNames(key);
  return isSide(side) ? base.map((name) => `${name.replace(/\s*:\s*$/, '')} ${words.sides[side]}`) : base;
}

const derivedOf: Readonly<Record<RowKind, readonly string[]>> = {
  fiche: [...ficheCells, ...hourlyCells].map(({ key }) => key),
  indicator: indicatorCells.map(({ key }) => key),
  entry: [],
};

/** What formulas read most comes first in lists: figures of the plan, figures of its follow-up, texts, then the side columns. */
function listOrder(id: string): number {
  const [key = '', side] = id.split('@');
  if (side === 'comment' || side === 'proposed') return 3;
  const kind = field(key)?.kind;
  const isText = kind === undefined ? columnsOf('fiche').includes(columnId(id)) : !isNumericKind(kind);
  return isText ? 2 : side === undefined ? 0 : 1;
}

function columnsNamed(kind: RowKind): readonly NamedColumn[] {
  const ids = new Set([...columnsOf(kind), ...derivedOf[kind].map(columnId)]);
  return [...ids]
    .toSorted((one, other) => listOrder(one) - listOrder(other))
    .map((id) => ({ id, names: namesOf(id) }));
}

const kinds: readonly RowKind[] = ['fiche', 'indicator', 'entry'];
const tables: Readonly<Record<RowKind, ColumnTable>> = {
  fiche: new ColumnTable(columnsNamed('fiche')),
  indicator: new ColumnTable(columnsNamed('indicator')),
  entry: new ColumnTable(columnsNamed('entry')),
};

/** Whole columns: of every kind of row, for a formula may add up what stands on another tab. */
export const wholeColumns = new ColumnTable([
  ...new Map(kinds.flatMap(columnsNamed).map((column) => [column.id, column])).values(),
]);

export function columnsOfRow(kind: RowKind): ColumnTable {
  return tables[kind];
}
