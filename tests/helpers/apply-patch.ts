// What a patch means, the plain way: the plan that a screen shows once it has taken the patch over.
import type { DerivedPatch, DerivedPlan } from '../../src/lib/calc/derived-plan.ts';

/** The plan after the patch; the plan given is not touched. Without one the patch must be a full one to be the whole truth. */
export function applyPatch(plan: DerivedPlan | null, patch: DerivedPatch): DerivedPlan {
  if (plan === null || patch.full) {
    return {
      rows: new Map(patch.rows),
      overall: patch.overall,
      axes: new Map(patch.axes),
      envelope: patch.envelope,
      formulas: new Map(patch.formulas.flatMap(([key, now]) => (now === null ? [] : [[key, now] as const]))),
    };
  }
  const axes = new Map(plan.axes);
  for (const [axis, moved] of patch.axes) axes.set(axis, { ...axes.get(axis), ...moved });
  return {
    rows: patch.rows.length === 0 ? plan.rows : new Map([...plan.rows, ...patch.rows]),
    overall: { ...plan.overall, ...patch.overall },
    axes,
    envelope: patch.envelope,
    formulas: formulasAfter(plan, patch),
  };
}

function formulasAfter(plan: DerivedPlan, patch: DerivedPatch): DerivedPlan['formulas'] {
  const formulas = new Map(plan.formulas);
  for (const [key, now] of patch.formulas) {
    if (now === null) formulas.delete(key);
    else formulas.set(key, now);
  }
  return formulas;
}
