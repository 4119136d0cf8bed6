// The rows that a tab shows to one person: the plan's, through their view. Follows rows, values and the view; the row they stand
// in keeps its place until they leave it. A view with the life of the tab.
import { indicatorGroups } from '../calc/indicator-totals.ts';
import type { TabView } from '../contract/view.ts';
import type { CellContext } from '../grid/cell-state.ts';
import type { GridColumn, PlanTab } from '../grid/columns.ts';
import {
  aggregateRows,
  fichesOf,
  type GridRow,
  isFiltering,
  noFilter,
  rowsOfTab,
  totalRow,
} from '../grid/row-model.ts';
import { withHeldRow } from '../grid/view/held-row.ts';
import { shownTotals } from '../grid/view/shown-totals.ts';
import { followsValues, isNarrowing, rowsOfView, type ViewRows } from '../grid/view/view-rows.ts';
import type { Workspace } from './workspace.svelte.ts';

interface ViewedRowsParts {
  readonly tab: PlanTab;
  readonly workspace: Workspace;
  readonly columns: () => readonly GridColumn[];
  readonly context: () => CellContext;
  readonly keySection: () => string;
  /** Rises after the frame that shows changed values: sorting thousands of rows must not hold it up. */
  readonly settledVersion: () => number;
}

export class ViewedRows {
  readonly #parts: ViewedRowsParts;
  /** What was shown last, under which view. */
  #before: { readonly rows: readonly GridRow[]; readonly view: TabView } | null = null;
  #held: string | null = null;
  #leaves = $state.raw(0);

  readonly view = $derived.by((): TabView => this.#parts.workspace.views.view(this.#parts.tab));
  /** Without any filter: what a paste by names may reach. */
  readonly all = $derived.by((): readonly GridRow[] => {
    const { showsArchived } = this.view.rows;
    return this.#rowsOf({ ...noFilter, showsArchived });
  });
  readonly #base = $derived.by((): readonly GridRow[] =>
    isFiltering(this.view.rows) ? this.#rowsOf(this.view.rows) : this.all,
  );
  readonly #seen = $derived.by((): ViewRows => {
    const { columns, context, workspace, settledVersion } = this.#parts;
    const { view } = this;
    if (followsValues(view)) void settledVersion();
    return rowsOfView({
      rows: this.#base,
      view,
      columns: columns(),
      context: context(),
      changed: (since) => workspace.past.changedCells(since),
    });
  });
  readonly isNarrowing = $derived.by((): boolean => isNarrowing(this.view));
  /** The actions and indicators that are shown, whether their axis is open or not. */
  readonly kept = $derived.by((): readonly GridRow[] => this.#seen.kept);
  readonly rows = $derived.by((): readonly GridRow[] => {
    void this.#leaves;
    const held = this.#hold(this.#seen.rows);
    const { tab, workspace } = this.#parts;
    // They speak of the whole plan: under a filter they would seem to speak of what is shown.
    const now =
      tab === 'indicateurs' && !this.isNarrowing
        ? [...held, ...aggregateRows(indicatorGroups(workspace.content))]
        : held;
    const last = this.#before;
    const rows = last !== null && isSameList(last.rows, now) ? last.rows : now;
    this.#before = { rows, view: this.view };
    return rows;
  });
  /** Below the others, always in view: the plan's total, and « dont affiché » beside it. */
  readonly pinned = $derived.by((): readonly GridRow[] => {
    const { tab, workspace, context, settledVersion } = this.#parts;
    if (tab === 'indicateurs') return [];
    if (!this.isNarrowing) return [totalRow];
    void settledVersion();
    const shown = this.kept.filter((row) => row.type === 'fiche' && !row.fiche.archived);
    return [
      totalRow,
      {
        type: 'shown_total',
        id: 'shown',
        totals: shownTotals(shown, context()),
        shown: shown.length,
        all: fichesOf(workspace.content).length,
      },
    ];
  });

  constructor(parts: ViewedRowsParts) {
    this.#parts = parts;
  }

  /** The person is in another row now: the one that was held goes where the view has it. */
  stand(rowId: string | null): void {
    const left = this.#held !== null && this.#held !== rowId;
    if (!left) return;
    this.#held = null;
    this.#leaves += 1;
  }

  #rowsOf(filter: TabView['rows']): readonly GridRow[] {
    const { workspace, tab, keySection } = this.#parts;
    void workspace.rowsVersion;
    return rowsOfTab(tab, workspace.content, filter, { keySection: keySection() });
  }

  #hold(rows: readonly GridRow[]): readonly GridRow[] {
    const last = this.#before;
    // Whoever sorts or filters anew wants to see just that.
    if (last === null || last.view !== this.view || !followsValues(this.view)) return rows;
    const standing = this.#parts.workspace.standingIn;
    const held = withHeldRow(
      last.rows,
      rows,
      standing,
      (id) => this.all.find((row) => row.id === id) ?? null,
    );
    this.#held = held.isHeld ? standing : null;
    return held.rows;
  }
}

function isSameList(one: readonly GridRow[], other: readonly GridRow[]): boolean {
  return one.length === other.length && one.every((row, index) => isSameRow(row, other[index]));
}

/** Drawing a row anew closes what is open in it: the same facts are the same row. */
function isSameRow(one: GridRow, other: GridRow | undefined): boolean {
  if (one === other) return true;
  if (one.type !== other?.type || one.id !== other.id) return false;
  if (one.type === 'indicator' && other.type === 'indicator')
    return one.indicator === other.indicator && isSameOpening(one, other);
  return one.type === 'hourly_cost' && other.type === 'hourly_cost' && isSameOpening(one, other);
}

type Opening = Extract<GridRow, { type: 'indicator' | 'hourly_cost' }>;

function isSameOpening(one: Opening, other: Opening): boolean {
  return (
    one.fiche === other.fiche &&
    one.opensFiche === other.opensFiche &&
    one.opensSection === other.opensSection
  );
}
