// What the engine says about a plan: every derived value, by row, by axis and overall.
import type { DerivedValue, FormulaResult, TotalValue } from '../contract/derived.ts';
import type { CellKey, RowId } from '../contract/ids.ts';

/** A row's id, or `<ficheId>.<key>` of a virtual indicator row (hourly unit costs). */
export type DerivedRowId = RowId | `${RowId}.${string}`;

/** By derived key: `cout_total`, `cout_unitaire`, `collectivite` (its effective value)… ; `target` and `target@realised` on virtual rows. */
export type DerivedRow = Readonly<Record<string, DerivedValue>>;
/** By column key, typed and derived alike. */
export type TotalRow = Readonly<Record<string, TotalValue>>;

export interface EnvelopeState {
  readonly amount: number | null;
  /** Sum of P104 over the actions. */
  readonly planned: number | null;
  readonly rest: number | null;
  /** How many actions have no P104 amount yet. */
  readonly withoutAmount: number;
}

export interface DerivedPlan {
  readonly rows: ReadonlyMap<DerivedRowId, DerivedRow>;
  readonly overall: TotalRow;
  readonly axes: ReadonlyMap<number, TotalRow>;
  readonly envelope: EnvelopeState;
  /** What the formulas that people wrote give, by their cell. */
  readonly formulas: ReadonlyMap<CellKey, FormulaResult>;
}

/**
 * What moved since the last answer; `full` replaces everything. A row comes whole, with all its keys; `overall` and `axes`
 * hold only the totals that moved.
 */
export interface DerivedPatch {
  readonly revision: number;
  readonly full: boolean;
  readonly rows: readonly (readonly [DerivedRowId, DerivedRow])[];
  readonly overall: TotalRow;
  readonly axes: readonly (readonly [number, TotalRow])[];
  readonly envelope: EnvelopeState;
  /** Null: the cell holds no formula any more. */
  readonly formulas: readonly (readonly [CellKey, FormulaResult | null])[];
}
