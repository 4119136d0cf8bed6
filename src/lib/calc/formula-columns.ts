// The columns that the formulas of a plan speak of and its sheets would not have otherwise. Pure.
import type { CellKey, ColumnId } from '../contract/ids.ts';
import { splitCellKey } from '../contract/ids.ts';
import type { Scalar } from '../contract/kinds.ts';
import { isFormula } from '../contract/parse.ts';
import { decodeFormula } from './formula/canonical.ts';
import { referencesOf } from './formula/tree.ts';
import { isBaseColumn, planColumn } from './plan-index.ts';
import type { ExtraColumns, FormulaColumns } from './plan-sheets.ts';

const none: FormulaColumns = { columns: new Set(), fractions: new Set() };
export const noExtraColumns: ExtraColumns = { fiches: none, indicators: none };

type Needed = readonly { readonly column: ColumnId; readonly asFraction: boolean }[];

function neededBy(key: CellKey, raw: Scalar | null): Needed {
  if (!isFormula(raw)) return [];
  const place = splitCellKey(key);
  const read = decodeFormula(raw as string);
  const own = place === null ? [] : [{ column: place.columnId, asFraction: false }];
  if (!read.ok) return own;
  return [
    ...own,
    ...referencesOf(read.value).map((reference) => ({
      column: reference.columnId,
      asFraction: reference.kind === 'column' && planColumn(reference.columnId)?.isRate === true,
    })),
  ];
}

export function extraColumns(cells: ReadonlyMap<CellKey, Scalar>): ExtraColumns {
  const sets = {
    actions: { columns: new Set<string>(), fractions: new Set<string>() },
    indicators: { columns: new Set<string>(), fractions: new Set<string>() },
  };
  for (const [key, raw] of cells)
    for (const { column, asFraction } of neededBy(key, raw)) {
      const known = planColumn(column);
      if (known === null) continue;
      if (asFraction) sets[known.sheet].fractions.add(column);
      else if (!known.isDerived && !isBaseColumn(column)) sets[known.sheet].columns.add(column);
    }
  return { fiches: sets.actions, indicators: sets.indicators };
}

/** Whether the sheets have all that a cell's new content speaks of. */
export function isCovered(key: CellKey, raw: Scalar | null, extra: ExtraColumns): boolean {
  return neededBy(key, raw).every(({ column, asFraction }) => {
    const known = planColumn(column);
    if (known === null) return true;
    const own = known.sheet === 'actions' ? extra.fiches : extra.indicators;
    if (asFraction) return own.fractions.has(column);
    return known.isDerived || isBaseColumn(column) || own.columns.has(column);
  });
}
