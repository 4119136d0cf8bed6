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
import { type RowNames, ficheOf, rowNames } from './row-names.ts';

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
  /** False when nothing here bears the pasted names. */
  readonly isAnyFound: boolean;
}

/** `asked`: what was shown when the person pasted, and says what the block was pasted over. */
export function namedTargets(
  pasted: PastedTable,
  table: GridTable,
  asked: GridTable,
  allRows: readonly GridRow[],
  selection: GridSelection,
): NamedTargets {
  const isIndicators = table.columns.some(({ id }) => id === 'row.label');
  const found = namedColumns(pasted, table, asked, selection);
  if (found === null) return { targets: nowhere(pasted), missing: [], unmatched: [], isAnyFound: false };
  const { headerRow, roles } = found;
  const rows = new RowFinder(
    pasted,
    table,
    rowNames(allRows),
    roles,
    isIndicators,
    ficheAt(asked, selection),
  );
  const targets: PasteTarget[] = [];
  const missing: MissingIndicator[] = [];
  for (let sourceRow = headerRow + 1; sourceRow < pasted.rows.length; sourceRow += 1) {
    const row = rows.find(sourceRow);
    if (row === 'no_row') missing.push(...(rows.missingAt(sourceRow) ?? []));
    for (const [sourceColumn, role] of roles.entries())
      if (typeof role === 'number' || role === null)
        targets.push({ sourceRow, sourceColumn, row, column: role });
  }
  const isAnyRow = targets.some(({ row, column }) => row !== 'no_row' && column !== null);
  const unmatched = roles.flatMap((role, column) => {
    const header = pasted.rows[headerRow]?.[column]?.text.trim() ?? '';
    return role === null && header !== '' ? [header] : [];
  });
  return { targets, missing, unmatched, isAnyFound: isAnyRow || missing.length > 0 };
}

/** Names were asked for and none is known: each value is told, and no cell takes it by its place. */
function nowhere(pasted: PastedTable): readonly PasteTarget[] {
  return pasted.rows.flatMap((cells, sourceRow) =>
    cells.map((_, sourceColumn): PasteTarget => ({ sourceRow, sourceColumn, row: 'no_row', column: null })),
  );
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
  readonly #names: RowNames;
  /** As the rows have it now. */
  #fiche: FicheRow | null;

  constructor(
    pasted: PastedTable,
    table: GridTable,
    names: RowNames,
    roles: readonly ColumnRole[],
    isIndicators: boolean,
    fiche: FicheRow | null,
  ) {
    this.#pasted = pasted;
    this.#table = table;
    this.#names = names;
    this.#roles = roles;
    this.#isIndicators = isIndicators;
    this.#fiche = fiche === null ? null : names.fiche(fiche.id);
  }

  /** To be asked in the order of the pasted rows. */
  find(sourceRow: number): number | 'no_row' | 'hidden_row' {
    const named = this.#named(sourceRow);
    if (named !== 'none') this.#fiche = named;
    if (!this.#isIndicators) return this.#indexOf(named === 'none' || named === null ? null : named.id);
    const label = this.#text(sourceRow, 'label');
    if (label === '') return 'no_row';
    const isAnywhere = !this.#roles.includes('action') && !this.#roles.includes('number');
    const near = this.#names.labelled(label, this.#fiche);
    const fitting = near.length === 1 || !isAnywhere ? near : this.#names.labelled(label, 'any');
    const [only] = fitting;
    return this.#indexOf(fitting.length === 1 && only !== undefined ? only.id : null);
  }

  /** After `find` has said that it is not there. */
  missingAt(sourceRow: number): readonly MissingIndicator[] | null {
    const fiche = this.#fiche;
    const label = this.#shown(sourceRow, 'label');
    if (!this.#isIndicators || fiche === null || fiche.archived || label === '') return null;
    const isThere = this.#names.labelled(foldForSearch(label), fiche).length > 0;
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
    const titled = this.#names.titled(title);
    const told = numberIn(number);
    const inTitle = titled.length > 0 ? null : numberIn(title);
    if (told !== null && inTitle !== null && told.number !== inTitle.number) return null;
    // Each names one action or several, or says nothing that is known here. Two actions may bear one number: the title
    // decides; a number and a title of two different actions are nobody's.
    const clues = [
      this.#names.numbered(told?.number ?? noNumber),
      this.#names.numbered(inTitle?.number ?? noNumber),
      titled,
      this.#names.titled(inTitle?.rest ?? ''),
    ].filter((fiches) => fiches.length > 0);
    const fitting = (clues[0] ?? []).filter((fiche) => clues.every((fiches) => fiches.includes(fiche)));
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

/** No action bears it: numbers begin at 1. */
const noNumber = -1;

/** « 12 », « Action 12 », « n° 12 », « 12 · Title »: the number that an action is called by, and what follows it. */
function numberIn(text: string): { readonly number: number; readonly rest: string } | null {
  const found = /^(?:action )?(?:n° ?)?(\d{1,4})(?:$|[.,]0+$| ?[·:-] )/u.exec(text);
  return found === null ? null : { number: Number(found[1]), rest: text.slice(found[0].length).trim() };
}
