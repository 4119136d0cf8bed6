// An operand in words: what it is called, what it holds, where the grid shows it.
import { readCell } from '../../calc/cell-value.ts';
import { wholeColumns } from '../../calc/formula/column-names.ts';
import { type CellKey, columnId } from '../../contract/ids.ts';
import type { CellKind } from '../../contract/kinds.ts';
import { columnKind, columnUnit } from '../../contract/schema.ts';
import { formatCell, formatValue } from '../../i18n/cell-format.ts';
import type { Messages } from '../../i18n/messages.ts';
import type { CellContext } from '../cell-state.ts';
import { shortCellTitle } from '../cell-title.ts';
import { type CellNode, numberAt, storedKeyOf } from './cell-node.ts';

export function operandTitle(node: CellNode, context: CellContext, messages: Messages): string {
  if (node.type === 'envelope') return messages.explain.envelope;
  if (node.type === 'column')
    return messages.explain.column(wholeColumns.nameOf(columnId(node.key)) ?? node.key);
  return shortCellTitle(`${node.rowId}:${node.key}` as CellKey, context.content, messages) ?? node.key;
}

/** Rates of 0 to 100, and money for every other derived figure. */
function derivedKind(key: string): CellKind {
  return /^(taux_|part_)/.test(key) ? 'percent' : 'money';
}

/** Null where there is nothing to say: a whole column. */
export function operandText(node: CellNode, context: CellContext, messages: Messages): string | null {
  const words = messages.explain;
  if (node.type === 'column') return null;
  const value = numberAt(node, context);
  if (node.type === 'envelope')
    return value === null ? words.empty : formatValue('money', value, { withUnit: true, unit: '€' });
  const stored = storedKeyOf(node, context);
  const row = context.content.rows.get(node.rowId);
  if (stored === null || row === undefined) {
    if (value === null) return words.empty;
    const kind = derivedKind(node.key);
    return formatValue(kind, value, { withUnit: true, unit: kind === 'money' ? '€' : '%' });
  }
  const column = columnId(node.key);
  const [kind, unit] = [columnKind(row, column) ?? 'text', columnUnit(row, column)];
  if (value !== null) return formatValue(kind, value, { withUnit: true, unit });
  const reading = readCell(row, column, context)?.reading;
  if (reading === undefined || reading.state === 'empty') return words.empty;
  if (reading.state === 'problem') return messages.grid.formulaProblems[reading.problem.code];
  return formatCell(kind, context.content.cells.get(stored) ?? null, unit);
}

/** The row and column of the grid that show it; null where no cell does. */
export function placeOfNode(
  node: CellNode,
  context: CellContext,
): { readonly rowId: string; readonly columnId: string } | null {
  const row = node.type === 'cell' ? context.content.rows.get(node.rowId) : undefined;
  if (node.type !== 'cell' || row === undefined) return null;
  const [key = '', side] = node.key.split('@');
  if (row.kind === 'fiche' && key.endsWith('_cout_horaire'))
    return { rowId: `${row.id}.${key}`, columnId: side === undefined ? 'target' : `target@${side}` };
  return { rowId: row.id, columnId: node.key };
}
