// The rows that a person's view shows: filtered and sorted inside each axis, whose rows stay in place, closed axes without
// their rows. Never touches data (design D7). Pure.
import type { TabView } from '../../contract/view.ts';
import type { CellContext } from '../cell-state.ts';
import type { GridColumn } from '../columns.ts';
import { type GridRow, isFiltering } from '../row-model.ts';
import { type ChangedCells, matches } from './filter.ts';
import { type Sortable, sorted } from './sort.ts';
import { type ViewValue, viewValue } from './view-value.ts';

interface ViewRowsRequest {
  /** Those of `rowsOfTab` under `view.rows`. */
  readonly rows: readonly GridRow[];
  readonly view: TabView;
  readonly columns: readonly GridColumn[];
  readonly context: CellContext;
  readonly changed: ChangedCells;
}

export interface ViewRows {
  /** What the grid shows. */
  readonly rows: readonly GridRow[];
  /** The same with every axis open: closing an axis leaves nothing out. */
  readonly kept: readonly GridRow[];
}

/** True when the view may hide a row, by more than closing its axis. */
export function isNarrowing(view: TabView): boolean {
  return isFiltering(view.rows) || Object.keys(view.filters).length > 0;
}

/** True when the place of a row in the view may depend on what cells hold. */
export function followsValues(view: TabView): boolean {
  return view.sort.length > 0 || Object.keys(view.filters).length > 0;
}

/** Rows that stay together: an hourly cost stands behind its hours. */
type Unit = readonly GridRow[];

interface Block {
  readonly axis: GridRow;
  readonly units: readonly Unit[];
}

function blocksOf(rows: readonly GridRow[]): readonly Block[] {
  const blocks: { axis: GridRow; units: GridRow[][] }[] = [];
  for (const row of rows) {
    const block = blocks.at(-1);
    if (row.type === 'axis') blocks.push({ axis: row, units: [] });
    else if (row.type === 'hourly_cost' && block?.units.at(-1)?.[0]?.type === 'indicator')
      block.units.at(-1)?.push(row);
    else block?.units.push([row]);
  }
  return blocks;
}

export function rowsOfView(request: ViewRowsRequest): ViewRows {
  const { rows, view, columns, context } = request;
  if (!followsValues(view)) return closed(rows, rows, view);
  const byId = new Map(columns.map((column) => [column.id, column]));
  const sort = view.sort.flatMap((key) => {
    const column = byId.get(key.columnId);
    return column === undefined ? [] : [{ key, column }];
  });
  const filters = Object.entries(view.filters).flatMap(([id, filter]) => {
    const column = byId.get(id);
    return column === undefined ? [] : [{ filter, column }];
  });
  const stays = (row: GridRow): boolean =>
    filters.every(({ filter, column }) => matches(filter, row, column, context, request.changed));
  const kept: GridRow[] = [];
  for (const { axis, units } of blocksOf(rows)) {
    const left = filters.length === 0 ? units : units.flatMap((unit) => keptOf(unit, stays));
    // As without values: an axis without a match would only be noise.
    if (left.length === 0 && isNarrowing(view)) continue;
    kept.push(axis, ...ordered(left, sort, context).flat());
  }
  return closed(withOpenings(kept), rows, view);
}

/** The cost goes with its hours; it may also stay by itself. */
function keptOf(unit: Unit, stays: (row: GridRow) => boolean): readonly Unit[] {
  const [head, ...others] = unit;
  if (head === undefined) return [];
  if (head.type !== 'no_indicator' && stays(head)) return [unit];
  const left = others.filter(stays);
  return left.length === 0 ? [] : [left];
}

function ordered(
  units: readonly Unit[],
  sort: readonly { readonly key: TabView['sort'][number]; readonly column: GridColumn }[],
  context: CellContext,
): readonly Unit[] {
  if (sort.length === 0) return units;
  const list = units.map((item): Sortable<Unit> => {
    const [head] = item;
    const values: ViewValue[] =
      head === undefined ? [] : sort.map(({ column }) => viewValue(head, column, context));
    return { item, values };
  });
  return sorted(
    list,
    sort.map(({ key }) => key),
  );
}

/** The first row of an action, and of a section in it, says it aloud: in the order that is shown. */
function withOpenings(rows: readonly GridRow[]): readonly GridRow[] {
  let [fiche, section]: [string | null, string | null] = [null, null];
  return rows.map((row) => {
    if (row.type !== 'indicator' && row.type !== 'hourly_cost') {
      [fiche, section] = [null, null];
      return row;
    }
    const opensFiche = row.fiche.id !== fiche;
    const opensSection = opensFiche || row.sectionLabel !== section;
    [fiche, section] = [row.fiche.id, row.sectionLabel];
    return row.opensFiche === opensFiche && row.opensSection === opensSection
      ? row
      : { ...row, opensFiche, opensSection };
  });
}

function closed(kept: readonly GridRow[], all: readonly GridRow[], view: TabView): ViewRows {
  const isClosed = new Set(view.closedAxes);
  if (isClosed.size === 0) return { rows: kept, kept };
  const present = all.some((row) => row.type === 'axis' && isClosed.has(row.axis.number));
  if (!present) return { rows: kept, kept };
  const rows = kept.filter(
    (row) => row.type === 'axis' || !('axis' in row) || !isClosed.has(row.axis.number),
  );
  return { rows, kept };
}
