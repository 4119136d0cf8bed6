// Where the cells that formulas name stand in the sheets, and what they hold: rows and columns by id, whole columns, and what a
// derived value is made of. Made anew with each load; knows places, not formulas.
import { hourlyCostKeys } from '../contract/catalogue.ts';
import { envelopeKey } from '../contract/derived-expressions.ts';
import { type CellKey, cellKey, columnId, type ColumnId, isColumnId, type RowId } from '../contract/ids.ts';
import type { CellKind } from '../contract/kinds.ts';
import { columnKind, columnsOf } from '../contract/schema.ts';
import type { Row } from '../contract/rows.ts';
import { address } from './hyperformula.ts';
import type { FichePlace, IndicatorPlace, PlanPlaces } from './plan-sheets.ts';
import type { OperandState } from './reasons.ts';
import { ficheShape, indicatorShape, operandKeys, type RowShape } from './row-shape.ts';

type Sheet = 'actions' | 'indicators';

export interface CellPlaceInSheet {
  readonly sheet: Sheet;
  readonly place: FichePlace | IndicatorPlace;
  readonly index: number;
}

/** A column that the rows of one sheet have, typed or derived. */
export interface PlanColumn {
  readonly sheet: Sheet;
  readonly isDerived: boolean;
  /** A derived rate: 0 to 100 in its column, a fraction in formulas. */
  readonly isRate: boolean;
}

const shapes: Readonly<Record<Sheet, RowShape>> = { actions: ficheShape, indicators: indicatorShape };

const columns: ReadonlyMap<string, PlanColumn> = new Map(
  (['actions', 'indicators'] as const).flatMap((sheet) => {
    const typed = columnsOf(sheet === 'actions' ? 'fiche' : 'indicator');
    const entries = typed.map((id): [string, PlanColumn] => [id, { sheet, isDerived: false, isRate: false }]);
    for (const { key, expression } of shapes[sheet].derived)
      entries.push([
        key,
        { sheet, isDerived: true, isRate: expression.kind === 'quotient' && expression.scale === 100 },
      ]);
    return entries;
  }),
);

/** Null when no row of a plan has such a column. */
export function planColumn(column: ColumnId): PlanColumn | null {
  return columns.get(column) ?? null;
}

/** Whether the shapes of every plan hold it, without any formula. */
export function isBaseColumn(column: ColumnId): boolean {
  const known = columns.get(column);
  return known !== undefined && shapes[known.sheet].typed.includes(column);
}

export class PlanIndex {
  readonly #places: PlanPlaces;
  readonly #byRow = new Map<RowId, CellPlaceInSheet>();
  /** How many rows of each sheet count: they stand first. */
  readonly #active: Readonly<Record<Sheet, number>>;

  constructor(places: PlanPlaces) {
    this.#places = places;
    places.fiches.forEach((place, index) =>
      this.#byRow.set(place.fiche.id, { sheet: 'actions', place, index }),
    );
    places.indicators.forEach((place, index) =>
      this.#byRow.set(place.id, { sheet: 'indicators', place, index }),
    );
    this.#active = {
      actions: places.fiches.filter(({ axisIndex }) => axisIndex !== null).length,
      indicators: places.indicators.filter(({ isActive }) => isActive).length,
    };
  }

  placeOf(rowId: RowId): CellPlaceInSheet | null {
    return this.#byRow.get(rowId) ?? null;
  }

  row(rowId: RowId): Row | null {
    const found = this.#byRow.get(rowId);
    return found === undefined ? null : 'fiche' in found.place ? found.place.fiche : found.place.indicator;
  }

  /** What a formula in this cell must give; null when the row has no such typed column. */
  kindOf(rowId: RowId, column: ColumnId): CellKind | null {
    const row = this.row(rowId);
    return row === null ? null : columnKind(row, column);
  }

  /** Whether formulas may name it: a typed or derived column of this very row. */
  has(rowId: RowId, column: ColumnId): boolean {
    const place = this.#byRow.get(rowId);
    const known = columns.get(column);
    return place !== undefined && known !== undefined && known.sheet === place.sheet;
  }

  /** Null while the sheets have no column for it: they must be laid out again. */
  addressOf(rowId: RowId, column: ColumnId): string | null {
    const place = this.#byRow.get(rowId);
    if (place === undefined) return null;
    const shape = place.place.row.shape;
    const isThere = shape.isDerived(column) || shape.typedIndexOf(column) !== null;
    return isThere ? `${place.sheet}!${address(shape.columnOf(column), place.index)}` : null;
  }

  /** The block of a whole column; `''` when no row counts, null while the sheets have no column for it. */
  blockOf(column: ColumnId): string | null {
    const known = columns.get(column);
    if (known === undefined) return null;
    const shape = this.#shape(known.sheet);
    const at = known.isRate
      ? shape.hasFraction(column)
        ? shape.fractionColumnOf(column)
        : null
      : known.isDerived || shape.typedIndexOf(column) !== null
        ? shape.columnOf(column)
        : null;
    if (at === null) return null;
    const count = this.#active[known.sheet];
    return count === 0 ? '' : `${known.sheet}!${address(at, 0)}:${address(at, count - 1)}`;
  }

  /** How many rows a whole column has. */
  sizeOf(column: ColumnId): number {
    const known = columns.get(column);
    return known === undefined ? 0 : this.#active[known.sheet];
  }

  /** The rows of a whole column. */
  rowsOf(column: ColumnId): readonly RowId[] {
    const known = columns.get(column);
    if (known === undefined) return [];
    return known.sheet === 'actions'
      ? this.#places.fiches.slice(0, this.#active.actions).map(({ fiche }) => fiche.id)
      : this.#places.indicators.slice(0, this.#active.indicators).map(({ id }) => id);
  }

  operand(rowId: RowId, column: ColumnId): OperandState {
    const place = this.#byRow.get(rowId);
    if (place === undefined) throw new Error(`no row ${rowId}`);
    return place.place.row.operand(column);
  }

  /** The cells, typed or derived, that a derived value reads. */
  operandsOf(rowId: RowId, derivedKey: string): readonly CellKey[] {
    const found = this.#byRow.get(rowId);
    const cell = found?.place.row.shape.derived.find(({ key }) => key === derivedKey);
    if (found === undefined || cell === undefined) return [];
    const { shape } = found.place.row;
    const isEffective = cell.expression.kind === 'effective';
    return operandKeys(cell.expression).flatMap((key) => {
      if (key === envelopeKey) return [];
      const [base = key] = key.split('@');
      if (Object.hasOwn(hourlyCostKeys, base)) return this.#hoursKey(found.place, key);
      // In an effective line its own key is the cell as typed.
      return isEffective || !shape.isDerived(key)
        ? [typedNode(cellKey(rowId, columnId(key)))]
        : isColumnId(key)
          ? [cellKey(rowId, key)]
          : [];
    });
  }

  #hoursKey(place: FichePlace | IndicatorPlace, key: string): readonly CellKey[] {
    const index = place.row.shape.typedIndexOf(key);
    const source = index === null ? null : place.row.sources[index];
    return source === null || source === undefined ? [] : [typedNode(source.key)];
  }

  #shape(sheet: Sheet): RowShape {
    return sheet === 'actions' ? this.#places.shapes.fiche : this.#places.shapes.indicator;
  }
}

const typedMark = '=';

/** Marks a cell as typed where its key is a derived one too (`collectivite`). */
export function typedNode(key: CellKey): CellKey {
  return `${typedMark}${key}` as CellKey;
}

/** The cell as typed, or null for a derived node. */
export function typedCellOf(node: CellKey): CellKey | null {
  return node.startsWith(typedMark) ? (node.slice(1) as CellKey) : null;
}
