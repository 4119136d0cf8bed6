// What a patch holds: everything, or the rows that are not what they were.
import type { DerivedValue } from '../contract/derived.ts';
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
