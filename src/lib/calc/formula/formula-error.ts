// Why a text is no formula: a code, a place and the word concerned. Sentences are i18n's.

export type FormulaErrorCode =
  /** It does not begin with `=`. */
  | 'not_formula'
  | 'too_long'
  | 'too_deep'
  | 'too_many_parts'
  | 'unknown_character'
  | 'unclosed_text'
  | 'unclosed_bracket'
  /** « 1.000 »: 1 or 1 000. */
  | 'ambiguous_number'
  | 'unreadable_number'
  /** A comma where French has `;`. */
  | 'comma_separator'
  | 'missing_operand'
  /** Two values with nothing between them. */
  | 'missing_operator'
  | 'missing_parenthesis'
  | 'unexpected_parenthesis'
  /** A `;` outside a function's parentheses. */
  | 'unexpected_separator'
  | 'unknown_function'
  | 'too_few_arguments'
  | 'too_many_arguments'
  /** A word that is neither a function, nor VRAI or FAUX, nor in brackets. */
  | 'unknown_word'
  | 'unknown_row'
  | 'ambiguous_row'
  | 'unknown_column'
  | 'ambiguous_column'
  /** A whole column where one value is asked for. */
  | 'misplaced_column';

export interface FormulaError {
  readonly code: FormulaErrorCode;
  /** In UTF-16 units of the whole text, `=` included; `end` is the first after. */
  readonly start: number;
  readonly end: number;
  /** The function, row, column or character concerned; empty when there is none. */
  readonly word: string;
}

export type FormulaReading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: FormulaError };
