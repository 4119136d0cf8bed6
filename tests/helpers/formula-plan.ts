// The example plan with formulas typed into it, in French, and what the engine gives for them.
import type { DerivedPlan } from '../../src/lib/calc/derived-plan.ts';
import { storedFormula } from '../../src/lib/calc/formula/formula-text.ts';
import { planNames } from '../../src/lib/calc/formula/plan-names.ts';
import { PlanEngine } from '../../src/lib/calc/plan-engine.ts';
import type { FormulaResult } from '../../src/lib/contract/derived.ts';
import { type CellKey, splitCellKey } from '../../src/lib/contract/ids.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import type { DocumentContent } from '../../src/lib/document/read.ts';

/** What typing this into the cell stores; a formula that cannot be read is a mistake of the test. */
export function stored(content: DocumentContent, key: CellKey, typed: string): string {
  const place = splitCellKey(key);
  if (place === null) throw new Error(`no cell ${key}`);
  const read = storedFormula(typed, planNames(content, place));
  if (!read.ok) throw new Error(`${typed}: ${read.error.code} at ${read.error.start}`);
  return read.stored;
}

/** Texts that begin with `=` are typed as formulas; null empties the cell. */
export function typedInto(
  content: DocumentContent,
  entries: readonly (readonly [CellKey, Scalar | null])[],
): DocumentContent {
  const cells = new Map(content.cells);
  for (const [key, value] of entries) {
    if (value === null) cells.delete(key);
    else
      cells.set(
        key,
        typeof value === 'string' && value.startsWith('=') ? stored(content, key, value) : value,
      );
  }
  return { ...content, cells };
}

export function computed(content: DocumentContent): DerivedPlan {
  const engine = new PlanEngine();
  try {
    return engine.load(content);
  } finally {
    engine.destroy();
  }
}

/** What one formula gives in one cell. */
export function give(content: DocumentContent, key: CellKey, typed: string): FormulaResult {
  const result = computed(typedInto(content, [[key, typed]])).formulas.get(key);
  if (result === undefined) throw new Error(`no formula in ${key}`);
  return result;
}
