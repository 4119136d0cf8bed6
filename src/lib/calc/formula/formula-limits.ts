// What formulas may cost, so that no plan can hold up those who look at it. Each limit depends on the plan's content alone:
// who computes, and when, makes no difference.

/** Twice the largest plan that was asked for. */
export const maxFormulas = 10_000;
/** Cells that one formula may read. */
export const maxCellsOfFormula = 200_000;
/** Cells that all formulas of a plan may read together: about a second of a phone's work. */
export const maxCellsOfPlan = 20_000_000;
/** In UTF-16 units, of any text on the way: what the longest cell keeps. */
export const maxTextResult = 20_000;
