// From a derived plan to a patch and back: what travels between the engine's worker and the screen.
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
  };
}

/** The plan after the patch; the plan given is not touched. Without one the patch must be a full one to be the whole truth. */
export function applyPatch(plan: DerivedPlan | null, patch: DerivedPatch): DerivedPlan {
  if (plan === null || patch.full) {
    return {
      rows: new Map(patch.rows),
      overall: patch.overall,
      axes: new Map(patch.axes),
      envelope: patch.envelope,
    };
  }
  const axes = new Map(plan.axes);
  for (const [axis, moved] of patch.axes) axes.set(axis, { ...axes.get(axis), ...moved });
  return {
    rows: patch.rows.length === 0 ? plan.rows : new Map([...plan.rows, ...patch.rows]),
    overall: { ...plan.overall, ...patch.overall },
    axes,
    envelope: patch.envelope,
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
