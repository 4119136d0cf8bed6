// The formulas that people wrote in one plan: read from what is stored, checked, and compiled for the sheet `formulas`. What a
// formula may do depends on the plan's content alone (FO60), so that any order of edits ends as a fresh load does. Knows the
// index of the plan, not the engine.
import type { FormulaProblemCode, FormulaResult } from '../contract/derived.ts';
import { type CellKey, cellKey, type ColumnId, type RowId, splitCellKey } from '../contract/ids.ts';
import type { CellKind } from '../contract/kinds.ts';
import { compileFormula } from './formula/compile.ts';
import { decodeFormula } from './formula/canonical.ts';
import type { FormulaLimits } from './formula/formula-limits.ts';
import { isPlanned } from './formula/planned.ts';
import { type FormulaTree, type Reference, referencesOf } from './formula/tree.ts';
import { findCycles, wayRound } from './formula-cycles.ts';
import { type PlanIndex, planColumn, typedCellOf, typedNode } from './plan-index.ts';

type Refusal = NonNullable<FormulaResult['problem']>;

export interface FormulaCell {
  readonly key: CellKey;
  readonly rowId: RowId;
  readonly columnId: ColumnId;
  readonly kind: CellKind;
  /** Row of the sheet `formulas`. */
  readonly sheetRow: number;
  readonly stored: string;
  readonly tree: FormulaTree | null;
  readonly references: readonly Reference[];
  /** Why it is not computed; null when it is. */
  refusal: Refusal | null;
  /** As it stands in the sheet. */
  compiled: string | null;
}

export interface SheetWrite {
  readonly sheetRow: number;
  readonly content: string | null;
}

const refused = '=OWN.PROBLEM()';
/** Of the sheet `formulas`: the block of a column that no row has. */
const nothing = 'formulas!B1:B1';

/** Where its answer stands. */
export function formulaAddress(sheetRow: number): string {
  return `formulas!A${sheetRow + 1}`;
}

export class FormulaCells {
  readonly #index: PlanIndex;
  /** Null: no formula is computed. */
  readonly #limits: FormulaLimits | null;
  readonly #cells = new Map<CellKey, FormulaCell>();
  readonly #bySheetRow: (FormulaCell | null)[] = [];
  readonly #free: number[] = [];

  constructor(index: PlanIndex, limits: FormulaLimits | null) {
    this.#index = index;
    this.#limits = limits;
  }

  get size(): number {
    return this.#cells.size;
  }

  get(key: CellKey): FormulaCell | undefined {
    return this.#cells.get(key);
  }

  at(sheetRow: number): FormulaCell | null {
    return this.#bySheetRow[sheetRow] ?? null;
  }

  all(): Iterable<FormulaCell> {
    return this.#cells.values();
  }

  /** Null: the cell holds no formula any more. Followed by `settle`, once for all that changed. */
  set(key: CellKey, stored: string | null): void {
    const known = this.#cells.get(key);
    if (stored === null) {
      if (known === undefined) return;
      this.#cells.delete(key);
      this.#bySheetRow[known.sheetRow] = null;
      this.#free.push(known.sheetRow);
      return;
    }
    const place = splitCellKey(key);
    const kind = place === null ? null : this.#index.kindOf(place.rowId, place.columnId);
    // A cell that no sheet holds is nobody's: the server refuses it, a later version may have had it.
    if (place === null || kind === null) return;
    const sheetRow = known?.sheetRow ?? this.#free.pop() ?? this.#bySheetRow.length;
    const read = decodeFormula(stored);
    const tree = read.ok ? read.value : null;
    const cell: FormulaCell = {
      key,
      ...place,
      kind,
      sheetRow,
      stored,
      tree,
      references: tree === null ? [] : referencesOf(tree),
      refusal: null,
      compiled: known?.compiled ?? null,
    };
    this.#cells.set(key, cell);
    this.#bySheetRow[sheetRow] = cell;
  }

  /** Judges and compiles all of them again; gives what must be written to the sheet. */
  settle(): readonly SheetWrite[] {
    for (const cell of this.#cells.values()) cell.refusal = this.#fault(cell);
    this.#refuseCostly();
    this.#refuseCycles();
    const writes: SheetWrite[] = this.#free.map((sheetRow) => ({ sheetRow, content: null }));
    for (const cell of this.#cells.values()) {
      const compiled =
        cell.refusal !== null || cell.tree === null ? refused : `=${this.#compile(cell, cell.tree)}`;
      if (compiled === cell.compiled) continue;
      cell.compiled = compiled;
      writes.push({ sheetRow: cell.sheetRow, content: compiled });
    }
    return writes;
  }

  /** The sheet as a whole, after `settle`. */
  sheet(): (string | null)[][] {
    return this.#bySheetRow.map((cell) => [cell?.compiled ?? null]);
  }

  #fault(cell: FormulaCell): Refusal | null {
    if (this.#limits === null) return refusal('too_costly');
    if (cell.tree === null) return refusal('unreadable');
    for (const reference of cell.references) {
      const code = this.#faultOf(reference, cell);
      if (code !== null) return refusal(code);
    }
    return null;
  }

  #faultOf(reference: Reference, cell: FormulaCell): FormulaProblemCode | null {
    const { columnId } = reference;
    if (reference.kind === 'column') {
      if (planColumn(columnId) === null) return 'column_gone';
    } else {
      const rowId = reference.kind === 'row' ? reference.rowId : cell.rowId;
      if (this.#index.placeOf(rowId) === null) return 'row_gone';
      if (!this.#index.has(rowId, columnId)) return 'column_gone';
    }
    return isPlanned(cell.columnId) && !isPlanned(columnId) ? 'reads_follow_up' : null;
  }

  /** Past the caps those go first whose keys come last: a choice that everybody makes alike. */
  #refuseCostly(): void {
    if (this.#limits === null) return;
    const { maxFormulas, maxCellsOfFormula, maxCellsOfPlan } = this.#limits;
    const counted = [...this.#cells.values()].filter(({ refusal }) => refusal === null);
    let total = 0;
    for (const cell of counted) {
      const cost = this.#costOf(cell);
      if (cost > maxCellsOfFormula) cell.refusal = refusal('too_costly');
      else total += cost;
    }
    if (counted.length <= maxFormulas && total <= maxCellsOfPlan) return;
    let read = 0;
    let count = 0;
    for (const cell of counted.filter(({ refusal }) => refusal === null).sort(byKey)) {
      read += this.#costOf(cell);
      count += 1;
      if (count > maxFormulas || read > maxCellsOfPlan) cell.refusal = refusal('too_costly');
    }
  }

  #costOf({ references }: FormulaCell): number {
    return references.reduce(
      (sum, reference) => sum + (reference.kind === 'column' ? this.#index.sizeOf(reference.columnId) : 1),
      1,
    );
  }

  #refuseCycles(): void {
    const next = (node: CellKey): readonly CellKey[] => this.#next(node);
    const nodes = [...this.#cells.keys()].sort().map(typedNode);
    for (const part of findCycles(nodes, next)) {
      const inside = new Set(part);
      for (const node of part) {
        const cell = this.#computed(node);
        if (cell === null) continue;
        const way = wayRound(node, inside, next);
        cell.refusal = refusal(
          'cycle',
          way.flatMap((one) => typedCellOf(one) ?? []),
        );
      }
    }
  }

  /** The formula behind a node of the graph. */
  #computed(node: CellKey): FormulaCell | null {
    const key = typedCellOf(node);
    return key === null ? null : (this.#cells.get(key) ?? null);
  }

  /** What a formula, a derived value or a whole column (`*:column`) reads. */
  #next(node: CellKey): readonly CellKey[] {
    const key = typedCellOf(node);
    if (key !== null) {
      const cell = this.#cells.get(key);
      if (cell === undefined || (cell.refusal !== null && cell.refusal.code !== 'cycle')) return [];
      return cell.references.map((reference) => this.#nodeOf(reference, cell.rowId));
    }
    const [row = '', column = ''] = node.split(':');
    if (row === '*') {
      const id = column as ColumnId;
      const isDerived = planColumn(id)?.isDerived === true;
      return this.#index.rowsOf(id).flatMap((rowId) => {
        const inside = cellKey(rowId, id);
        if (isDerived) return this.#rowsWithFormulas().has(rowId) ? [inside] : [];
        return this.#cells.has(inside) ? [typedNode(inside)] : [];
      });
    }
    return this.#index.operandsOf(row as RowId, column);
  }

  #nodeOf(reference: Reference, rowId: RowId): CellKey {
    if (reference.kind === 'column') return `*:${reference.columnId}` as CellKey;
    const key = cellKey(reference.kind === 'row' ? reference.rowId : rowId, reference.columnId);
    return planColumn(reference.columnId)?.isDerived === true && !this.#cells.has(key) ? key : typedNode(key);
  }

  /** Derived values of other rows lead to no formula. */
  #rowsWithFormulas(): ReadonlySet<RowId> {
    const rows = new Set<RowId>();
    for (const { rowId } of this.#cells.values()) {
      rows.add(rowId);
      const row = this.#index.row(rowId);
      // The hours of an action stand in a row of their own.
      if (row?.kind === 'indicator') rows.add(row.ficheId);
    }
    return rows;
  }

  #compile(cell: FormulaCell, tree: FormulaTree): string {
    return compileFormula(tree, {
      cell: (reference, isBare) => {
        const rowId = reference.kind === 'row' ? reference.rowId : cell.rowId;
        const { columnId } = reference;
        const target = this.#cells.get(cellKey(rowId, columnId));
        const address =
          target === undefined ? this.#addressOf(rowId, columnId) : formulaAddress(target.sheetRow);
        const column = planColumn(columnId);
        if (target === undefined && column?.isRate === true) return `OWN.FRACTION(${address})`;
        // A formula may give "", as a derived value does: both count as empty.
        const mayBeNothing = target !== undefined || column?.isDerived === true;
        return mayBeNothing && !isBare ? `OWN.VALUE(${address})` : address;
      },
      column: ({ columnId }) => {
        const block = this.#index.blockOf(columnId);
        if (block === null) throw new Error(`no block for ${columnId}`);
        return block === '' ? nothing : block;
      },
    });
  }

  #addressOf(rowId: RowId, column: ColumnId): string {
    const address = this.#index.addressOf(rowId, column);
    if (address === null) throw new Error(`no address for ${rowId}:${column}`);
    return address;
  }
}

function refusal(code: FormulaProblemCode, cells: readonly CellKey[] = []): Refusal {
  return { code, cells };
}

function byKey(a: FormulaCell, b: FormulaCell): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
