// What the indicators that people added say of the whole plan: rows of one label and unit make one figure, by the rule that
// was chosen for them. The template's own indicators are not concerned. Pure; the same for the grid, exports and the API.
import type { FormulaResult, TotalValue } from '../contract/derived.ts';
import { type CellKey, type ColumnId, type RowId, columnId } from '../contract/ids.ts';
import { ficheCells, indicatorCells } from '../contract/derived-expressions.ts';
import { foldText } from '../contract/fold-text.ts';
import { type CellKind, isNumericKind } from '../contract/kinds.ts';
import { type IndicatorAggregation, type IndicatorRow, compareRows } from '../contract/rows.ts';
import { columnKind } from '../contract/schema.ts';
import type { DocumentContent } from '../document/read.ts';
import { readCell } from './cell-value.ts';
import type { DerivedRow, DerivedRowId } from './derived-plan.ts';
import { decodeFormula } from './formula/canonical.ts';
import { isReference, type Reference } from './formula/tree.ts';

export interface IndicatorGroup {
  readonly label: string;
  readonly unit: string | null;
  readonly valueKind: CellKind;
  readonly aggregation: IndicatorAggregation;
  /** In the plan's order, archived ones left out. */
  readonly rowIds: readonly RowId[];
}

export const totalledColumns = [columnId('target'), columnId('target@realised')] as const;

interface Engine {
  row(id: DerivedRowId): DerivedRow | undefined;
  formula(key: CellKey): FormulaResult | undefined;
}

interface Source {
  readonly content: Pick<DocumentContent, 'rows' | 'cells'>;
  readonly derived: Engine;
}

export function indicatorGroups({ rows }: Pick<DocumentContent, 'rows'>): readonly IndicatorGroup[] {
  const isLive = (row: IndicatorRow): boolean => !row.archived && rows.get(row.ficheId)?.archived === false;
  const groups = new Map<string, IndicatorGroup & { readonly rowIds: RowId[] }>();
  const indicators = [...rows.values()].filter((row) => row.kind === 'indicator');
  for (const row of indicators.sort((a, b) => compareFiches(a, b, rows) || compareRows(a, b))) {
    const { label, unit, valueKind, aggregation } = row;
    if (label === null || aggregation === undefined || !isLive(row)) continue;
    const key = [foldText(label.trim()), foldText(unit ?? ''), valueKind, aggregation].join('\n');
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, { label: label.trim(), unit, valueKind, aggregation, rowIds: [row.id] });
    else group.rowIds.push(row.id);
  }
  return [...groups.values()];
}

function compareFiches(a: IndicatorRow, b: IndicatorRow, rows: DocumentContent['rows']): number {
  const [one, other] = [rows.get(a.ficheId), rows.get(b.ficheId)];
  return one === undefined || other === undefined ? 0 : compareRows(one, other);
}

/** `ignored` counts the rows that hold something the rule cannot take: a text, a formula without result, no quotient. */
export function indicatorTotal(
  { aggregation, valueKind, rowIds }: IndicatorGroup,
  column: ColumnId,
  source: Source,
): TotalValue {
  let [sum, count, divisors, ignored] = [0, 0, 0, 0];
  for (const rowId of rowIds) {
    const row = source.content.rows.get(rowId);
    const reading = row === undefined ? null : (readCell(row, column, source)?.reading ?? null);
    if (reading === null || reading.state === 'empty') continue;
    const part =
      aggregation === 'ratio'
        ? quotientAt(rowId, column, source)
        : reading.state === 'value' && typeof reading.value === 'number'
          ? { amount: reading.value, divisor: 1 }
          : null;
    if (part === null) {
      ignored += 1;
      continue;
    }
    sum += part.amount;
    divisors += part.divisor;
    count += 1;
  }
  if (count === 0) return { value: null, ignored };
  if (aggregation === 'sum') return { value: sum, ignored };
  if (divisors === 0) return { value: null, ignored };
  const scale = aggregation === 'ratio' && valueKind === 'percent' ? 100 : 1;
  return { value: (sum / divisors) * scale, ignored };
}

/** Of a formula that divides one cell by another; null when it does anything else or has no result. */
function quotientAt(
  rowId: RowId,
  column: ColumnId,
  source: Source,
): { readonly amount: number; readonly divisor: number } | null {
  const stored = source.content.cells.get(`${rowId}:${column}` as CellKey);
  const references = typeof stored === 'string' ? quotientOf(stored) : null;
  if (references === null) return null;
  const [amount, divisor] = [
    operandOf(references[0], rowId, source),
    operandOf(references[1], rowId, source),
  ];
  return amount === null || divisor === null || divisor === 0 ? null : { amount, divisor };
}

/** What a stored formula divides, and by what, when each is one cell. */
export function quotientOf(stored: string): readonly [Reference, Reference] | null {
  const reading = decodeFormula(stored);
  const tree = reading.ok ? reading.value : null;
  return tree?.kind === 'binary' && tree.operator === '/' && isReference(tree.left) && isReference(tree.right)
    ? [tree.left, tree.right]
    : null;
}

const rates: ReadonlySet<string> = new Set(
  [...ficheCells, ...indicatorCells].flatMap(({ key, expression }) =>
    expression.kind === 'quotient' && expression.scale === 100 ? [key] : [],
  ),
);

/** As the formula itself reads it: percents and rates are fractions (FO42). */
function operandOf(reference: Reference, ownRow: RowId, source: Source): number | null {
  if (reference.kind === 'column') return null;
  const rowId = reference.kind === 'row' ? reference.rowId : ownRow;
  const row = source.content.rows.get(rowId);
  if (row === undefined) return null;
  const kind = columnKind(row, reference.columnId);
  const cell = kind === null ? null : readCell(row, reference.columnId, source);
  const typed = cell?.reading.state === 'value' ? cell.reading.value : null;
  if (typeof typed === 'number') return kind === 'percent' ? typed / 100 : typed;
  if (cell !== null && cell.reading.state !== 'empty') return null;
  const value = source.derived.row(rowId)?.[reference.columnId]?.value ?? null;
  return value !== null && rates.has(reference.columnId) ? value / 100 : value;
}

/** Only figures can be put together. */
export function mayAggregate(valueKind: CellKind): boolean {
  return isNumericKind(valueKind);
}
