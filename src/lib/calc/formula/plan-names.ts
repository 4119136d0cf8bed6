// The names of a plan's rows and columns for the formulas in its cells. Knows the plan as read, not the engine nor the screen.
import { templateIndicator } from '../../contract/catalogue.ts';
import type { ColumnId, RowId } from '../../contract/ids.ts';
import type { FicheRow, IndicatorRow } from '../../contract/rows.ts';
import type { DocumentContent } from '../../document/read.ts';
import { formulaNames as words } from '../../i18n/fr/formula-names.ts';
import { type ColumnTable, columnsOfRow, nameKey, wholeColumns } from './column-names.ts';
import type { ColumnScope, FormulaNames } from './formula-names.ts';

/** Of the cell that holds the formula. */
export interface FormulaPlace {
  readonly rowId: RowId;
  readonly columnId: ColumnId;
}

/** What the assistance offers, beside what the language asks for. */
export interface ListedNames extends FormulaNames {
  columnsIn(scope: ColumnScope): Iterable<readonly [ColumnId, string]>;
  /** In the order of the plan, archived rows and rows without a name left out. */
  rowNames(): Iterable<readonly [RowId, string]>;
}

/** « Fiche 3 », « action n° 3 »: always an action, never an indicator that somebody gave such a name. */
const ficheName = new RegExp(
  `^(?:${nameKey(words.rowWords.fiche)}|${nameKey(words.rowWords.action)}) ?(?:n ?[°o] ?)?0*(\\d{1,9})$`,
);

interface RowIndex {
  /** By number, or by the key of a label. */
  readonly fiches: ReadonlyMap<number, readonly RowId[]>;
  readonly indicators: ReadonlyMap<string, readonly RowId[]>;
}

/** Indexes are made when first asked for, once for one content. */
export class PlanNames {
  readonly #rows: DocumentContent['rows'];
  #made: RowIndex | null = null;

  constructor(content: Pick<DocumentContent, 'rows'>) {
    this.#rows = content.rows;
  }

  for(place: FormulaPlace): ListedNames {
    const columns = (scope: ColumnScope): ColumnTable | null => this.#columns(scope, place);
    return {
      findColumns: (scope, name) => columns(scope)?.find(name) ?? [],
      findRows: (name) => this.#find(name),
      columnName: (scope, id) => columns(scope)?.nameOf(id) ?? null,
      rowName: (id) => this.#nameOf(id),
      columnsIn: (scope) => columns(scope)?.entries() ?? [],
      rowNames: () => this.#named(),
    };
  }

  #columns(scope: ColumnScope, place: FormulaPlace): ColumnTable | null {
    if (scope.kind === 'column') return wholeColumns;
    const row = this.#rows.get(scope.kind === 'row' ? scope.rowId : place.rowId);
    return row === undefined ? null : columnsOfRow(row.kind);
  }

  #find(name: string): readonly RowId[] {
    const key = nameKey(name);
    const number = ficheName.exec(key)?.[1];
    if (number !== undefined) return this.#index().fiches.get(Number(number)) ?? [];
    return this.#index().indicators.get(key) ?? [];
  }

  #nameOf(id: RowId): string | null {
    const row = this.#rows.get(id);
    if (row?.kind === 'fiche') return nameOfFiche(row);
    if (row?.kind !== 'indicator') return null;
    const label = labelOf(row);
    if (nameKey(label) === '') return null;
    const [first, ...others] = this.#find(label);
    return first === id && others.length === 0 ? label : this.#longName(row);
  }

  #longName(row: IndicatorRow): string | null {
    const fiche = this.#rows.get(row.ficheId);
    return fiche?.kind === 'fiche' ? words.partOfFiche(nameOfFiche(fiche), labelOf(row)) : null;
  }

  *#named(): Iterable<readonly [RowId, string]> {
    for (const row of this.#rows.values()) {
      const name = row.archived ? null : this.#nameOf(row.id);
      if (name !== null) yield [row.id, name];
    }
  }

  #index(): RowIndex {
    this.#made ??= this.#makeIndex();
    return this.#made;
  }

  #makeIndex(): RowIndex {
    const fiches = new Map<number, RowId[]>();
    const indicators = new Map<string, RowId[]>();
    for (const row of this.#rows.values()) {
      if (row.kind === 'fiche') add(fiches, row.number, row.id);
      if (row.kind !== 'indicator' || nameKey(labelOf(row)) === '') continue;
      add(indicators, nameKey(labelOf(row)), row.id);
      const long = this.#longName(row);
      if (long !== null) add(indicators, nameKey(long), row.id);
    }
    return { fiches, indicators };
  }
}

/** For one cell of one content; who asks for many cells keeps a `PlanNames`. */
export function planNames(content: Pick<DocumentContent, 'rows'>, place: FormulaPlace): ListedNames {
  return new PlanNames(content).for(place);
}

function add<Key>(index: Map<Key, RowId[]>, key: Key, id: RowId): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, [id]);
  else ids.push(id);
}

function nameOfFiche(row: FicheRow): string {
  return `${words.rowWords.fiche} ${row.number}`;
}

function labelOf(row: IndicatorRow): string {
  const label = row.label ?? (row.key === null ? null : templateIndicator(row.key)?.label) ?? '';
  return label.replaceAll(/\s+/gu, ' ').trim();
}
