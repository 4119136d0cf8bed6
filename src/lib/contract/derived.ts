// The shape of a derived value. The expressions themselves are declared in derived-expressions.ts and computed by calc/.
import type { CellKey } from './ids.ts';
import type { CellValue } from './kinds.ts';

/** Why a derived value is empty or not the whole truth. Sentences live in i18n (`reasons.<code>`). */
export type ReasonCode =
  | 'no_amount' // every operand is empty
  | 'incomplete' // some operand holds a text: the value leaves it out
  | 'no_beneficiaries' // beneficiaries not filled in
  | 'zero_beneficiaries'
  | 'text_beneficiaries'
  | 'no_hours'
  | 'zero_hours'
  | 'text_hours'
  | 'no_total' // cout_total is empty
  | 'zero_total'
  | 'no_envelope'
  | 'no_target'
  | 'zero_target' // realised 0 on a target of 0
  | 'off_target' // « hors objectif »: something realised on a target of 0
  | 'no_realised'
  | 'text_target'
  | 'text_realised'
  | 'no_spending'
  | 'not_additive'; // a total that has no meaning (mean hourly cost)

export interface DerivedValue {
  /** Full precision; null when empty. */
  readonly value: number | null;
  readonly reason: ReasonCode | null;
  /** The cells the reason speaks of, for the tooltip's links. */
  readonly cells?: readonly CellKey[];
}

export interface TotalValue {
  readonly value: number | null;
  /** How many cells of the column hold a text and are left out. */
  readonly ignored: number;
}

/** Why a formula gives nothing, or less than it seems to. Sentences live in i18n (`formulas.problems.<code>`). */
export type FormulaProblemCode =
  | 'unreadable' // the stored text is no formula: another program wrote it
  | 'row_gone' // it names a row that the plan does not have
  | 'column_gone' // it names a column that the row does not have
  | 'reads_follow_up' // a planned cell may read planned cells only
  | 'cycle' // it reads itself, through `cells`
  | 'too_costly' // past the caps of formulas, of cells read, or of time
  | 'divide_by_empty' // the divisor, one of `cells`, is empty
  | 'divide_by_zero'
  | 'reads_text' // one of `cells` holds a text where a number is asked for
  | 'reads_problem' // one of `cells` is a formula that has a problem itself
  | 'not_found' // a search that found nothing
  | 'no_number' // a result that is no number: the root of -1
  | 'bad_argument' // an argument that the function does not take
  | 'text_too_long'
  | 'gives_no_number' // the cell is for numbers, and the formula gives something else
  | 'gives_no_date'
  | 'gives_no_boolean';

export interface FormulaResult {
  /** In the cell's own scale, as if it were typed: 0 to 100 for a percent, an ISO day for a date. Null when empty. */
  readonly value: CellValue;
  readonly problem: { readonly code: FormulaProblemCode; readonly cells: readonly CellKey[] } | null;
  /** Cells that counted for 0 because they are empty: the first few. */
  readonly empty: readonly CellKey[];
  /** Cells whose text or problem a sum leaves out: the first few. */
  readonly ignored: readonly CellKey[];
}
