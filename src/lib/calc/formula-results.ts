// What the formulas of a plan give, after each recalculation: values, problems and quiet marks, and which of them moved.
import type { FormulaResult } from '../contract/derived.ts';
import { type CellKey, cellKey, type ColumnId, type RowId } from '../contract/ids.ts';
import { isSameFormula } from './derived-patch.ts';
import type { FormulaCell, FormulaCells } from './formula-cells.ts';
import { formulaResult, misfit, mostListed, type OperandLookup, problemResult } from './formula-result.ts';
import type { Reference } from './formula/tree.ts';
import type { CellValue } from './hyperformula.ts';
import type { PlanIndex } from './plan-index.ts';

export class FormulaResults {
  readonly #cells: FormulaCells;
  readonly #index: PlanIndex;
  readonly #raw: CellValue[] = [];
  readonly #results = new Map<CellKey, FormulaResult>();

  constructor(cells: FormulaCells, index: PlanIndex) {
    this.#cells = cells;
    this.#index = index;
  }

  all(): Iterable<readonly [CellKey, FormulaResult]> {
    return this.#results;
  }

  /** What the engine gives in a row of the sheet `formulas`. */
  setRaw(sheetRow: number, value: CellValue): void {
    this.#raw[sheetRow] = value;
  }

  /** Reads all of them again, whose operands may have changed; gives those that are not what they were. */
  settle(): (readonly [CellKey, FormulaResult | null])[] {
    const moved: (readonly [CellKey, FormulaResult | null])[] = [];
    for (const key of this.#results.keys())
      if (this.#cells.get(key) === undefined) {
        this.#results.delete(key);
        moved.push([key, null]);
      }
    const ignored = new Map<ColumnId, readonly CellKey[]>();
    for (const cell of this.#cells.all()) {
      const result = this.#resultOf(cell, ignored);
      if (isSameFormula(this.#results.get(cell.key), result)) continue;
      this.#results.set(cell.key, result);
      moved.push([cell.key, result]);
    }
    return moved;
  }

  #resultOf(cell: FormulaCell, ignored: Map<ColumnId, readonly CellKey[]>): FormulaResult {
    if (cell.refusal !== null || cell.tree === null)
      return problemResult(cell.refusal?.code ?? 'unreadable', cell.refusal?.cells ?? []);
    return formulaResult(cell.tree, this.#raw[cell.sheetRow] ?? null, cell.kind, this.#lookup(cell, ignored));
  }

  #lookup({ rowId: ownRowId }: FormulaCell, ignored: Map<ColumnId, readonly CellKey[]>): OperandLookup {
    const rowOf = (reference: Exclude<Reference, { kind: 'column' }>): RowId =>
      reference.kind === 'row' ? reference.rowId : ownRowId;
    return {
      key: (reference) => cellKey(rowOf(reference), reference.columnId),
      state: (reference) => this.#index.operand(rowOf(reference), reference.columnId),
      hasProblem: (key) => this.#hasProblem(key),
      ignoredIn: ({ columnId }) => {
        const known = ignored.get(columnId);
        if (known !== undefined) return known;
        const found = this.#ignoredIn(columnId);
        ignored.set(columnId, found);
        return found;
      },
    };
  }

  #hasProblem(key: CellKey): boolean {
    const cell = this.#cells.get(key);
    if (cell === undefined) return false;
    const raw = this.#raw[cell.sheetRow] ?? null;
    return (
      cell.refusal !== null || (typeof raw === 'object' && raw !== null) || misfit(raw, cell.kind) !== null
    );
  }

  #ignoredIn(column: ColumnId): readonly CellKey[] {
    const found: CellKey[] = [];
    for (const rowId of this.#index.rowsOf(column)) {
      for (const key of this.#index.operand(rowId, column).texts) if (!found.includes(key)) found.push(key);
      if (found.length >= mostListed) break;
    }
    return found.slice(0, mostListed);
  }
}
