// What a signed version says: the plan as JSON, computed where exports are, and what each formula of it gives.
import { success, type Result } from '../src/lib/contract/errors.ts';
import { type CellKey, cellKey, columnId, isRowId } from '../src/lib/contract/ids.ts';
import type { Scalar } from '../src/lib/contract/kinds.ts';
import type { PlanJson } from '../src/lib/exchange/plan-json.ts';
import type { ExportEngine } from './export-engine.ts';
import type { LoadedPlan } from './store/ports.ts';
import type { FormulaValues } from './sync/signing.ts';

export async function computeVersion(
  engine: Pick<ExportEngine, 'computeExactly'>,
  plan: LoadedPlan,
): Promise<Result<{ content: Uint8Array; formulas: FormulaValues }>> {
  const content = await engine.computeExactly(plan);
  if (!content.ok) return content;
  const json = JSON.parse(new TextDecoder().decode(content.value)) as PlanJson;
  const formulas = new Map<CellKey, Scalar | null>();
  for (const { id, cells } of json.rows) {
    if (!isRowId(id)) continue;
    for (const [column, { formula, value }] of Object.entries(cells))
      if (formula !== undefined) formulas.set(cellKey(id, columnId(column)), value);
  }
  return success({ content: content.value, formulas });
}
