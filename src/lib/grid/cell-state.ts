// What one cell of the grid shows and allows: typed or derived, empty, unreadable text, incomplete total, locked. Pure: a
// function of the row, the column, the document's content and the engine's answers. Sentences are made elsewhere.
import type { DerivedRow, DerivedRowId, TotalRow } from '../calc/derived-plan.ts';
import type { FormulaProblemCode, FormulaResult, ReasonCode } from '../contract/derived.ts';
import { field } from '../contract/catalogue.ts';
import { type CellKey, type ColumnId, type RowId, cellKey } from '../contract/ids.ts';
import { type CellKind, type NumericKind, isNumericKind } from '../contract/kinds.ts';
import type { TextReason } from '../contract/parse.ts';
import { cellRefusal, type CellRefusal, columnGroupOf, type Rights } from '../contract/permissions.ts';
import type { Row } from '../contract/rows.ts';
import { columnKind } from '../contract/schema.ts';
import type { DocumentContent } from '../document/read.ts';
import { indicatorTotal, totalledColumns } from '../calc/indicator-totals.ts';
import type { IndicatorAggregation } from '../contract/rows.ts';
import { formatValue } from '../i18n/cell-format.ts';
import { formatNumber } from '../i18n/number-format.ts';
import { readCell } from '../calc/cell-value.ts';
import type { GridColumn } from './columns.ts';
import type { GridRow } from './row-model.ts';
import type { FormulaLanguage } from './typed-cell.ts';

/** The engine's latest answers, as the grid reads them. */
interface DerivedLookup {
  row(id: DerivedRowId): DerivedRow | undefined;
  axis(number: number): TotalRow | undefined;
  overall(): TotalRow;
  formula(key: CellKey): FormulaResult | undefined;
}

export interface CellContext {
  readonly content: DocumentContent;
  readonly derived: DerivedLookup;
  readonly rights: Rights;
  readonly words: {
    readonly offTarget: string;
    /** Of an action whose year is over. */
    readonly closed: string;
    /** A word or two for a cell whose formula gives nothing. */
    readonly wholePlan: (actions: number) => string;
    readonly aggregations: Readonly<Record<IndicatorAggregation, string>>;
    readonly formulaProblems: Readonly<Record<FormulaProblemCode, string>>;
  };
  readonly formulas: FormulaLanguage;
}

/** Why a cell cannot be typed into. */
export type Lock = 'derived' | 'subtotal' | 'fact' | 'no_cell' | CellRefusal;

/** What a tooltip explains. */
type CellNote =
  | { readonly type: 'unreadable'; readonly reason: TextReason; readonly text: string }
  | { readonly type: 'derived'; readonly reason: ReasonCode; readonly cells: readonly CellKey[] }
  | { readonly type: 'problem'; readonly code: FormulaProblemCode; readonly cells: readonly CellKey[] }
  /** A formula that gives a value, though some of what it reads is empty or left out. */
  | { readonly type: 'formula'; readonly empty: readonly CellKey[]; readonly ignored: readonly CellKey[] }
  | { readonly type: 'sum_of_parts' }
  | { readonly type: 'ignored'; readonly count: number };

type Tone = 'typed' | 'derived' | 'subtotal' | 'total' | 'fact';

export interface CellState {
  readonly text: string;
  readonly tone: Tone;
  /** Figures stand right; words, and text that should have been a figure, stand left. */
  readonly isFigure: boolean;
  /** `counts_empty`: a formula counts empty cells for 0. */
  readonly mark: 'unreadable' | 'incomplete' | 'counts_empty' | null;
  readonly isFormula: boolean;
  /** A quiet dash: a figure is expected here, or could not be derived. */
  readonly isMissing: boolean;
  readonly isWrong: boolean;
  /** Repeats the row above: said quietly. */
  readonly isQuiet: boolean;
  readonly lock: Lock | null;
  readonly note: CellNote | null;
}

const blank: CellState = {
  text: '',
  tone: 'typed',
  isFigure: false,
  mark: null,
  isFormula: false,
  isMissing: false,
  isWrong: false,
  isQuiet: false,
  lock: 'no_cell',
  note: null,
};

/** The document's row behind a row of the grid; null for rows that have no cells. */
export function documentRow(row: GridRow): Row | null {
  return row.type === 'fiche' ? row.fiche : row.type === 'indicator' ? row.indicator : null;
}

/** The stored cell behind a place of the grid; null when there is none. */
export function storedCell(
  row: GridRow,
  column: GridColumn,
): { key: CellKey; rowId: RowId; column: ColumnId; kind: CellKind } | null {
  const source = documentRow(row);
  if (source === null || column.source.type !== 'cell') return null;
  const kind = columnKind(source, column.source.column);
  if (kind === null) return null;
  return {
    key: cellKey(source.id, column.source.column),
    rowId: source.id,
    column: column.source.column,
    kind,
  };
}

/** Without these a plan says nothing: their absence is shown. */
function isFigureExpected(column: ColumnId, kind: CellKind): boolean {
  return (
    isNumericKind(kind) && (column === 'p104' || column === 'beneficiaires_total' || column === 'target')
  );
}

/** What was reached is empty for most of the year: a column of dashes would say nothing. */
function isDerivedExpected(column: GridColumn): boolean {
  return column.id !== 'taux_realisation' && !column.id.endsWith('@realised');
}

function figureText(value: number, column: GridColumn, kind: NumericKind): string {
  const figures = column.figures === 'row' || column.figures === 'none' ? kind : column.figures;
  // A column of rates or unit costs reads down: always the same number of decimals.
  if (figures === 'cents') return formatNumber(value, 'money', { decimals: 'fixed' });
  if (column.figures === 'percent') return formatNumber(value, 'percent', { decimals: 'fixed' });
  return formatNumber(value, figures);
}

/** Before the plan is there nobody signed it. */
function typedLock(row: GridRow, column: ColumnId, { content, rights }: CellContext): Lock | null {
  const source = documentRow(row);
  if (source === null || !('fiche' in row)) return 'no_cell';
  const phase = content.plan?.phase ?? 'draft';
  return cellRefusal(rights, { phase, row: source, fiche: row.fiche, group: columnGroupOf(column) });
}

/** Over- and underspending of money is a problem; everything else may be negative in peace. */
function isWrongFigure(value: number, column: GridColumn): boolean {
  return value < 0 && column.figures === 'money';
}

function formulaMark(result: FormulaResult | null): Pick<CellState, 'mark' | 'note'> {
  if (result === null) return { mark: null, note: null };
  const { empty, ignored } = result;
  if (empty.length === 0 && ignored.length === 0) return { mark: null, note: null };
  return {
    mark: ignored.length > 0 ? 'incomplete' : 'counts_empty',
    note: { type: 'formula', empty, ignored },
  };
}

function typedState(row: GridRow, column: GridColumn, context: CellContext): CellState {
  const source = documentRow(row);
  if (source === null || column.source.type !== 'cell') return blank;
  const cell = readCell(source, column.source.column, context);
  if (cell === null) return blank;
  const lock = typedLock(row, column.source.column, context);
  const isFigure = isNumericKind(cell.kind);
  const { reading, isFormula, result } = cell;
  const base: CellState = { ...blank, lock, isFormula };
  if (reading.state === 'text')
    return {
      ...base,
      text: reading.text,
      mark: 'unreadable',
      note: { type: 'unreadable', reason: reading.reason, text: reading.text },
    };
  if (reading.state === 'problem')
    return {
      ...base,
      text: context.words.formulaProblems[reading.problem.code],
      mark: 'unreadable',
      note: { type: 'problem', ...reading.problem },
    };
  const marked = { ...base, ...formulaMark(result) };
  if (reading.state === 'value') {
    const { value } = reading;
    if (typeof value === 'number' && isNumericKind(cell.kind))
      return {
        ...marked,
        text: figureText(value, column, cell.kind),
        isFigure,
        isWrong: isWrongFigure(value, column),
      };
    return { ...marked, text: formatValue(cell.kind, value) };
  }
  if (isFormula) return { ...marked, isFigure };
  // `collectivite` and `autres`: empty, they show the sum of their « dont » lines and stay writable.
  if (field(column.source.column)?.mode === 'input_or_sum') {
    const sum = context.derived.row(source.id)?.[column.source.column];
    if (sum !== undefined && sum.value !== null && isNumericKind(cell.kind))
      return {
        ...blank,
        text: figureText(sum.value, column, cell.kind),
        tone: 'derived',
        isFigure,
        lock,
        mark: sum.reason === 'incomplete' ? 'incomplete' : null,
        note:
          sum.reason === null
            ? { type: 'sum_of_parts' }
            : { type: 'derived', reason: sum.reason, cells: sum.cells ?? [] },
      };
  }
  return {
    ...blank,
    isFigure,
    lock,
    isMissing: lock !== 'archived' && isFigureExpected(column.source.column, cell.kind),
  };
}

function derivedState(
  id: DerivedRowId,
  key: string,
  column: GridColumn,
  kind: NumericKind,
  context: CellContext,
): CellState {
  const derived = context.derived.row(id)?.[key];
  const base: CellState = { ...blank, tone: 'derived', isFigure: true, lock: 'derived' };
  if (derived === undefined) return base;
  const note: CellNote | null =
    derived.reason === null ? null : { type: 'derived', reason: derived.reason, cells: derived.cells ?? [] };
  if (derived.value === null) {
    const isOffTarget = derived.reason === 'off_target';
    return {
      ...base,
      text: isOffTarget ? context.words.offTarget : '',
      isFigure: !isOffTarget,
      isMissing: note !== null && isDerivedExpected(column),
      note,
    };
  }
  return {
    ...base,
    text: figureText(derived.value, column, kind),
    mark: derived.reason === 'incomplete' ? 'incomplete' : null,
    isWrong: isWrongFigure(derived.value, column),
    note,
  };
}

function totalState(total: TotalRow | undefined, tone: 'subtotal' | 'total', column: GridColumn): CellState {
  const base: CellState = { ...blank, tone, isFigure: true, lock: 'subtotal' };
  const key =
    column.source.type === 'cell'
      ? column.source.column
      : column.source.type === 'derived'
        ? column.source.key
        : null;
  const sum = key === null ? undefined : total?.[key];
  if (sum === undefined) return base;
  const ignored = sum.ignored > 0;
  return {
    ...base,
    text: sum.value === null ? '' : figureText(sum.value, column, 'count'),
    mark: ignored ? 'incomplete' : null,
    isWrong: sum.value !== null && isWrongFigure(sum.value, column),
    note: ignored ? { type: 'ignored', count: sum.ignored } : null,
  };
}

type AggregateRow = Extract<GridRow, { type: 'aggregate' }>;

/** Indicators of one label over the whole plan: below the others, in the words of their own columns. */
function aggregateState({ group }: AggregateRow, column: GridColumn, context: CellContext): CellState {
  const { source } = column;
  const base: CellState = { ...blank, tone: 'total', lock: 'subtotal' };
  if (source.type === 'fact')
    switch (source.fact) {
      case 'axis':
        return base;
      case 'action':
        return { ...base, text: context.words.wholePlan(group.rowIds.length) };
      case 'section':
        return { ...base, text: context.words.aggregations[group.aggregation] };
      case 'label':
        return { ...base, text: group.label };
      case 'unit':
        return { ...base, text: group.unit ?? '' };
      default:
        return source.fact satisfies never;
    }
  const totalled = source.type === 'cell' ? totalledColumns.find((one) => one === source.column) : undefined;
  if (totalled === undefined || !isNumericKind(group.valueKind)) return base;
  const { value, ignored } = indicatorTotal(group, totalled, context);
  return {
    ...base,
    isFigure: true,
    text: value === null ? '' : figureText(value, column, group.valueKind),
    mark: ignored > 0 ? 'incomplete' : null,
    note: ignored > 0 ? { type: 'ignored', count: ignored } : null,
  };
}

function factState(row: Exclude<GridRow, AggregateRow>, column: GridColumn, context: CellContext): CellState {
  const source = column.source;
  const base: CellState = {
    ...blank,
    tone: row.type === 'axis' ? 'subtotal' : 'axis' in row ? 'fact' : 'total',
    lock: 'fact',
  };
  if (source.type !== 'fact') return base;
  // The heading of a row draws itself (number, menu…); its text is what tells that it must be drawn again.
  if (row.type === 'total' || row.type === 'shown_total') return base;
  if (row.type === 'axis')
    return { ...base, text: `${row.axis.number} · ${row.axis.title}`, isQuiet: row.ficheCount === 0 };
  if (row.type === 'fiche')
    return {
      ...base,
      text: `${row.fiche.number} · ${row.fiche.title}${row.fiche.closed === true ? ` · ${context.words.closed}` : ''}`,
      lock: row.fiche.archived ? 'archived' : 'fact',
    };
  const isArchived =
    row.type === 'hourly_cost'
      ? row.archived
      : row.fiche.archived || (row.type === 'indicator' && row.indicator.archived);
  const opens = row.type === 'no_indicator' || row.opensFiche;
  switch (source.fact) {
    case 'axis':
      return { ...base, text: String(row.axis.number), isQuiet: !opens };
    case 'action':
      return { ...base, text: `${row.fiche.number} · ${row.fiche.title}`, isQuiet: !opens };
    case 'section':
      return row.type === 'no_indicator'
        ? base
        : { ...base, text: row.sectionLabel, isQuiet: !row.opensSection };
    case 'label':
      return row.type === 'no_indicator'
        ? base
        : { ...base, text: row.label, lock: isArchived ? 'archived' : 'fact' };
    case 'unit':
      return {
        ...base,
        text:
          (row.type === 'indicator' ? row.indicator.unit : row.type === 'hourly_cost' ? row.unit : null) ??
          '',
      };
    default:
      return source.fact satisfies never;
  }
}

/** As `cellState` says, without reading what the cell holds: for hands that touch thousands of cells. */
export function lockOf(row: GridRow, column: GridColumn, context: CellContext): Lock | null {
  return column.source.type === 'cell' && storedCell(row, column) !== null
    ? typedLock(row, column.source.column, context)
    : cellState(row, column, context).lock;
}

export function cellState(row: GridRow, column: GridColumn, context: CellContext): CellState {
  const { source } = column;
  if (row.type === 'aggregate') return aggregateState(row, column, context);
  if (source.type === 'fact') return factState(row, column, context);
  switch (row.type) {
    case 'axis':
      return row.ficheCount === 0
        ? { ...blank, tone: 'subtotal', isFigure: true, lock: 'subtotal' }
        : totalState(context.derived.axis(row.axis.number), 'subtotal', column);
    case 'total':
      return totalState(context.derived.overall(), 'total', column);
    case 'shown_total':
      return totalState(row.totals, 'total', column);
    case 'fiche':
      return source.type === 'cell'
        ? typedState(row, column, context)
        : derivedState(row.id, source.key, column, 'money', context);
    case 'indicator':
      return source.type === 'cell'
        ? typedState(row, column, context)
        : derivedState(row.id, source.key, column, 'percent', context);
    case 'hourly_cost':
      // The engine gives its figures under the names of the columns; its unit cost is money, to the cent.
      return source.type === 'cell' && source.column !== 'comment'
        ? derivedState(row.id, source.column, { ...column, figures: 'cents' }, 'money', context)
        : { ...blank, tone: 'derived', lock: 'derived' };
    case 'no_indicator':
      return { ...blank, tone: 'fact' };
    default:
      return row satisfies never;
  }
}
