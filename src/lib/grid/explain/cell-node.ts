// A cell as something that figures are made of: one that is stored or one that is derived, by row and key; what it holds, and
// what it reads itself. Pure; reads the same declarations as the engine, so a new derived key explains itself.
import { readCell } from '../../calc/cell-value.ts';
import { decodeFormula } from '../../calc/formula/canonical.ts';
import { type Reference, referencesOf } from '../../calc/formula/tree.ts';
import { field } from '../../contract/catalogue.ts';
import {
  envelopeKey,
  type Expression,
  ficheCells,
  hourlyCells,
  indicatorCells,
} from '../../contract/derived-expressions.ts';
import { type CellKey, cellKey, columnId, isColumnId, type RowId } from '../../contract/ids.ts';
import { isFormula } from '../../contract/parse.ts';
import type { Row } from '../../contract/rows.ts';
import { columnKind } from '../../contract/schema.ts';
import type { CellContext } from '../cell-state.ts';

export type CellNode =
  | { readonly type: 'cell'; readonly rowId: RowId; readonly key: string }
  /** The whole column: every living row that has it. */
  | { readonly type: 'column'; readonly key: string }
  /** The plan's envelope, which is in no cell. */
  | { readonly type: 'envelope' };

type Source = Pick<CellContext, 'content' | 'derived'>;

export function nodeId(node: CellNode): string {
  return node.type === 'cell' ? `${node.rowId}:${node.key}` : node.type === 'column' ? `*:${node.key}` : '';
}

/** Null where the row has no stored cell of that key. */
export function storedKeyOf(
  { rowId, key }: Extract<CellNode, { type: 'cell' }>,
  source: Source,
): CellKey | null {
  const row = source.content.rows.get(rowId);
  if (row === undefined || !isColumnId(key) || columnKind(row, columnId(key)) === null) return null;
  return cellKey(rowId, columnId(key));
}

/** The number that others reckon with; null when it has none. */
export function numberAt(node: CellNode, source: Source): number | null {
  if (node.type === 'envelope') return source.content.plan?.envelope ?? null;
  if (node.type === 'column') return null;
  const row = source.content.rows.get(node.rowId);
  const stored = storedKeyOf(node, source);
  if (row !== undefined && stored !== null) {
    const reading = readCell(row, columnId(node.key), source)?.reading;
    if (reading?.state === 'value') return typeof reading.value === 'number' ? reading.value : null;
    if (reading?.state !== 'empty') return null;
  }
  return source.derived.row(node.rowId)?.[node.key]?.value ?? null;
}

/** How a derived cell of a row is declared; null for what is typed. */
export function expressionOf(row: Row, key: string): Expression | null {
  const list =
    row.kind === 'fiche' ? [...ficheCells, ...hourlyCells] : row.kind === 'indicator' ? indicatorCells : [];
  return list.find((one) => one.key === key)?.expression ?? null;
}

/** The keys that an expression reads, in its order. */
export function operandKeys(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'effective':
      return expression.parts;
    case 'sum':
      return expression.terms.map(({ key }) => key);
    case 'quotient':
      return [expression.numerator, ...expression.divisors].map(({ key }) => key);
    default:
      return expression satisfies never;
  }
}

/** Where the operand of an action's expression stands: hours are in a row of their own. */
export function operandNode(row: Row, key: string, source: Source): CellNode {
  if (key === envelopeKey) return { type: 'envelope' };
  if (row.kind !== 'fiche' || field(key.split('@')[0] ?? key) !== null || expressionOf(row, key) !== null)
    return { type: 'cell', rowId: row.id, key };
  const [template, side] = key.split('@');
  for (const other of source.content.rows.values())
    if (other.kind === 'indicator' && other.ficheId === row.id && other.key === template && !other.archived)
      return { type: 'cell', rowId: other.id, key: side === undefined ? 'target' : `target@${side}` };
  return { type: 'cell', rowId: row.id, key };
}

/** What a cell reads directly: the references of its formula, or the operands of its expression; none for a typed one. */
export function readBy(node: CellNode, source: Source): readonly CellNode[] {
  if (node.type === 'envelope') return [];
  if (node.type === 'column')
    return rowsWith(node.key, source).map(({ id }) => ({ type: 'cell', rowId: id, key: node.key }));
  const row = source.content.rows.get(node.rowId);
  if (row === undefined) return [];
  const stored = storedKeyOf(node, source);
  const raw = stored === null ? null : (source.content.cells.get(stored) ?? null);
  if (typeof raw === 'string' && isFormula(raw)) {
    const reading = decodeFormula(raw);
    return reading.ok ? distinct(referencesOf(reading.value).map((one) => nodeOf(one, node.rowId))) : [];
  }
  // A typed `collectivite` stands for its « dont » lines.
  if (raw !== null) return [];
  const expression = expressionOf(row, node.key);
  return expression === null ? [] : operandKeys(expression).map((key) => operandNode(row, key, source));
}

function nodeOf(reference: Reference, ownRow: RowId): CellNode {
  if (reference.kind === 'column') return { type: 'column', key: reference.columnId };
  const rowId = reference.kind === 'row' ? reference.rowId : ownRow;
  return { type: 'cell', rowId, key: reference.columnId };
}

function distinct(nodes: readonly CellNode[]): readonly CellNode[] {
  return [...new Map(nodes.map((node) => [nodeId(node), node])).values()];
}

/** Living rows that have a column, typed or derived, in the plan's order. */
export function rowsWith(key: string, { content }: Source): readonly Row[] {
  const isLive = (row: Row): boolean =>
    !row.archived && (row.kind === 'fiche' || content.rows.get(row.ficheId)?.archived === false);
  return [...content.rows.values()].filter(
    (row) =>
      isLive(row) &&
      (expressionOf(row, key) !== null || (isColumnId(key) && columnKind(row, columnId(key)) !== null)),
  );
}

/** A plan has no longer chains of formulas that people could follow. */
const mostNodes = 20_000;

/** Every stored cell that has a say in these, through whatever stands between. */
export function dependenciesOf(nodes: readonly CellNode[], source: Source): ReadonlySet<CellKey> {
  const found = new Set<CellKey>();
  const seen = new Set<string>();
  const waiting = [...nodes];
  for (let node = waiting.pop(); node !== undefined && seen.size < mostNodes; node = waiting.pop()) {
    const id = nodeId(node);
    if (seen.has(id)) continue;
    seen.add(id);
    const stored = node.type === 'cell' ? storedKeyOf(node, source) : null;
    if (stored !== null) found.add(stored);
    waiting.push(...readBy(node, source));
  }
  return found;
}
