// Turns our columns into the grid library's definitions: where each cell reads, how it looks, whether and how it is edited.
import type {
  CellClassRules,
  ColDef,
  ColGroupDef,
  ValueFormatterParams,
  ValueGetterParams,
  ValueSetterParams,
} from 'ag-grid-community';
import { type CellState, cellState, storedCell } from '../cell-state.ts';
import { type GridColumn, type GridColumnNode, isColumnGroup } from '../columns.ts';
import type { GridRow } from '../row-model.ts';
import { type EditorParams, TypedText, TypingEditor } from './editor.ts';
import type { GridHost } from './grid-host.ts';
import type { Keyboard } from './keyboard.ts';
import { looksLocked } from '../lock-sentence.ts';
import { describeCell, noteSentence } from '../notes.ts';
import { scalarTyped, textForEditing } from '../typed-cell.ts';
import { RowHeading, UnitHeader } from './renderers.ts';

type State = CellState | undefined;

/** A column that a person makes narrow still shows that it is there. */
const narrowest = 40;

const classRules: CellClassRules<GridRow, State> = {
  'is-figure': ({ value }) => value?.isFigure === true,
  'is-derived': ({ value }) => value?.tone === 'derived',
  'is-unreadable': ({ value }) => value?.mark === 'unreadable',
  'is-incomplete': ({ value }) => value?.mark === 'incomplete',
  'counts-empty': ({ value }) => value?.mark === 'counts_empty',
  'is-formula': ({ value }) => value?.isFormula === true,
  'is-missing': ({ value }) => value?.isMissing === true,
  'is-wrong': ({ value }) => value?.isWrong === true,
  'is-quiet': ({ value }) => value?.isQuiet === true,
  // Who may type nowhere is told once, in the header: a grey page would only be hard to read.
  'is-locked': ({ value }) => value !== undefined && value !== null && looksLocked(value),
};

function isSame(a: State | null, b: State | null): boolean {
  if (!a || !b) return a === b;
  return (
    a.text === b.text &&
    a.tone === b.tone &&
    a.isFigure === b.isFigure &&
    a.mark === b.mark &&
    a.isFormula === b.isFormula &&
    a.isMissing === b.isMissing &&
    a.isWrong === b.isWrong &&
    a.isQuiet === b.isQuiet &&
    a.lock === b.lock
  );
}

/** The axis row of the indicators has no subtotals: its heading takes the whole width. */
function spanOf(row: GridRow | undefined, column: GridColumn, count: number): number {
  return row?.type === 'axis' && column.id === 'row.axis' ? count : 1;
}

function hasHeading(column: GridColumn, host: GridHost): (row: GridRow | undefined) => boolean {
  if (column.source.type !== 'fact') return () => false;
  const { fact } = column.source;
  if (host.tab !== 'indicateurs') return () => fact === 'action';
  return (row) => (row?.type === 'axis' ? fact === 'axis' : fact === 'label');
}

function isHeadingColumn(column: GridColumn, host: GridHost): boolean {
  const fact = column.source.type === 'fact' ? column.source.fact : null;
  return host.tab === 'indicateurs' ? fact === 'axis' || fact === 'label' : fact === 'action';
}

/** In pixels, at the size of the type. */
export function widthOf(column: GridColumn, host: Pick<GridHost, 'scale'>): number {
  // Words may be cut; figures may not.
  const isWords = column.figures === 'none' && column.id !== 'row.action';
  return Math.round(column.width * (isWords ? 1 + (host.scale - 1) / 3 : host.scale));
}

function columnDef(
  column: GridColumn,
  isInGroup: boolean,
  count: number,
  host: GridHost,
  keyboard: Keyboard,
): ColDef<GridRow, State> {
  const stateOf = (row: GridRow | undefined): State =>
    row === undefined ? undefined : cellState(row, column, host.context());
  const isHeading = hasHeading(column, host);
  const width = widthOf(column, host);
  const editorParams: EditorParams = {
    gridColumn: column,
    keys: () => keyboard.memory,
    formula: () => host.formula,
    write: (row) => {
      const cell = storedCell(row, column);
      const { content, formulas } = host.context();
      return cell === null ? '' : textForEditing(content.cells.get(cell.key) ?? null, cell, formulas);
    },
    read: (row) => {
      const cell = storedCell(row, column);
      return cell === null ? null : (host.context().content.cells.get(cell.key) ?? null);
    },
    describe: (row) => describeCell(row, column, host.messages.grid),
  };
  return {
    colId: column.id,
    headerName: column.header,
    headerTooltip: column.description,
    headerClass: column.figures === 'none' ? '' : 'is-figure',
    headerComponentParams: {
      innerHeaderComponent: UnitHeader,
      innerHeaderComponentParams: { unit: column.unit, host },
    },
    width,
    ...(column.grows ? { flex: width, minWidth: width } : { minWidth: Math.min(width, narrowest) }),
    ...(column.pinned ? { pinned: 'left' as const, lockPinned: true, lockPosition: 'left' as const } : {}),
    ...(column.id === 'row.axis' ? { lockPosition: 'left' as const } : {}),
    ...(isInGroup && column.isDetail ? { columnGroupShow: 'open' as const } : {}),
    ...(column.id === 'row.axis' ? { colSpan: ({ data }) => spanOf(data, column, count) } : {}),
    ...(isHeadingColumn(column, host)
      ? {
          cellRendererSelector: ({ data }) =>
            isHeading(data) ? { component: RowHeading, params: { host } } : undefined,
        }
      : {}),
    ...(isHeadingColumn(column, host) && column.id !== 'row.axis'
      ? {
          rowDrag: ({ data }) => (data?.type === 'fiche' || data?.type === 'indicator') && host.mayMoveRows(),
        }
      : {}),
    valueGetter: ({ data }: ValueGetterParams<GridRow>) => stateOf(data),
    valueFormatter: ({ value }: ValueFormatterParams<GridRow, State>) => value?.text ?? '',
    equals: isSame,
    cellClass: column.figures === 'none' ? 'trame-cell' : 'trame-cell is-column-of-figures',
    cellClassRules: classRules,
    tooltip: ({ data }) =>
      !data ? undefined : (noteSentence(stateOf(data) ?? null, data, column, host) ?? undefined),
    editable: ({ data }) => stateOf(data)?.lock === null,
    cellEditor: TypingEditor,
    cellEditorParams: editorParams,
    // Our store owns the values: the edit goes there and comes back as a change; the grid is told that nothing changed.
    valueSetter: ({ data, newValue }: ValueSetterParams<GridRow, State>) => {
      const cell = storedCell(data, column);
      const typed: unknown = newValue;
      if (cell === null || !(typed instanceof TypedText)) return false;
      const { seen } = typed;
      const value = scalarTyped(seen, typed.text, cell, host.context().formulas);
      if (value !== seen) host.edit('typing', [{ key: cell.key, value, seen }]);
      return false;
    },
    suppressKeyboardEvent: (params) => keyboard.suppress(params),
  };
}

export function columnDefsOf(
  nodes: readonly GridColumnNode[],
  host: GridHost,
  keyboard: Keyboard,
): (ColDef<GridRow> | ColGroupDef<GridRow>)[] {
  const count = nodes.reduce((sum, node) => sum + (isColumnGroup(node) ? node.columns.length : 1), 0);
  return nodes.map((node) =>
    isColumnGroup(node)
      ? {
          groupId: node.id,
          headerName: node.header,
          marryChildren: true,
          children: node.columns.map((column) => columnDef(column, true, count, host, keyboard)),
        }
      : columnDef(node, false, count, host, keyboard),
  );
}
