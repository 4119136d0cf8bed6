// Between what a cell stores and what people write in it: figures and words as they are, formulas in French with the names of
// the plan. Pure; everything that opens, fills, pastes or replaces cells goes through here.
import type { FormulaError } from '../calc/formula/formula-error.ts';
import type { ListedNames } from '../calc/formula/plan-names.ts';
import { formatForEditing, scalarFromEditing } from '../contract/format.ts';
import type { ColumnId, RowId } from '../contract/ids.ts';
import type { CellKind, Scalar } from '../contract/kinds.ts';
import { isFormula } from '../contract/parse.ts';

export interface FormulaPlace {
  readonly rowId: RowId;
  readonly column: ColumnId;
}

export type FormulaReading =
  | { readonly ok: true; readonly stored: string }
  /** `stored` keeps what was written as a text, outside every calculation. */
  | { readonly ok: false; readonly stored: string; readonly error: FormulaError };

/** How formulas are written in this plan; known to whoever knows its rows. */
export interface FormulaLanguage {
  /** In French; the stored text itself where it is no formula. */
  written(stored: string, place: FormulaPlace): string;
  /** For whoever must name what is wrong in it. */
  names(place: FormulaPlace): ListedNames;
  /** `written` begins with `=`. */
  read(written: string, place: FormulaPlace): FormulaReading;
}

interface TypedPlace extends FormulaPlace {
  readonly kind: CellKind;
}

/** What an editor opens on. */
export function textForEditing(raw: Scalar | null, place: TypedPlace, formulas: FormulaLanguage): string {
  if (typeof raw !== 'string') return formatForEditing(place.kind, raw);
  if (isFormula(raw)) return formulas.written(raw, place);
  // Where only a formula can begin with `=`, the apostrophe that kept a wrong one is not the person's.
  return raw.startsWith("'=") && !isWords(place.kind) ? raw.slice(1) : raw;
}

/** What leaving an editor stores, that opened on `before`; a formula that cannot be read is kept as a text. */
export function scalarTyped(
  before: Scalar | null,
  text: string,
  place: TypedPlace,
  formulas: FormulaLanguage,
): Scalar | null {
  if (text === textForEditing(before, place, formulas)) return before;
  if (text.startsWith('=')) return formulas.read(text, place).stored;
  return scalarFromEditing(place.kind, null, text);
}

/** Why a stored text is no formula, where it was meant as one; null for everything else. */
export function formulaErrorOf(
  raw: Scalar | null,
  place: TypedPlace,
  formulas: FormulaLanguage,
): FormulaError | null {
  if (typeof raw !== 'string' || !raw.startsWith("'=") || isWords(place.kind)) return null;
  const reading = formulas.read(raw.slice(1), place);
  return reading.ok ? null : reading.error;
}

function isWords(kind: CellKind): boolean {
  return kind === 'text' || kind === 'longtext' || kind === 'choice';
}
