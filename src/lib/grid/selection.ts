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

/** Null outside the table. */
export function placeAt(order: GridOrder, row: number, column: number): CellPlace | null {
  const [rowId, columnId] = [order.rows[row], order.columns[column]];
  return rowId === undefined || columnId === undefined ? null : { rowId, columnId };
}

export function selectCell(place: CellPlace): GridSelection {
  return { active: place, ranges: [{ anchor: place, head: place, extent: 'cells' }] };
}

/** Moves the head of the last range: its anchor and the active cell stay. */
export function extendTo(selection: GridSelection, head: CellPlace): GridSelection {
  const last = selection.ranges.at(-1);
  if (last === undefined) return selectCell(head);
  // Everything has no corner to move: the person starts again from the active cell.
  const range: CellRange =
    last.extent === 'all' ? { anchor: selection.active, head, extent: 'cells' } : { ...last, head };
  return { active: selection.active, ranges: [...selection.ranges.slice(0, -1), range] };
}

export function addRange(selection: GridSelection, place: CellPlace): GridSelection {
  return {
    active: place,
    ranges: [...selection.ranges, { anchor: place, head: place, extent: 'cells' }],
  };
}

/** The active cell moves inside the ranges, which stay as they are. */
export function moveActive(selection: GridSelection, place: CellPlace): GridSelection {
  return { active: place, ranges: selection.ranges };
}

function withRange(range: CellRange, added: GridSelection | null): GridSelection {
  return { active: range.anchor, ranges: [...(added?.ranges ?? []), range] };
}

export function selectRows(
  order: GridOrder,
  fromRowId: string,
  toRowId: string,
  added: GridSelection | null = null,
): GridSelection {
  const anchor = { rowId: fromRowId, columnId: order.columns[0] ?? '' };
  const head = { rowId: toRowId, columnId: order.columns.at(-1) ?? '' };
  return withRange({ anchor, head, extent: 'rows' }, added);
}

export function selectColumns(
  order: GridOrder,
  fromColumnId: string,
  toColumnId: string,
  added: GridSelection | null = null,
): GridSelection {
  const anchor = { rowId: order.rows[0] ?? '', columnId: fromColumnId };
  const head = { rowId: order.rows.at(-1) ?? '', columnId: toColumnId };
  return withRange({ anchor, head, extent: 'columns' }, added);
}

export function selectAll(order: GridOrder, active: CellPlace): GridSelection {
  const anchor = { rowId: order.rows[0] ?? '', columnId: order.columns[0] ?? '' };
  const head = { rowId: order.rows.at(-1) ?? '', columnId: order.columns.at(-1) ?? '' };
  return { active, ranges: [{ anchor, head, extent: 'all' }] };
}

function takesEveryRow(range: CellRange): boolean {
  return range.extent === 'columns' || range.extent === 'all';
}

function takesEveryColumn(range: CellRange): boolean {
  return range.extent === 'rows' || range.extent === 'all';
}

/** Null when a corner is not shown. */
export function rectOf(range: CellRange, order: GridOrder): RangeRect | null {
  const rows = takesEveryRow(range)
    ? [0, order.rows.length - 1]
    : [order.rowIndex(range.anchor.rowId), order.rowIndex(range.head.rowId)];
  const columns = takesEveryColumn(range)
    ? [0, order.columns.length - 1]
    : [order.columnIndex(range.anchor.columnId), order.columnIndex(range.head.columnId)];
  const rect = {
    top: Math.min(...rows),
    bottom: Math.max(...rows),
    left: Math.min(...columns),
    right: Math.max(...columns),
  };
  return rect.top < 0 || rect.left < 0 ? null : rect;
}

export function rectsOf(selection: GridSelection, order: GridOrder): readonly RangeRect[] {
  return selection.ranges.flatMap((range) => rectOf(range, order) ?? []);
}

export function holdsCell({ top, bottom, left, right }: RangeRect, row: number, column: number): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

/** The smallest rectangle that holds them all. */
export function unionRect(rects: readonly RangeRect[]): RangeRect | null {
  return rects.reduce<RangeRect | null>(
    (union, rect) =>
      union === null
        ? rect
        : {
            top: Math.min(union.top, rect.top),
            bottom: Math.max(union.bottom, rect.bottom),
            left: Math.min(union.left, rect.left),
            right: Math.max(union.right, rect.right),
          },
    null,
  );
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Rows that hold the same columns of the selection, with those columns: no cell stands in two of them. */
interface Band {
  readonly rows: Span;
  readonly columns: readonly Span[];
}

function merged(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last !== undefined && span.from <= last.to + 1)
      found[found.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else found.push(span);
  }
  return found;
}

/** Overlaps are settled by bands of rows, not by cells: whole columns of a long table stay cheap to count. */
function bandsOf(rects: readonly RangeRect[]): readonly Band[] {
  const edges = [...new Set(rects.flatMap(({ top, bottom }) => [top, bottom + 1]))].sort((a, b) => a - b);
  return edges.flatMap((from, index) => {
    const to = (edges[index + 1] ?? from) - 1;
    const across = rects.filter(({ top, bottom }) => top <= from && bottom >= to);
    if (to < from || across.length === 0) return [];
    return [
      { rows: { from, to }, columns: merged(across.map((one) => ({ from: one.left, to: one.right }))) },
    ];
  });
}

/** A cell that two ranges hold counts once. */
export function cellCount(selection: GridSelection, order: GridOrder): number {
  let count = 0;
  for (const { rows, columns } of bandsOf(rectsOf(selection, order)))
    for (const { from, to } of columns) count += (rows.to - rows.from + 1) * (to - from + 1);
  return count;
}

export function isSingleCell(selection: GridSelection, order: GridOrder): boolean {
  return cellCount(selection, order) === 1;
}

/** Each cell once, row by row. */
export function eachCell(
  selection: GridSelection,
  order: GridOrder,
  visit: (rowIndex: number, columnIndex: number) => void,
): void {
  for (const { rows, columns } of bandsOf(rectsOf(selection, order)))
    for (let row = rows.from; row <= rows.to; row += 1)
      for (const { from, to } of columns)
        for (let column = from; column <= to; column += 1) visit(row, column);
}

/** One direction of an order: its ids, and where each stands. */
interface Line {
  readonly ids: readonly string[];
  indexOf(id: string): number;
}

function rowLine(order: GridOrder): Line {
  return { ids: order.rows, indexOf: (id) => order.rowIndex(id) };
}

function columnLine(order: GridOrder): Line {
  return { ids: order.columns, indexOf: (id) => order.columnIndex(id) };
}

/**
 * What is left of a stretch of a line: the run of `after` with the most of the old ids, which holds nothing else but ids
 * that are new. An id that stood outside ends the run, so a corner that was moved away cannot pull others in. On equal
 * terms the run that has `preferred` wins.
 */
function survivingSpan(old: Span, before: Line, after: Line, preferred: string): Span | null {
  let best: (Span & { readonly weight: number }) | null = null;
  let run: { from: number; to: number; weight: number } | null = null;
  for (const [index, id] of after.ids.entries()) {
    const place = before.indexOf(id);
    if (place < 0) continue;
    if (place < old.from || place > old.to) {
      run = null;
      continue;
    }
    run ??= { from: index, to: index, weight: 0 };
    run.to = index;
    run.weight += id === preferred ? 1.5 : 1;
    if (best === null || run.weight > best.weight) best = { ...run };
  }
  return best;
}

/** The ids that two corners become, in their old direction; null when nothing is left between them. */
function survivingCorners(
  anchorId: string,
  headId: string,
  before: Line,
  after: Line,
  preferred: string,
): readonly [anchor: string, head: string] | null {
  const anchor = before.indexOf(anchorId);
  const head = before.indexOf(headId);
  if (anchor < 0 || head < 0) return null;
  const old = { from: Math.min(anchor, head), to: Math.max(anchor, head) };
  const span = survivingSpan(old, before, after, preferred);
  const first = span === null ? undefined : after.ids[span.from];
  const last = span === null ? undefined : after.ids[span.to];
  if (first === undefined || last === undefined) return null;
  return anchor <= head ? [first, last] : [last, first];
}

function afterOthers(
  range: CellRange,
  active: CellPlace,
  before: GridOrder,
  after: GridOrder,
): CellRange | null {
  const { anchor, head } = range;
  const rows = takesEveryRow(range)
    ? ([after.rows[0] ?? '', after.rows.at(-1) ?? ''] as const)
    : survivingCorners(anchor.rowId, head.rowId, rowLine(before), rowLine(after), active.rowId);
  const columns = takesEveryColumn(range)
    ? ([after.columns[0] ?? '', after.columns.at(-1) ?? ''] as const)
    : survivingCorners(
        anchor.columnId,
        head.columnId,
        columnLine(before),
        columnLine(after),
        active.columnId,
      );
  if (rows === null || columns === null) return null;
  return {
    anchor: { rowId: rows[0], columnId: columns[0] },
    head: { rowId: rows[1], columnId: columns[1] },
    extent: range.extent,
  };
}

/** Where it stands, when that is still inside; else the nearer of the two ends. */
function insideSpan(id: string, span: Span, before: Line, after: Line): string {
  const index = after.indexOf(id);
  if (index >= span.from && index <= span.to) return id;
  const first = after.ids[span.from] ?? id;
  const last = after.ids[span.to] ?? id;
  const place = before.indexOf(id);
  const distance = (end: string): number => Math.abs(before.indexOf(end) - place);
  return distance(last) < distance(first) ? last : first;
}

function activeInside(active: CellPlace, rect: RangeRect, before: GridOrder, after: GridOrder): CellPlace {
  const rows = { from: rect.top, to: rect.bottom };
  const columns = { from: rect.left, to: rect.right };
  return {
    rowId: insideSpan(active.rowId, rows, rowLine(before), rowLine(after)),
    columnId: insideSpan(active.columnId, columns, columnLine(before), columnLine(after)),
  };
}

function withActiveInside(
  ranges: readonly CellRange[],
  active: CellPlace,
  before: GridOrder,
  after: GridOrder,
): GridSelection | null {
  const last = ranges.at(-1);
  const rect = last === undefined ? null : rectOf(last, after);
  return rect === null ? null : { active: activeInside(active, rect, before, after), ranges };
}

function holdsTheSame(old: Span, now: Span, before: Line, after: Line): boolean {
  if (now.to - now.from !== old.to - old.from) return false;
  return after.ids.slice(now.from, now.to + 1).every((id) => {
    const place = before.indexOf(id);
    return place >= old.from && place <= old.to;
  });
}

/** A range of whole rows is not changed by the columns that come or go, nor one of whole columns by the rows. */
function isUnchanged(range: CellRange, before: GridOrder, after: GridOrder): boolean {
  const old = rectOf(range, before);
  const now = rectOf(range, after);
  if (old === null || now === null) return false;
  const rows = holdsTheSame(
    { from: old.top, to: old.bottom },
    { from: now.top, to: now.bottom },
    rowLine(before),
    rowLine(after),
  );
  const columns = holdsTheSame(
    { from: old.left, to: old.right },
    { from: now.left, to: now.right },
    columnLine(before),
    columnLine(after),
  );
  return (rows || takesEveryRow(range)) && (columns || takesEveryColumn(range));
}

/**
 * What stays selected in a new order. `own_view`: the person sorted, filtered or hid something, and a selection that would
 * hold other cells collapses to the active one. `rows`: others inserted, archived or moved rows; the ranges grow or shrink.
 */
export function afterReorder(
  selection: GridSelection,
  before: GridOrder,
  after: GridOrder,
  cause: 'own_view' | 'rows',
): GridSelection | null {
  const { active, ranges } = selection;
  if (cause === 'rows') {
    const left = ranges.flatMap((range) => afterOthers(range, active, before, after) ?? []);
    return withActiveInside(left, active, before, after);
  }
  if (ranges.every((range) => isUnchanged(range, before, after)))
    return withActiveInside(ranges, active, before, after);
  const isShown = after.rowIndex(active.rowId) >= 0 && after.columnIndex(active.columnId) >= 0;
  return isShown ? selectCell(active) : null;
}
