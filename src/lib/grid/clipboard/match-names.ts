// Where the cells of a pasted table go by their names: rows by action number or title, and by the indicator's label (rules GR100… in docs/grid.md). Pure; recognises, and never guesses between two that fit.
import { keySection, sections, templateIndicators } from '../../contract/catalogue.ts';
import type { Command } from '../../contract/commands.ts';
import type { RowId } from '../../contract/ids.ts';
import type { CellKind } from '../../contract/kinds.ts';
import { parseValue } from '../../contract/parse.ts';
import type { FicheRow } from '../../contract/rows.ts';
import { foldForSearch } from '../../i18n/search-text.ts';
import type { GridTable } from '../grid-table.ts';
import type { GridRow } from '../row-model.ts';
import { type GridSelection, rectsOf } from '../selection.ts';
import type { PastedTable } from './flavours.ts';
import { type ColumnRole, namedColumns } from './match-columns.ts';
import type { PasteTarget } from './paste-targets.ts';

/** A pasted row that has no row here, and could become an indicator of an action. */
export interface MissingIndicator {
  readonly sourceRow: number;
  readonly label: string;
  readonly ficheNumber: number;
  readonly command: Extract<Command, { type: 'indicator.add' }>;
}

interface NamedTargets {
  readonly targets: readonly PasteTarget[];
  readonly missing: readonly MissingIndicator[];
  /** Headers of the pasted columns that no column here answers to. */
  readonly unmatched: readonly string[];
}

/** Null when too little is recognised to tell rows and columns apart. */
export function namedTargets(
  pasted: PastedTable,
  table: GridTable,
  allRows: readonly GridRow[],
  selection: GridSelection,
): NamedTargets | null {
  const isIndicators = table.columns.some(({ id }) => id === 'row.label');
  const found = namedColumns(pasted, table, selection);
  if (found === null) return null;
  const { headerRow, roles } = found;
  const rows = new RowFinder(pasted, table, allRows, roles, isIndicators, ficheAt(table, selection));
  const targets: PasteTarget[] = [];
  const missing: MissingIndicator[] = [];
  for (let sourceRow = headerRow + 1; sourceRow < pasted.rows.length; sourceRow += 1) {
    const row = rows.find(sourceRow);
    if (row === 'no_row') missing.push(...(rows.missingAt(sourceRow) ?? []));
    for (const [sourceColumn, role] of roles.entries())
      if (typeof role === 'number' || role === null)
        targets.push({ sourceRow, sourceColumn, row, column: role });
  }
  // Names that no row answers to are no names: the place is meant.
  const isAnyFound = targets.some(({ row, column }) => row !== 'no_row' && column !== null);
  const unmatched = roles.flatMap((role, column) => {
    const header = pasted.rows[headerRow]?.[column]?.text.trim() ?? '';
    return role === null && header !== '' ? [header] : [];
  });
  return isAnyFound || missing.length > 0 ? { targets, missing, unmatched } : null;
}

function ficheOf(row: GridRow | undefined): FicheRow | null {
  return row === undefined || row.type === 'axis' || row.type === 'total' ? null : row.fiche;
}

function ficheAt(table: GridTable, selection: GridSelection): FicheRow | null {
  const top = rectsOf(selection, table.order).at(-1)?.top;
  return top === undefined ? null : ficheOf(table.rows[top]);
}

/** Finds rows by what the pasted table calls them; an action stands for the lines below it that name none. */
class RowFinder {
  readonly #pasted: PastedTable;
  readonly #table: GridTable;
  readonly #roles: readonly ColumnRole[];
  readonly #isIndicators: boolean;
  readonly #allRows: readonly GridRow[];
  readonly #fiches: readonly FicheRow[];
  #fiche: FicheRow | null;

  constructor(
    pasted: PastedTable,
    table: GridTable,
    allRows: readonly GridRow[],
    roles: readonly ColumnRole[],
    isIndicators: boolean,
    fiche: FicheRow | null,
  ) {
    this.#pasted = pasted;
    this.#table = table;
    this.#allRows = allRows;
    this.#roles = roles;
    this.#isIndicators = isIndicators;
    this.#fiches = [...new Set(allRows.flatMap((row) => ficheOf(row) ?? []))];
    this.#fiche = fiche;
  }

  /** To be asked in the order of the pasted rows. */
  find(sourceRow: number): number | 'no_row' | 'hidden_row' {
    const named = this.#named(sourceRow);
    if (named !== 'none') this.#fiche = named;
    if (!this.#isIndicators) return this.#indexOf(named === 'none' || named === null ? null : named.id);
    const label = this.#text(sourceRow, 'label');
    const isAnywhere = !this.#roles.includes('action') && !this.#roles.includes('number');
    const fitting = this.#allRows.filter(
      (row) =>
        row.type === 'indicator' &&
        foldForSearch(row.label) === label &&
        (isAnywhere || row.fiche === this.#fiche),
    );
    const near = fitting.filter((row) => ficheOf(row) === this.#fiche);
    const [only] = near.length === 1 ? near : fitting;
    return this.#indexOf(
      label !== '' && (near.length === 1 || fitting.length === 1) ? (only?.id ?? null) : null,
    );
  }

  /** After `find` has said that it is not there. */
  missingAt(sourceRow: number): readonly MissingIndicator[] | null {
    const fiche = this.#fiche;
    const label = this.#shown(sourceRow, 'label');
    if (!this.#isIndicators || fiche === null || fiche.archived || label === '') return null;
    const isThere = this.#allRows.some(
      (row) =>
        row.type === 'indicator' && row.fiche === fiche && foldForSearch(row.label) === foldForSearch(label),
    );
    if (isThere) return null;
    return [
      { sourceRow, label, ficheNumber: fiche.number, command: this.#command(sourceRow, fiche.id, label) },
    ];
  }

  #command(sourceRow: number, ficheId: RowId, label: string): MissingIndicator['command'] {
    const place = this.#text(sourceRow, 'section');
    const section =
      sections.find((one) => foldForSearch(one.label) === place || one.key === place)?.key ?? keySection;
    const template = templateIndicators.find(
      (one) =>
        one.mode === 'input' &&
        foldForSearch(one.label) === foldForSearch(label) &&
        (place === '' ||
          sections.some(
            ({ key, tables }) => key === section && tables.some(({ indicators }) => indicators.includes(one)),
          )),
    );
    if (template !== undefined)
      return { type: 'indicator.add', ficheId, indicator: { origin: 'template', key: template.key } };
    const unit = this.#shown(sourceRow, 'unit');
    return {
      type: 'indicator.add',
      ficheId,
      indicator: {
        origin: section === keySection ? 'key' : 'added',
        section,
        label,
        valueKind: this.#kindOf(sourceRow, unit),
        unit: unit === '' ? null : unit,
      },
    };
  }

  #kindOf(sourceRow: number, unit: string): CellKind {
    const kinds: Readonly<Record<string, CellKind>> = {
      h: 'hours',
      heures: 'hours',
      '€': 'money',
      euros: 'money',
      '%': 'percent',
      mois: 'duration',
    };
    const kind = kinds[foldForSearch(unit)] ?? 'count';
    const isWords = this.#roles.some((role, column) => {
      if (typeof role !== 'number' || !(this.#table.columns[role]?.id ?? '').startsWith('target'))
        return false;
      const cell = this.#pasted.rows[sourceRow]?.[column];
      return (
        cell?.trueValue?.type !== 'number' && parseValue(kind, cell?.text ?? null, unit).state === 'text'
      );
    });
    return isWords ? 'text' : kind;
  }

  /** The action that this line names; null when it names one that is not here, `none` when it names none. */
  #named(sourceRow: number): FicheRow | null | 'none' {
    const number = this.#text(sourceRow, 'number');
    const title = this.#text(sourceRow, 'action');
    if (number === '' && title === '') return 'none';
    const told = numberIn(number) ?? (number === '' ? numberIn(title) : null);
    const byNumber = this.#fiches.filter((fiche) => fiche.number === told);
    const byTitle = this.#fiches.filter((fiche) =>
      [foldForSearch(fiche.title), `${fiche.number} · ${foldForSearch(fiche.title)}`].includes(title),
    );
    // Two actions may bear one number: the title decides.
    const both = byNumber.filter((fiche) => byTitle.includes(fiche));
    const fitting = both.length > 0 ? both : byNumber.length > 0 ? byNumber : byTitle;
    return fitting.length === 1 ? (fitting[0] ?? null) : null;
  }

  #shown(sourceRow: number, role: ColumnRole): string {
    const column = this.#roles.indexOf(role);
    return column < 0 ? '' : (this.#pasted.rows[sourceRow]?.[column]?.text ?? '').trim();
  }

  #text(sourceRow: number, role: ColumnRole): string {
    return foldForSearch(this.#shown(sourceRow, role));
  }

  #indexOf(rowId: string | null): number | 'no_row' | 'hidden_row' {
    if (rowId === null) return 'no_row';
    const index = this.#table.order.rowIndex(rowId);
    return index < 0 ? 'hidden_row' : index;
  }
}

/** « 12 », « Action 12 », « n° 12 », « 12 · Title »: the number that an action is called by. */
function numberIn(text: string): number | null {
  const digits = /^(?:action )?(?:n° ?)?(\d{1,4})(?:$|[.,]0+$| ?[·:-] )/u.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}
