// Which cells are selected: ranges of two corner ids in the order that the screen shows now. Pure: knows no grid library,
// no values. A selection never slides onto other cells (rules GR40… in docs/grid.md).

export interface CellPlace {
  readonly rowId: string;
  readonly columnId: string;
}

/** What the screen shows now, in its order: axis rows and the total row (last) included, hidden columns left out. */
export class GridOrder {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly #rowIndex: ReadonlyMap<string, number>;
  readonly #columnIndex: ReadonlyMap<string, number>;

  constructor(rows: readonly string[], columns: readonly string[]) {
    this.rows = rows;
    this.columns = columns;
    this.#rowIndex = new Map(rows.map((id, index) => [id, index]));
    this.#columnIndex = new Map(columns.map((id, index) => [id, index]));
  }

  /** -1 when it is not shown. */
  rowIndex(rowId: string): number {
    return this.#rowIndex.get(rowId) ?? -1;
  }

  columnIndex(columnId: string): number {
    return this.#columnIndex.get(columnId) ?? -1;
  }
}

/** `rows` takes every column, `columns` every row, whatever comes or goes. */
type RangeExtent = 'cells' | 'rows' | 'columns' | 'all';

export interface CellRange {
  /** Where it began. */
  readonly anchor: CellPlace;
  /** The corner that Shift moves. */
  readonly head: CellPlace;
  readonly extent: RangeExtent;
}

export interface GridSelection {
  /** Where typing goes: always inside the last range. */
  readonly active: CellPlace;
  /** At least one; the last is the one that Shift changes. */
  readonly ranges: readonly CellRange[];
}

/** Indices in a `GridOrder`, all inclusive. */
export interface RangeRect {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}
