// The JSON of a plan, as `GET /api/plans/:id` and `trame plan export` give it (docs/api.md). Keys are the template's, values at
// full precision; the same content always gives the same text.
import type { DerivedPlan, DerivedRow, DerivedRowId, TotalRow } from '../calc/derived-plan.ts';
import {
  type IndicatorGroup,
  indicatorGroups,
  indicatorTotal,
  totalledColumns,
} from '../calc/indicator-totals.ts';
import { formulaText } from '../calc/formula/formula-text.ts';
import { PlanNames } from '../calc/formula/plan-names.ts';
import { ficheFields, hourlyCostKeys, templateIndicator } from '../contract/catalogue.ts';
import type { DerivedValue, FormulaProblemCode, ReasonCode, TotalValue } from '../contract/derived.ts';
import {
  type CellKey,
  cellKey,
  type ColumnId,
  type OrganisationId,
  type RowId,
  splitCellKey,
} from '../contract/ids.ts';
import type { CellValue, Scalar } from '../contract/kinds.ts';
import { isFormula, valueOf } from '../contract/parse.ts';
import type { Plan } from '../contract/plan.ts';
import { compareRows, type EntryRow, type FicheRow, type IndicatorRow, type Row } from '../contract/rows.ts';
import { columnKind, columnUnit } from '../contract/schema.ts';
import type { DocumentContent } from '../document/read.ts';

export interface CellJson {
  /** As stored: what was typed, or a true number or boolean. Null for an empty line that shows the sum of its parts. */
  readonly typed: Scalar | null;
  readonly value: CellValue;
  /** What `typed` is in French, where it is a formula; `value` is then its result. */
  readonly formula?: string;
  /** Why the formula gives nothing. */
  readonly problem?: FormulaProblemCode;
}

export interface RowJson {
  /** A row's id, or `<ficheId>.<key>` of a virtual row. */
  readonly id: string;
  readonly kind: Row['kind'];
  /** The action's number; null on the rows of an action. */
  readonly number: number | null;
  /** The action a row belongs to; null on the action itself. */
  readonly ficheId: RowId | null;
  readonly key: string | null;
  readonly label: string;
  readonly axis: number | null;
  /** Only on archived rows, which count in no total. */
  readonly archived?: true;
  /** Only on actions whose year is over. */
  readonly closed?: true;
  /** Only on actions: who carries them, by the ids of `plan.organisations`. */
  readonly organisationIds?: readonly OrganisationId[];
  readonly cells: Readonly<Record<string, CellJson>>;
  readonly derived: Readonly<
    Record<string, { readonly value: number | null; readonly reason: ReasonCode | null }>
  >;
}

export type AxisTotalsJson = { readonly axis: number } & Readonly<Record<string, TotalValue | number>>;

/** What the added indicators of one label and unit say of the whole plan. */
export interface IndicatorTotalJson extends Omit<IndicatorGroup, 'valueKind'> {
  readonly target: TotalValue;
  readonly 'target@realised': TotalValue;
}

export interface PlanJson {
  readonly plan: Plan | null;
  readonly rows: readonly RowJson[];
  readonly totals: {
    readonly overall: TotalRow;
    readonly axes: readonly AxisTotalsJson[];
    readonly indicators: readonly IndicatorTotalJson[];
  };
  readonly envelope: {
    readonly amount: number | null;
    readonly planned: number | null;
    readonly rest: number | null;
  };
}

type Cells = ReadonlyMap<RowId, ReadonlyMap<ColumnId, Scalar>>;

/** What the rows are made from. */
interface Source {
  readonly cells: Cells;
  readonly derived: DerivedPlan;
  readonly names: PlanNames;
}

export function planToJson(content: DocumentContent, derived: DerivedPlan): PlanJson {
  const source: Source = { cells: cellsByRow(content), derived, names: new PlanNames(content) };
  const rows = [...content.rows.values()].sort(compareRows);
  const childrenOf = Map.groupBy(
    rows.filter((row) => row.kind !== 'fiche'),
    ({ ficheId }) => ficheId,
  );
  const shownCosts = new Set<DerivedRowId>();
  const { amount, planned, rest } = derived.envelope;
  return {
    plan: content.plan,
    rows: rows
      .filter((row) => row.kind === 'fiche')
      .flatMap((fiche) => [
        rowJson(fiche, fiche, source),
        ...(childrenOf.get(fiche.id) ?? []).flatMap((row) => [
          rowJson(row, fiche, source),
          ...hourlyCostJson(row, fiche, derived, shownCosts),
        ]),
      ]),
    totals: {
      overall: derived.overall,
      axes: [...derived.axes].sort(([a], [b]) => a - b).map(([axis, row]) => ({ axis, ...row })),
      indicators: indicatorTotalsJson(content, derived),
    },
    envelope: { amount, planned, rest },
  };
}

function indicatorTotalsJson(
  content: DocumentContent,
  { rows, formulas }: DerivedPlan,
): readonly IndicatorTotalJson[] {
  const source = {
    content,
    derived: { row: (id: DerivedRowId) => rows.get(id), formula: (key: CellKey) => formulas.get(key) },
  };
  return indicatorGroups(content).map((group) => {
    const { label, unit, aggregation, rowIds } = group;
    const [target, realised] = totalledColumns;
    return {
      label,
      unit,
      aggregation,
      rowIds,
      target: indicatorTotal(group, target, source),
      'target@realised': indicatorTotal(group, realised, source),
    };
  });
}

function cellsByRow({ cells }: DocumentContent): Cells {
  const byRow = new Map<RowId, Map<ColumnId, Scalar>>();
  for (const [key, value] of cells) {
    const place = splitCellKey(key);
    if (place === null) continue;
    const row = byRow.get(place.rowId) ?? new Map<ColumnId, Scalar>();
    byRow.set(place.rowId, row);
    row.set(place.columnId, value);
  }
  return byRow;
}

function rowJson(row: Row, fiche: FicheRow, source: Source): RowJson {
  return {
    id: row.id,
    kind: row.kind,
    number: row.kind === 'fiche' ? row.number : null,
    ficheId: row.kind === 'fiche' ? null : row.ficheId,
    key: row.kind === 'fiche' ? null : row.key,
    label: labelOf(row),
    axis: fiche.axis,
    ...(row.archived ? { archived: true } : {}),
    ...(row.kind === 'fiche' ? { organisationIds: row.organisationIds } : {}),
    ...(row.kind === 'fiche' && row.closed === true ? { closed: true } : {}),
    cells: cellsJson(row, source),
    derived: derivedJson(source.derived.rows.get(row.id)),
  };
}

function labelOf(row: FicheRow | IndicatorRow | EntryRow): string {
  if (row.kind === 'fiche') return row.title;
  if (row.kind === 'entry') return row.key;
  return row.label ?? templateIndicator(row.key ?? '')?.label ?? row.key ?? '';
}

/** The cost computed from an hours row follows it, once: the engine reads the first of them. */
function hourlyCostJson(
  row: Row,
  fiche: FicheRow,
  derived: DerivedPlan,
  shown: Set<DerivedRowId>,
): readonly RowJson[] {
  if (row.kind !== 'indicator' || row.archived || row.key === null) return [];
  const key = hourlyCostKeys[row.key];
  if (key === undefined) return [];
  const id: DerivedRowId = `${fiche.id}.${key}`;
  const values = derived.rows.get(id);
  if (values === undefined || shown.has(id)) return [];
  shown.add(id);
  return [
    {
      id,
      kind: 'indicator',
      number: null,
      ficheId: fiche.id,
      key,
      label: templateIndicator(key)?.label ?? key,
      axis: fiche.axis,
      cells: {},
      derived: derivedJson(values),
    },
  ];
}

const fieldOrder = new Map(ficheFields.map(({ key }, index) => [key, index]));

/** The order of the template, then that of the text; the sides of a field (`@realised`…) follow it. */
function compareColumns(a: ColumnId, b: ColumnId): number {
  const place = (column: ColumnId): number =>
    fieldOrder.get(column.split('@')[0] ?? column) ?? fieldOrder.size;
  return place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function cellsJson(row: Row, source: Source): Readonly<Record<string, CellJson>> {
  const stored = source.cells.get(row.id) ?? new Map<ColumnId, Scalar>();
  const derived = source.derived.rows.get(row.id);
  const shown = effectiveLines(row).filter(
    (line) => !stored.has(line) && (derived?.[line]?.value ?? null) !== null,
  );
  const columns = [...stored.keys(), ...shown].sort(compareColumns);
  return Object.fromEntries(
    columns.map((column) => [column, cellJson(row, column, stored.get(column) ?? null, source)]),
  );
}

function cellJson(row: Row, column: ColumnId, typed: Scalar | null, { derived, names }: Source): CellJson {
  if (typeof typed !== 'string' || !isFormula(typed))
    return { typed, value: valueOf(columnKind(row, column) ?? 'text', typed, columnUnit(row, column)) };
  const formula = formulaText(typed, names.for({ rowId: row.id, columnId: column }));
  const result = derived.formulas.get(cellKey(row.id, column));
  const problem = result?.problem?.code;
  return {
    typed,
    value: result?.value ?? null,
    formula,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Lines that show the sum of their « dont » lines while they are empty. */
function effectiveLines(row: Row): readonly ColumnId[] {
  if (row.kind !== 'fiche') return [];
  return ficheFields.filter(({ mode }) => mode === 'input_or_sum').map(({ key }) => key as ColumnId);
}

function derivedJson(row: DerivedRow | undefined): RowJson['derived'] {
  const entries: [string, DerivedValue][] = Object.entries(row ?? {});
  return Object.fromEntries(entries.map(([key, { value, reason }]) => [key, { value, reason }]));
}
