// A small plan's names, for the tests of formulas: rows of two kinds, a name twice, and names that brackets make hard.
import { foldText } from '../../src/lib/contract/fold-text.ts';
import { columnId, isRowId, type ColumnId, type RowId } from '../../src/lib/contract/ids.ts';
import type { ColumnScope, FormulaNames } from '../../src/lib/calc/formula/formula-names.ts';

export function rowId(text: string): RowId {
  if (!isRowId(text)) throw new Error(`not a row id: ${text}`);
  return text;
}

export interface NamedPlan {
  readonly rows: readonly {
    readonly id: RowId;
    readonly names: readonly string[];
    readonly isFiche: boolean;
  }[];
  readonly ficheColumns: readonly (readonly [ColumnId, string])[];
  readonly indicatorColumns: readonly (readonly [ColumnId, string])[];
}

/** The names as a cell of a fiche sees them. */
export function namesOf({ rows, ficheColumns, indicatorColumns }: NamedPlan): FormulaNames {
  const columns = (scope: ColumnScope) =>
    scope.kind === 'row' && rows.find(({ id }) => id === scope.rowId)?.isFiche === false
      ? indicatorColumns
      : ficheColumns;
  const isSame = (left: string, right: string) => foldText(left).trim() === foldText(right).trim();
  return {
    findColumns: (scope, name) =>
      columns(scope)
        .filter(([, one]) => isSame(one, name))
        .map(([id]) => id),
    findRows: (name) =>
      rows.filter(({ names }) => names.some((one) => isSame(one, name))).map(({ id }) => id),
    columnName: (scope, id) => columns(scope).find(([one]) => one === id)?.[1] ?? null,
    rowName: (id) => rows.find((row) => row.id === id)?.names[0] ?? null,
  };
}

export const plan: NamedPlan = {
  rows: [
    { id: rowId('0000000003'), names: ['Fiche 3', 'Action 3'], isFiche: true },
    { id: rowId('000000000h'), names: ['Heures (a+b)', 'H'], isFiche: false },
    { id: rowId('00000000a1'), names: ['Atelier'], isFiche: false },
    { id: rowId('00000000a2'), names: ['Atelier'], isFiche: false },
    { id: rowId('00000000b1'), names: ['Note [1]; "x"'], isFiche: false },
    { id: rowId('00000000b2'), names: ['# 3'], isFiche: false },
    { id: rowId('00000000b3'), names: ['Fiche 3 - suite'], isFiche: false },
  ],
  ficheColumns: [
    [columnId('p104'), 'Subvention P104'],
    [columnId('p104@spent'), 'Subvention P104 dépensé'],
    [columnId('hommes'), 'Hommes'],
    [columnId('part_enveloppe'), 'Part de l’enveloppe'],
    [columnId('directs'), 'Double'],
    [columnId('nature'), 'Double'],
    [columnId('beneficiaires_total'), '@total [a]]'],
    [columnId('autres'), '#p104'],
  ],
  indicatorColumns: [
    [columnId('target'), 'Objectif'],
    [columnId('target@realised'), 'Réalisé'],
  ],
};

export const planNames = namesOf(plan);
