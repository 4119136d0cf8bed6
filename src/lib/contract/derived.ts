// The shape of a derived value. The expressions themselves are declared in derived-expressions.ts and computed by calc/.
import type { CellKey } from './ids.ts';

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
