// What a patch holds: everything, or the rows that are not what they were.
import type { DerivedValue, FormulaResult } from '../contract/derived.ts';
import type { CellKey } from '../contract/ids.ts';
import type { DerivedPatch, DerivedPlan, DerivedRow } from './derived-plan.ts';

/** Everything, as a patch. */
export function fullPatch(plan: DerivedPlan, revision: number): DerivedPatch {
  return {
    revision,
    full: true,
    rows: [...plan.rows],
    overall: plan.overall,
    axes: [...plan.axes],
    envelope: plan.envelope,
    formulas: [...plan.formulas],
  };
}

export function isSameDerivedRow(a: DerivedRow, b: DerivedRow): boolean {
  return Object.entries(b).every(([key, value]) => isSameDerived(a[key], value));
}

function isSameDerived(a: DerivedValue | undefined, b: DerivedValue): boolean {
  if (a === undefined || a.value !== b.value || a.reason !== b.reason) return false;
  const cells = b.cells ?? [];
  return (a.cells ?? []).length === cells.length && cells.every((cell, index) => a.cells?.[index] === cell);
}

export function isSameFormula(a: FormulaResult | undefined, b: FormulaResult): boolean {
  return (
    a !== undefined &&
    a.value === b.value &&
    a.problem?.code === b.problem?.code &&
    isSameList(a.problem?.cells ?? [], b.problem?.cells ?? []) &&
    isSameList(a.empty, b.empty) &&
    isSameList(a.ignored, b.ignored)
  );
}

function isSameList(a: readonly CellKey[], b: readonly CellKey[]): boolean {
  return a === b || (a.length === b.length && a.every((key, index) => key === b[index]));
}
