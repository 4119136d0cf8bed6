// Pastes into the example plan, as its tests ask for them.
import { type CellKey, cellKey, columnId } from '../../src/lib/contract/ids.ts';
import {
  type PasteEntry,
  type PastePlan,
  type PasteRequest,
  planPaste,
} from '../../src/lib/grid/clipboard/paste-plan.ts';
import type { PastedTable } from '../../src/lib/grid/clipboard/flavours.ts';
import { readClipboard } from '../../src/lib/grid/clipboard/read-clipboard.ts';
import type { PlanTab } from '../../src/lib/grid/columns.ts';
import type { GridTable } from '../../src/lib/grid/grid-table.ts';
import type { GridRow } from '../../src/lib/grid/row-model.ts';
import { GridOrder, extendTo, selectCell } from '../../src/lib/grid/selection.ts';
import type { Scalar } from '../../src/lib/contract/kinds.ts';
import { exampleContent, testRowId } from './example-content.ts';
import { gridTable } from './grid-table.ts';

export function titleOf(number: number): string {
  const row = gridTable('budget', exampleContent()).rows.find(({ id }) => id === ficheId(number));
  if (row?.type !== 'fiche') throw new Error(`no action ${number}`);
  return row.fiche.title;
}

export const ficheId = (number: number): string => testRowId(number * 1000);

export function read(text: string, html = '', own = ''): PastedTable {
  const reading = readClipboard({ text, html, own }, false);
  if (!reading.ok) throw new Error(reading.code);
  return reading.table;
}

export interface Setting {
  readonly tab?: PlanTab;
  readonly to?: { readonly rowId: string; readonly columnId: string };
  readonly match?: 'place' | 'names';
  readonly fixes?: ReadonlyMap<string, string | null>;
  readonly table?: GridTable;
  readonly asked?: GridTable;
  readonly allRows?: readonly GridRow[];
  readonly before?: ReadonlyMap<CellKey, Scalar> | null;
}

export type Place = { readonly rowId: string; readonly columnId: string };

export function request(
  pasted: PastedTable | string,
  from: Place,
  {
    tab = 'budget',
    to = from,
    match = 'place',
    fixes = new Map(),
    table,
    asked,
    allRows,
    before = null,
  }: Setting = {},
): PasteRequest {
  const shown = table ?? gridTable(tab, exampleContent());
  return {
    pasted: typeof pasted === 'string' ? read(pasted) : pasted,
    table: shown,
    asked: asked ?? shown,
    allRows: allRows ?? shown.rows,
    selection: extendTo(selectCell(from), to),
    match,
    fixes,
    before: before,
  };
}

export function plan(pasted: PastedTable | string, from: Place, setting: Setting = {}): PastePlan {
  return planPaste(request(pasted, from, setting));
}

export const at = (number: number, column = 'p104'): { rowId: string; columnId: string } => ({
  rowId: ficheId(number),
  columnId: column,
});
export const key = (number: number, column = 'p104'): CellKey =>
  cellKey(testRowId(number * 1000), columnId(column));
export const doubts = ({ entries }: PastePlan): (PasteEntry['doubt'] | undefined)[] =>
  entries.flatMap(({ doubt }) => doubt ?? []);

/** The table of a tab where a filter hides these rows. */
export function without(ids: readonly string[]): { table: GridTable; allRows: readonly GridRow[] } {
  const full = gridTable('budget', exampleContent());
  const rows = full.rows.filter(({ id }) => !ids.includes(id));
  const order = new GridOrder(
    rows.map(({ id }) => id),
    full.order.columns,
  );
  return { table: { ...full, rows, order }, allRows: full.rows };
}
