// Why a cell shows its figure: how it is made, in words, and what it is made of, each with its value and its place. For derived
// cells, totals and formulas; a typed cell explains itself. Pure; makes sentences from declarations, not one for each key.
import { columnsOfRow, wholeColumns } from '../../calc/formula/column-names.ts';
import { indicatorTotal, totalledColumns } from '../../calc/indicator-totals.ts';
import { type DerivedTotal, envelopeKey, totals } from '../../contract/derived-expressions.ts';
import { columnId, isColumnId, type RowId } from '../../contract/ids.ts';
import { isFormula } from '../../contract/parse.ts';
import type { Messages } from '../../i18n/messages.ts';
import { type CellContext, storedCell } from '../cell-state.ts';
import type { GridColumn } from '../columns.ts';
import type { GridRow } from '../row-model.ts';
import {
  type CellNode,
  expressionOf,
  numberAt,
  operandNode,
  operandKeys,
  readBy,
  rowsWith,
} from './cell-node.ts';

export interface ExplainedOperand {
  readonly node: CellNode;
  /** Null when it is empty, a text, or a whole column. */
  readonly value: number | null;
  /** Of a sum: how much of it, from 0 to 1. */
  readonly share: number | null;
  /** It is made of others itself. */
  readonly isDerived: boolean;
}

export interface Explanation {
  /** « Coût total ÷ Bénéficiaires », or the formula in French. */
  readonly how: string;
  readonly operands: readonly ExplainedOperand[];
  /** What the figure depends on, to tell what moved it. */
  readonly roots: readonly CellNode[];
  /** Rows of a sum that are empty. */
  readonly empty: number;
  readonly isFormula: boolean;
}

interface Request {
  readonly row: GridRow;
  readonly column: GridColumn;
  readonly context: CellContext;
  readonly words: Messages['explain'];
}

export function explainCell(request: Request): Explanation | null {
  const { row, column } = request;
  const key =
    column.source.type === 'cell'
      ? column.source.column
      : column.source.type === 'derived'
        ? column.source.key
        : null;
  if (key === null) return null;
  switch (row.type) {
    case 'axis':
    case 'total':
      return explainTotal(request, key);
    case 'aggregate':
      return explainAggregate(request, key);
    case 'fiche':
    case 'indicator':
      return explainRow(request, row.id, key);
    case 'hourly_cost': {
      const [costKey, side] = [row.key, key.split('@')[1]];
      if (!(totalledColumns as readonly string[]).includes(key)) return null;
      return explainRow(request, row.fiche.id, side === undefined ? costKey : `${costKey}@${side}`);
    }
    default:
      return null;
  }
}

function explainRow({ row, column, context, words }: Request, rowId: RowId, key: string): Explanation | null {
  const node: CellNode = { type: 'cell', rowId, key };
  const owner = context.content.rows.get(rowId);
  if (owner === undefined) return null;
  const cell = storedCell(row, column);
  const raw = cell === null ? null : (context.content.cells.get(cell.key) ?? null);
  const isWritten = typeof raw === 'string' && isFormula(raw);
  const expression = expressionOf(owner, key);
  if (!isWritten && (raw !== null || expression === null)) return null;
  const read = readBy(node, context);
  const operands = read.map((one) => operandOf(one, null, context));
  if (isWritten && cell !== null)
    return { how: context.formulas.written(raw, cell), operands, roots: [node], empty: 0, isFormula: true };
  if (expression === null) return null;
  // An empty line that nothing stands under shows nothing.
  if (expression.kind === 'effective' && read.every((one) => numberAt(one, context) === null)) return null;
  const names = operandKeys(expression).map((one) => keyName(one, words, owner.kind));
  const signs = expression.kind === 'sum' ? expression.terms.map(({ sign }) => sign) : [];
  const how =
    expression.kind === 'quotient'
      ? names.join(' ÷ ') + (expression.scale === 100 ? words.inPercent : '')
      : names
          .map((name, index) => (index === 0 ? name : `${signs[index] === -1 ? '−' : '+'} ${name}`))
          .join(' ');
  return {
    how: expression.kind === 'effective' ? words.sumOfParts(how) : how,
    operands,
    roots: [node],
    empty: 0,
    isFormula: false,
  };
}

function operandOf(node: CellNode, sum: number | null, context: CellContext): ExplainedOperand {
  const value = numberAt(node, context);
  return {
    node,
    value,
    share: sum === null || sum === 0 || value === null ? null : value / sum,
    isDerived: readBy(node, context).length > 0,
  };
}

/** By size, so that what weighs most is read first. */
function contributions(
  nodes: readonly CellNode[],
  sum: number | null,
  context: CellContext,
): readonly ExplainedOperand[] {
  return nodes
    .map((node) => operandOf(node, sum, context))
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0));
}

function explainTotal({ row, context, words }: Request, key: string): Explanation | null {
  const total = totals.find((one) => one.key === key);
  if (total === undefined || (row.type === 'axis' && row.ficheCount === 0)) return null;
  const line = row.type === 'axis' ? context.derived.axis(row.axis.number) : context.derived.overall();
  const fiches = rowsWith('p104', context).filter(
    (one) => one.kind === 'fiche' && (row.type !== 'axis' || one.axis === row.axis.number),
  );
  const of = (one: string): readonly CellNode[] =>
    one === envelopeKey ? [{ type: 'envelope' }] : fiches.map((fiche) => operandNode(fiche, one, context));
  const { rule } = total;
  if (rule.kind === 'sum') {
    const nodes = of(key);
    const operands = contributions(nodes, line?.[key]?.value ?? null, context);
    return {
      how: words.sumOver(keyName(key, words, 'fiche'), operands.length),
      operands,
      roots: nodes,
      empty: nodes.length - operands.length,
      isFormula: false,
    };
  }
  return {
    ...ratioOf(rule, words),
    operands: ratioOperands(rule, of, context),
    roots: [...of(rule.numerator), ...of(rule.denominator)],
  };
}

type Ratio = Extract<DerivedTotal['rule'], { kind: 'ratio' }>;

function ratioOf(rule: Ratio, words: Messages['explain']): Pick<Explanation, 'how' | 'empty' | 'isFormula'> {
  const [numerator, denominator] = [rule.numerator, rule.denominator].map((key) =>
    keyName(key, words, 'fiche'),
  );
  const how =
    words.ratioOfSums(numerator ?? '', denominator ?? '') + (rule.scale === 100 ? words.inPercent : '');
  const only = rule.onlyWhere === null ? '' : ` ${words.onlyWhere(keyName(rule.onlyWhere, words, 'fiche'))}`;
  return { how: how + only, empty: 0, isFormula: false };
}

/** The actions that count, by the size of what is divided. */
function ratioOperands(
  rule: Ratio,
  of: (key: string) => readonly CellNode[],
  context: CellContext,
): readonly ExplainedOperand[] {
  const { onlyWhere } = rule;
  const counting = of(rule.numerator).filter(
    (node) =>
      onlyWhere === null ||
      (node.type === 'cell' && (numberAt({ ...node, key: onlyWhere }, context) ?? 0) > 0),
  );
  const sum = counting.reduce((all, node) => all + (numberAt(node, context) ?? 0), 0);
  return contributions(counting, sum, context);
}

function explainAggregate({ row, context, words }: Request, key: string): Explanation | null {
  if (row.type !== 'aggregate') return null;
  const totalled = totalledColumns.find((one) => one === key);
  if (totalled === undefined) return null;
  const { group } = row;
  const nodes = group.rowIds.map((rowId): CellNode => ({ type: 'cell', rowId, key }));
  const { value } = indicatorTotal(group, totalled, context);
  const operands = contributions(nodes, group.aggregation === 'sum' ? value : null, context);
  return {
    how: words.aggregations[group.aggregation](operands.length),
    operands,
    roots: nodes,
    empty: nodes.length - operands.length,
    isFormula: false,
  };
}

/** As formulas call it: one word for one thing in the whole program. */
export function keyName(
  key: string,
  words: Messages['explain'],
  kind: 'fiche' | 'indicator' | 'entry',
): string {
  if (key === envelopeKey) return words.envelope;
  const hours = /^[a-z]+_heures(@realised)?$/.exec(key);
  if (hours !== null && kind === 'fiche') return hours[1] === undefined ? words.hours : words.hoursRealised;
  if (!isColumnId(key)) return key;
  return columnsOfRow(kind).nameOf(columnId(key)) ?? wholeColumns.nameOf(columnId(key)) ?? key;
}
