// A plan with what the engine says of it, seen through a view: rows and columns of a tab without a grid.
import { computed } from './formula-plan.ts';
import { plainFormulas } from './grid-table.ts';
import type { CellKey } from '../../src/lib/contract/ids.ts';
import { plainView, type SinceMoment, type TabView } from '../../src/lib/contract/view.ts';
import type { DocumentContent } from '../../src/lib/document/read.ts';
import type { CellContext } from '../../src/lib/grid/cell-state.ts';
import { columnsOfTab, flatColumns, type GridColumn, type PlanTab } from '../../src/lib/grid/columns.ts';
import { type GridRow, rowsOfTab } from '../../src/lib/grid/row-model.ts';
import { rowsOfView, type ViewRows } from '../../src/lib/grid/view/view-rows.ts';
import { messagesFor } from '../../src/lib/i18n/messages.ts';
import { coordinatorRights } from './rights.ts';

export class ViewScene {
  readonly tab: PlanTab;
  readonly columns: readonly GridColumn[];
  readonly context: CellContext;

  constructor(tab: PlanTab, content: DocumentContent) {
    const words = messagesFor('fr').grid;
    const derived = computed(content);
    this.tab = tab;
    this.columns = flatColumns(columnsOfTab(tab, words.columns, 'draft'));
    this.context = {
      content,
      derived: {
        row: (id) => derived.rows.get(id),
        axis: (axis) => derived.axes.get(axis),
        overall: () => derived.overall,
        formula: (key) => derived.formulas.get(key),
      },
      rights: coordinatorRights,
      words,
      formulas: plainFormulas,
    };
  }

  all(view: Partial<TabView> = {}): readonly GridRow[] {
    return rowsOfTab(this.tab, this.context.content, { ...plainView, ...view }.rows, {
      keySection: messagesFor('fr').grid.keySection,
    });
  }

  see(
    view: Partial<TabView>,
    changed: (since: SinceMoment) => ReadonlySet<CellKey> | null = () => null,
  ): ViewRows {
    const { columns, context } = this;
    return rowsOfView({
      rows: this.all(view),
      view: { ...plainView, ...view },
      columns,
      context,
      changed,
    });
  }

  /** Actions by number, axes as « axe 2 ». */
  numbers(view: Partial<TabView>): readonly (number | string)[] {
    return this.see(view).rows.map((row) =>
      row.type === 'axis' ? `axe ${row.axis.number}` : row.type === 'fiche' ? row.fiche.number : row.id,
    );
  }
}
