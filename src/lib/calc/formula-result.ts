// From what the engine gives for a formula to what its cell shows: the value in the cell's own scale, or the problem and the
// cells it speaks of. Knows kinds and error types, not the sheets.
import type { FormulaProblemCode, FormulaResult } from '../contract/derived.ts';
import type { CellKey } from '../contract/ids.ts';
import { type CellKind, type CellValue as Value, isNumericKind, maxTextLength } from '../contract/kinds.ts';
import { dayOfSerial } from './formula/date-serial.ts';
import { frenchNumber, percentOf, textTooLong } from './formula/own-functions.ts';
import { type FormulaTree, isReference, type Reference } from './formula/tree.ts';
import type { CellValue } from './hyperformula.ts';
import type { OperandState } from './reasons.ts';

type Problem = NonNullable<FormulaResult['problem']>;
type SingleReference = Exclude<Reference, { kind: 'column' }>;

export interface OperandLookup {
  key(reference: SingleReference): CellKey;
  state(reference: SingleReference): OperandState;
  /** The cell is a formula that gives nothing. */
  hasProblem(key: CellKey): boolean;
  /** Texts and problems that a whole column leaves out: the first few. */
  ignoredIn(reference: Extract<Reference, { kind: 'column' }>): readonly CellKey[];
}

/** More would be no list that anybody reads. */
export const mostListed = 20;

const none: readonly CellKey[] = [];

export function problemResult(code: FormulaProblemCode, cells: readonly CellKey[] = none): FormulaResult {
  return { value: null, problem: { code, cells: cells.slice(0, mostListed) }, empty: none, ignored: none };
}

export function formulaResult(
  tree: FormulaTree,
  raw: CellValue,
  kind: CellKind,
  operands: OperandLookup,
): FormulaResult {
  const problem = problemOf(tree, raw, operands) ?? misfit(raw, kind);
  if (problem !== null) return { value: null, problem, empty: none, ignored: none };
  return { value: valueOf(raw, kind), problem: null, ...marksOf(tree, operands) };
}

/** What the engine's answer lacks for this kind of cell; null when it fits. Errors are not its business. */
export function misfit(raw: CellValue, kind: CellKind): Problem | null {
  const fail = (code: FormulaProblemCode): Problem => ({ code, cells: none });
  if (raw === null || raw === '' || (typeof raw === 'object' && raw !== null)) return null;
  if (isNumericKind(kind)) return isFiniteNumber(raw) ? null : fail('gives_no_number');
  if (kind === 'date')
    return typeof raw === 'number' && dayOfSerial(raw) !== null ? null : fail('gives_no_date');
  if (kind === 'boolean') return typeof raw === 'boolean' ? null : fail('gives_no_boolean');
  return textOf(raw).length > maxTextLength(kind) ? fail('text_too_long') : null;
}

function valueOf(raw: CellValue, kind: CellKind): Value {
  if (raw === null || raw === '' || typeof raw === 'object') return null;
  if (isNumericKind(kind)) {
    const value = typeof raw === 'number' ? raw : 0;
    return kind === 'percent' ? percentOf(value) : value === 0 ? 0 : value;
  }
  if (kind === 'date') return typeof raw === 'number' ? dayOfSerial(raw) : null;
  return kind === 'boolean' ? raw : textOf(raw);
}

function isFiniteNumber(raw: CellValue): boolean {
  return typeof raw === 'number' && Number.isFinite(raw);
}

function textOf(raw: CellValue): string {
  if (typeof raw === 'number') return frenchNumber(raw);
  return typeof raw === 'boolean' ? (raw ? 'VRAI' : 'FAUX') : String(raw);
}

function problemOf(tree: FormulaTree, raw: CellValue, operands: OperandLookup): Problem | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const all = singlesOf(tree);
  const withProblem = keysOf(all, operands).filter((key) => operands.hasProblem(key));
  if (withProblem.length > 0) return problem('reads_problem', withProblem);
  switch (raw.type) {
    case 'DIV_BY_ZERO': {
      const divisors = divisorsOf(tree).flatMap(singlesOf);
      const empty = divisors.filter((one) => operands.state(one).state === 'empty');
      if (empty.length > 0) return problem('divide_by_empty', keysOf(empty, operands));
      const zero = divisors.filter((one) => operands.state(one).state === 'zero');
      return problem('divide_by_zero', keysOf(zero, operands));
    }
    case 'NA':
      return problem('not_found', none);
    case 'NUM':
      return problem('no_number', none);
    default: {
      if (raw.message === textTooLong) return problem('text_too_long', none);
      const texts = all.filter((one) => operands.state(one).state === 'text');
      return texts.length > 0
        ? problem('reads_text', keysOf(texts, operands))
        : problem('bad_argument', none);
    }
  }
}

function problem(code: FormulaProblemCode, cells: readonly CellKey[]): Problem {
  return { code, cells: cells.slice(0, mostListed) };
}

function keysOf(references: readonly SingleReference[], operands: OperandLookup): readonly CellKey[] {
  return [...new Set(references.map((one) => operands.key(one)))];
}

function singlesOf(tree: FormulaTree): readonly SingleReference[] {
  switch (tree.kind) {
    case 'this_row':
    case 'row':
      return [tree];
    case 'sign':
    case 'percent':
      return singlesOf(tree.operand);
    case 'binary':
      return [...singlesOf(tree.left), ...singlesOf(tree.right)];
    case 'call':
      return tree.arguments.flatMap(singlesOf);
    default:
      return [];
  }
}

/** What the formula divides by. */
function divisorsOf(tree: FormulaTree): readonly FormulaTree[] {
  switch (tree.kind) {
    case 'sign':
    case 'percent':
      return divisorsOf(tree.operand);
    case 'binary':
      return [
        ...(tree.operator === '/' ? [tree.right] : []),
        ...divisorsOf(tree.left),
        ...divisorsOf(tree.right),
      ];
    case 'call': {
      const [, divisor] = tree.arguments;
      const own = (tree.name === 'MOD' || tree.name === 'QUOTIENT') && divisor !== undefined ? [divisor] : [];
      return [...own, ...tree.arguments.flatMap(divisorsOf)];
    }
    default:
      return [];
  }
}

/** Functions that ask for emptiness, or that pass over what is no number, count nothing for 0. */
const passesOver: ReadonlySet<string> = new Set([
  'ISBLANK',
  'COUNTA',
  'COUNTBLANK',
  'COUNT',
  'AVERAGE',
  'MIN',
  'MAX',
  'MEDIAN',
  'SUM',
  'PRODUCT',
  'ISNUMBER',
  'ISTEXT',
]);

/** Functions to which a text or an empty cell is an answer like any other: nothing is left out of them. */
const takesAnything: ReadonlySet<string> = new Set([
  'ISBLANK',
  'ISNUMBER',
  'ISTEXT',
  'ISERROR',
  'COUNTA',
  'COUNTBLANK',
  'COUNTIF',
  'COUNTIFS',
]);

function marksOf(tree: FormulaTree, operands: OperandLookup): Pick<FormulaResult, 'empty' | 'ignored'> {
  const empty = new Set<CellKey>();
  const ignored = new Set<CellKey>();
  const visit = (node: FormulaTree, isPassedOver: boolean): void => {
    switch (node.kind) {
      case 'this_row':
      case 'row': {
        const { state, texts } = operands.state(node);
        if (state === 'empty' && !isPassedOver) empty.add(operands.key(node));
        // What is left out of a derived value, or passed over by a sum, is missing here too.
        if (state !== 'text' || isPassedOver) for (const text of texts) ignored.add(text);
        return;
      }
      case 'column':
        for (const text of operands.ignoredIn(node)) ignored.add(text);
        return;
      case 'sign':
      case 'percent':
        visit(node.operand, false);
        return;
      case 'binary':
        visit(node.left, false);
        visit(node.right, false);
        return;
      case 'call':
        for (const argument of node.arguments)
          if (!isReference(argument) || !takesAnything.has(node.name))
            visit(argument, passesOver.has(node.name));
        return;
      default:
        return;
    }
  };
  visit(tree, false);
  const listed = (cells: ReadonlySet<CellKey>): readonly CellKey[] =>
    cells.size === 0 ? none : [...cells].slice(0, mostListed);
  return { empty: listed(empty), ignored: listed(ignored) };
}
