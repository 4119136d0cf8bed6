// A cell's text and the French that people read and type for it: the one way in and out of editors, history and exports.
import { decodeFormula, encodeFormula } from './canonical.ts';
import type { FormulaError } from './formula-error.ts';
import type { FormulaNames } from './formula-names.ts';
import { formatFrench, parseFrench } from './french.ts';

/** The stored text itself when it is no formula that we know: another program wrote it. */
export function formulaText(stored: string, names: FormulaNames): string {
  const reading = decodeFormula(stored);
  return reading.ok ? formatFrench(reading.value, names) : stored;
}

export type StoredFormula =
  | { readonly ok: true; readonly stored: string }
  /** `stored` keeps what was typed as a text (PA50), so that nothing is lost and nothing calculated by guess. */
  | { readonly ok: false; readonly stored: string; readonly error: FormulaError };

/** For text that begins with `=`. */
export function storedFormula(typed: string, names: FormulaNames): StoredFormula {
  const reading = parseFrench(typed, names);
  return reading.ok
    ? { ok: true, stored: encodeFormula(reading.value) }
    : { ok: false, stored: `'${typed}`, error: reading.error };
}
