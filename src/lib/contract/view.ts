// What one person sees of a tab, as plain data that travels: order, filters, columns, closed axes. Private to its owner and never
// part of the plan (design D7). Knows shapes only; what a view does to rows is grid/view/'s.
import * as v from 'valibot';
import { failure, type Result, success } from './errors.ts';
import type { RowId } from './ids.ts';

/** Larger than any view of a full plan; a guard for whoever stores them. */
export const maxViewBytes = 16 * 1024;
const maxTextLength = 200;
const maxEntries = 200;

const text = v.pipe(v.string(), v.maxLength(maxTextLength));
const columnName = v.pipe(v.string(), v.minLength(1), v.maxLength(maxTextLength));
const axisNumber = v.pipe(v.number(), v.safeInteger());

const columnFilter = v.variant('type', [
  /** Without case, accents or forms of the apostrophe. */
  v.strictObject({ type: v.literal('text'), contains: text, isNegated: v.boolean() }),
  v.strictObject({
    type: v.literal('number'),
    operator: v.picklist(['equal', 'different', 'less', 'at_most', 'more', 'at_least', 'between']),
    value: v.pipe(v.number(), v.finite()),
    /** The other end of « between »; null for every other operator. */
    upTo: v.nullable(v.pipe(v.number(), v.finite())),
  }),
  v.strictObject({ type: v.literal('empty') }),
  v.strictObject({ type: v.literal('filled') }),
  /** Cells written since that moment (milliseconds), or since the one it is named for. */
  v.strictObject({
    type: v.literal('changed'),
    since: v.union([v.picklist(['visit', 'committee']), v.pipe(v.number(), v.safeInteger())]),
  }),
]);

const tabView = v.strictObject({
  /** Which rows are there at all: the tools above the grid. */
  rows: v.strictObject({
    axis: v.nullable(axisNumber),
    ficheId: v.nullable(
      v.pipe(
        text,
        v.transform((id) => id as RowId),
      ),
    ),
    section: v.nullable(text),
    search: text,
    showsArchived: v.boolean(),
  }),
  /** The first key decides; the next ones break ties. Empty: the plan's own order. */
  sort: v.pipe(
    v.array(v.strictObject({ columnId: columnName, direction: v.picklist(['ascending', 'descending']) })),
    v.maxLength(3),
  ),
  filters: v.pipe(v.record(columnName, columnFilter), v.maxEntries(maxEntries)),
  hidden: v.pipe(v.array(columnName), v.maxLength(maxEntries)),
  /** Column ids from left to right; empty: the catalogue's order. Columns it does not name follow in that order. */
  order: v.pipe(v.array(columnName), v.maxLength(maxEntries)),
  /** Pixels at 100 %; only of columns that a person resized. */
  widths: v.pipe(
    v.record(columnName, v.pipe(v.number(), v.integer(), v.minValue(30), v.maxValue(2_000))),
    v.maxEntries(maxEntries),
  ),
  /** Columns that stay when one scrolls sideways, beyond the row's heading. */
  frozen: v.pipe(v.array(columnName), v.maxLength(maxEntries)),
  closedAxes: v.pipe(v.array(axisNumber), v.maxLength(maxEntries)),
});

/** The tabs that a view can be of. */
export const viewTabs = ['budget', 'beneficiaires', 'indicateurs'] as const;
export type ViewTab = (typeof viewTabs)[number];

export type TabView = Readonly<v.InferOutput<typeof tabView>>;
export type ColumnFilter = TabView['filters'][string];
export type SortKey = TabView['sort'][number];
/** Which moment « changed since » means. */
export type SinceMoment = Extract<ColumnFilter, { type: 'changed' }>['since'];

export const plainView: TabView = {
  rows: { axis: null, ficheId: null, section: null, search: '', showsArchived: false },
  sort: [],
  filters: {},
  hidden: [],
  order: [],
  widths: {},
  frozen: [],
  closedAxes: [],
};

/** For one person in one plan: a list that is still read. */
export const maxSavedViews = 50;

export interface SavedView {
  readonly id: string;
  readonly tab: ViewTab;
  readonly name: string;
  readonly isShared: boolean;
  readonly view: TabView;
}

export interface OwnViews {
  readonly current: Readonly<
    Partial<Record<ViewTab, { readonly view: TabView; readonly updatedAt: number }>>
  >;
  readonly saved: readonly SavedView[];
}

/** Somebody's view, opened by its link. */
export interface SharedView extends SavedView {
  readonly isOwn: boolean;
  readonly ownerName: string;
}

/** From another device, a link or an older version: a view is taken whole or not at all. */
export function parseTabView(value: unknown): Result<TabView> {
  const read = v.safeParse(tabView, value);
  return read.success ? success(read.output) : failure('bad_request');
}
