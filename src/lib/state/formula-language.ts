// How formulas are written in one plan: with the names that its rows have now. Its index is made anew after rows change.
import { formulaText, storedFormula } from '../calc/formula/formula-text.ts';
import { PlanNames } from '../calc/formula/plan-names.ts';
import type { ListedNames } from '../calc/formula/plan-names.ts';
import type { DocumentContent } from '../document/read.ts';
import type { FormulaLanguage, FormulaPlace, FormulaReading } from '../grid/typed-cell.ts';

export class PlanFormulas implements FormulaLanguage {
  readonly #content: () => Pick<DocumentContent, 'rows'>;
  #names: PlanNames | null = null;

  constructor(content: () => Pick<DocumentContent, 'rows'>) {
    this.#content = content;
  }

  rowsChanged(): void {
    this.#names = null;
  }

  names({ rowId, column }: FormulaPlace): ListedNames {
    this.#names ??= new PlanNames(this.#content());
    return this.#names.for({ rowId, columnId: column });
  }

  written(stored: string, place: FormulaPlace): string {
    return formulaText(stored, this.names(place));
  }

  read(written: string, place: FormulaPlace): FormulaReading {
    return storedFormula(written, this.names(place));
  }
}
