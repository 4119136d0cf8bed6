// Rows of a tab by what people call them: actions by number and title, indicators by label. Built once for the rows that a
// tab shows, because a plan has thousands of labels and a pasted table asks for each of its lines. Pure.
import type { FicheRow } from '../../contract/rows.ts';
import { foldForSearch } from '../../i18n/search-text.ts';
import type { GridRow } from '../row-model.ts';

type NamedRow = Extract<GridRow, { type: 'indicator' }>;

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, [value]);
  else found.push(value);
}

export function ficheOf(row: GridRow | undefined): FicheRow | null {
  return row !== undefined && 'fiche' in row ? row.fiche : null;
}

export class RowNames {
  readonly #fiches = new Map<string, FicheRow>();
  readonly #byNumber = new Map<number, FicheRow[]>();
  /** By folded title, and by « 12 · title » as the grid writes it. */
  readonly #byTitle = new Map<string, FicheRow[]>();
  readonly #byLabel = new Map<string, NamedRow[]>();
  readonly #byFicheAndLabel = new Map<string, NamedRow[]>();

  constructor(rows: readonly GridRow[]) {
    for (const row of rows) {
      const fiche = ficheOf(row);
      if (fiche !== null && !this.#fiches.has(fiche.id)) this.#addFiche(fiche);
      if (row.type !== 'indicator') continue;
      const label = foldForSearch(row.label);
      add(this.#byLabel, label, row);
      add(this.#byFicheAndLabel, `${row.fiche.id}:${label}`, row);
    }
  }

  #addFiche(fiche: FicheRow): void {
    const title = foldForSearch(fiche.title);
    this.#fiches.set(fiche.id, fiche);
    add(this.#byNumber, fiche.number, fiche);
    for (const name of new Set([title, `${fiche.number} · ${title}`])) add(this.#byTitle, name, fiche);
  }

  fiche(id: string): FicheRow | null {
    return this.#fiches.get(id) ?? null;
  }

  numbered(number: number): readonly FicheRow[] {
    return this.#byNumber.get(number) ?? [];
  }

  /** `title` is folded. */
  titled(title: string): readonly FicheRow[] {
    return this.#byTitle.get(title) ?? [];
  }

  /** `label` is folded; of one action, or of all. */
  labelled(label: string, fiche: FicheRow | null | 'any'): readonly NamedRow[] {
    if (fiche === null) return [];
    if (fiche === 'any') return this.#byLabel.get(label) ?? [];
    return this.#byFicheAndLabel.get(`${fiche.id}:${label}`) ?? [];
  }
}

const known = new WeakMap<readonly GridRow[], RowNames>();

/** Rows are never changed in place: another plan of rows is another array. */
export function rowNames(rows: readonly GridRow[]): RowNames {
  const found = known.get(rows) ?? new RowNames(rows);
  known.set(rows, found);
  return found;
}
