// The table of a tab as the grid's hands see it, without a grid: rows and columns of a content, everything shown.
import { planNames } from '../../src/lib/calc/formula/plan-names.ts';
import type { DocumentContent } from '../../src/lib/document/read.ts';
import { columnsOfTab, flatColumns, type PlanTab } from '../../src/lib/grid/columns.ts';
import type { GridTable } from '../../src/lib/grid/grid-table.ts';
import { noFilter, rowsOfTab, totalRow } from '../../src/lib/grid/row-model.ts';
import type { FormulaLanguage } from '../../src/lib/grid/typed-cell.ts';
import { GridOrder } from '../../src/lib/grid/selection.ts';
import { messagesFor } from '../../src/lib/i18n/messages.ts';
import { coordinatorRights } from './rights.ts';

/** Formulas without any names: written as they are stored. */
export const plainFormulas: FormulaLanguage = {
  written: (stored) => stored,
  read: (written) => ({ ok: true, stored: written }),
  names: ({ rowId, column }) => planNames({ rows: new Map() }, { rowId, columnId: column }),
};

export function gridTable(tab: PlanTab, content: DocumentContent): GridTable {
  const words = messagesFor('fr').grid;
  const columns = flatColumns(columnsOfTab(tab, words.columns, 'draft'));
  const shown = rowsOfTab(tab, content, noFilter, { keySection: words.keySection });
  const rows = tab === 'indicateurs' ? shown : [...shown, totalRow];
  return {
    rows,
    columns,
    order: new GridOrder(
      rows.map(({ id }) => id),
      columns.map(({ id }) => id),
    ),
    context: {
      content,
      derived: { row: () => undefined, axis: () => undefined, overall: () => ({}), formula: () => undefined },
      rights: coordinatorRights,
      words,
      formulas: plainFormulas,
    },
  };
}
