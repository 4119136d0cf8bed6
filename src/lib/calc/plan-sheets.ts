// Lays a plan out for the engine: actions of one axis side by side, so that a subtotal is the SUM of a block and the total
// a SUM of subtotals (a SUMIF would scan its column at every edit). Archived rows stand after the last block: they keep their
// own derived values and count for nothing. Their indicators follow them.
import { hourlyCostKeys } from '../contract/catalogue.ts';
import { envelopeKey, envelopeUse, totals, type DerivedTotal } from '../contract/derived-expressions.ts';
import { cellKey, columnId, type RowId } from '../contract/ids.ts';
import { compareRows, type FicheRow, type IndicatorRow } from '../contract/rows.ts';
import { columnKind, columnUnit } from '../contract/schema.ts';
import type { DocumentContent } from '../document/read.ts';
import { EngineRow, type TypedSource } from './engine-row.ts';
import { compileRatio, compileRest, compileTotal } from './formulas.ts';
import { address, type SheetContent } from './hyperformula.ts';
import { envelopeAddress, ficheShape, indicatorShape, type RowShape } from './row-shape.ts';

// Sheet ids: the order in which `buildSheets` names them.
export const actionsSheet = 0;
export const indicatorsSheet = 1;
export const totalsSheet = 2;
/** Beside the envelope, what is left of it. */
export const restPlace = { sheet: 3, row: 0, col: 1 };
/** One row for each formula that somebody wrote: what it gives, errors included. */
export const formulasSheet = 4;

export interface FichePlace {
  readonly fiche: FicheRow;
  readonly row: EngineRow;
  /** Index among the axes; null for an archived action. */
  readonly axisIndex: number | null;
  /** The first hours row of each kind that is not archived, by its template key. */
  readonly hours: ReadonlyMap<string, IndicatorRow>;
}

export interface IndicatorPlace {
  readonly id: RowId;
  readonly indicator: IndicatorRow;
  /** Neither it nor its action is archived. */
  readonly isActive: boolean;
  readonly row: EngineRow;
}

/** What formulas speak of beyond what the rules of the plan read. */
export interface FormulaColumns {
  readonly columns: ReadonlySet<string>;
  readonly fractions: ReadonlySet<string>;
}

export interface ExtraColumns {
  readonly fiches: FormulaColumns;
  readonly indicators: FormulaColumns;
}

export interface PlanPlaces {
  readonly shapes: { readonly fiche: RowShape; readonly indicator: RowShape };
  readonly envelope: number | null;
  /** Ascending; those of the plan and those of its actions. */
  readonly axes: readonly number[];
  readonly fiches: readonly FichePlace[];
  readonly indicators: readonly IndicatorPlace[];
}

export function placePlan(content: DocumentContent, extra: ExtraColumns): PlanPlaces {
  const shapes = {
    fiche: ficheShape.with(extra.fiches.columns, extra.fiches.fractions),
    indicator: indicatorShape.with(extra.indicators.columns, extra.indicators.fractions),
  };
  const envelope = content.plan?.envelope ?? null;
  const rows = [...content.rows.values()];
  const fiches = rows.filter((row) => row.kind === 'fiche').sort(compareRows);
  const indicators = rows.filter((row) => row.kind === 'indicator').sort(compareRows);
  const active = fiches.filter(({ archived }) => !archived);
  const axes = [
    ...new Set([
      ...(content.plan?.axes ?? []).map(({ number }) => number),
      ...active.map(({ axis }) => axis),
    ]),
  ].sort((a, b) => a - b);
  const hours = hoursByFiche(indicators);
  const place = (fiche: FicheRow, axisIndex: number | null): FichePlace => {
    const ownHours = hours.get(fiche.id) ?? new Map<string, IndicatorRow>();
    const sources = shapes.fiche.typed.map((key) => ficheSource(fiche, ownHours, key));
    return { fiche, row: new EngineRow(shapes.fiche, sources, envelope), axisIndex, hours: ownHours };
  };
  const activeFiches = new Set(active.map(({ id }) => id));
  const isActive = (row: IndicatorRow): boolean => !row.archived && activeFiches.has(row.ficheId);
  return {
    shapes,
    envelope,
    axes,
    fiches: [
      ...axes.flatMap((axis, index) =>
        active.filter((fiche) => fiche.axis === axis).map((fiche) => place(fiche, index)),
      ),
      ...fiches.filter(({ archived }) => archived).map((fiche) => place(fiche, null)),
    ],
    // A column of the plan is the block of those that count.
    indicators: [...indicators.filter(isActive), ...indicators.filter((row) => !isActive(row))].map(
      (indicator) => ({
        id: indicator.id,
        indicator,
        isActive: isActive(indicator),
        row: new EngineRow(
          shapes.indicator,
          shapes.indicator.typed.map((key) => indicatorSource(indicator, key)),
          envelope,
        ),
      }),
    ),
  };
}

function hoursByFiche(indicators: readonly IndicatorRow[]): ReadonlyMap<RowId, Map<string, IndicatorRow>> {
  const byFiche = new Map<RowId, Map<string, IndicatorRow>>();
  for (const row of indicators) {
    if (row.archived || row.key === null || !Object.hasOwn(hourlyCostKeys, row.key)) continue;
    const hours = byFiche.get(row.ficheId) ?? new Map<string, IndicatorRow>();
    byFiche.set(row.ficheId, hours);
    if (!hours.has(row.key)) hours.set(row.key, row);
  }
  return byFiche;
}

/** `fr_heures@realised` of an action is `target@realised` of its hours row. */
function ficheSource(
  fiche: FicheRow,
  hours: ReadonlyMap<string, IndicatorRow>,
  key: string,
): TypedSource | null {
  const [base = key, side] = key.split('@');
  if (Object.hasOwn(hourlyCostKeys, base)) {
    const row = hours.get(base);
    return row === undefined ? null : indicatorSource(row, side === undefined ? 'target' : `target@${side}`);
  }
  const column = columnId(key);
  const kind = columnKind(fiche, column);
  if (kind === null) throw new Error(`an action has no column ${key}`);
  return { key: cellKey(fiche.id, column), kind, unit: columnUnit(fiche, column) };
}

function indicatorSource(row: IndicatorRow, key: string): TypedSource {
  const column = columnId(key);
  const kind = columnKind(row, column);
  if (kind === null) throw new Error(`an indicator has no column ${key}`);
  return { key: cellKey(row.id, column), kind, unit: columnUnit(row, column) };
}

/** The sheets for `buildEngine`; the typed cells of the rows must have been set before. */
export function buildSheets(
  places: PlanPlaces,
  formulas: SheetContent,
): Record<'actions' | 'indicators' | 'totals' | 'plan' | 'formulas', SheetContent> {
  return {
    actions: rowsOf(places.fiches),
    indicators: rowsOf(places.indicators),
    totals: [...places.axes.map((_, index) => axisTotals(places, index)), overallTotals(places)],
    plan: [
      [
        places.envelope,
        compileRest(envelopeAddress, `totals!${totalAddress(envelopeUse, places.axes.length)}`),
      ],
    ],
    formulas,
  };
}

function rowsOf(places: readonly { readonly row: EngineRow }[]): SheetContent {
  return places.map(({ row }, index) => [...row.contents, ...row.shape.formulasAt(index)]);
}

const restrictedTotals = totals.filter(({ rule }) => rule.kind === 'ratio' && rule.onlyWhere !== null);

/** Columns of the sheet of totals: one for each total, then the sums of the restricted numerators. */
function totalAddress(key: string, row: number): string {
  return address(
    totals.findIndex((total) => total.key === key),
    row,
  );
}

function restrictedAddress(key: string, row: number): string {
  return address(totals.length + restrictedTotals.findIndex((total) => total.key === key), row);
}

function axisTotals({ fiches, shapes }: PlanPlaces, axisIndex: number): (string | null)[] {
  const first = fiches.findIndex((place) => place.axisIndex === axisIndex);
  if (first < 0) return [...totals, ...restrictedTotals].map(() => null);
  const last = fiches.findLastIndex((place) => place.axisIndex === axisIndex);
  const block = (column: number): string =>
    compileTotal(`actions!${address(column, first)}:${address(column, last)}`);
  return [
    ...totals.map((total) => ratioAt(total, axisIndex) ?? block(shapes.fiche.columnOf(total.key))),
    ...restrictedTotals.map(({ key }) => block(shapes.fiche.restrictedColumnOf(key))),
  ];
}

function overallTotals({ axes }: PlanPlaces): (string | null)[] {
  if (axes.length === 0) return [...totals, ...restrictedTotals].map(() => null);
  const subtotals = (column: number): string =>
    compileTotal(`${address(column, 0)}:${address(column, axes.length - 1)}`);
  return [
    ...totals.map((total, index) => ratioAt(total, axes.length) ?? subtotals(index)),
    ...restrictedTotals.map((_, index) => subtotals(totals.length + index)),
  ];
}

/** A ratio reads the totals of its own row; null for a total that is a sum. */
function ratioAt({ key, rule }: DerivedTotal, row: number): string | null {
  if (rule.kind === 'sum') return null;
  const numerator = rule.onlyWhere === null ? totalAddress(rule.numerator, row) : restrictedAddress(key, row);
  const denominator =
    rule.denominator === envelopeKey ? envelopeAddress : totalAddress(rule.denominator, row);
  return compileRatio(numerator, denominator, rule.scale);
}
