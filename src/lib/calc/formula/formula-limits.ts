// What formulas may cost, so that no plan can hold up those who look at it. Each limit depends on the plan's content alone:
// who computes, and when, makes no difference.

export interface FormulaLimits {
  readonly maxFormulas: number;
  /** Cells that one formula may read. */
  readonly maxCellsOfFormula: number;
  /** Cells that all formulas of a plan may read together. */
  readonly maxCellsOfPlan: number;
}

export const formulaLimits: FormulaLimits = {
  // Twice the largest plan that was asked for.
  maxFormulas: 10_000,
  // Twenty columns of the largest plan.
  maxCellsOfFormula: 200_000,
  maxCellsOfPlan: 20_000_000,
};

/** In UTF-16 units, of any text on the way: what the longest cell keeps. */
export const maxTextResult = 20_000;
