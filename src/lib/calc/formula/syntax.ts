// Tokens to tree: the grammar, the same for what people type and for what is stored. Excel's strengths: comparison < & < + - <
// * / < ^ < % < sign. Depth and size are bounded, so that no text can be costly. What words and references mean is asked from
// whoever knows (`Meanings`).
import type { FormulaError, FormulaErrorCode, FormulaReading } from './formula-error.ts';
import { argumentCountProblem, argumentKind } from './function-lookup.ts';
import type { FormulaFunction } from './functions.ts';
import type { NamedReference, Token, TokenReading } from './tokens.ts';
import {
  type BinaryOperator,
  binaryStrength,
  type FormulaTree,
  maxDepth,
  maxNodes,
  type Reference,
} from './tree.ts';

export interface ReferenceProblem {
  readonly code: FormulaErrorCode;
  readonly word: string;
}

export interface Meanings {
  functionOf(word: string): FormulaFunction | null;
  booleanOf(word: string): boolean | null;
  /** `isColumnPlace`: it is the whole argument of a function that takes columns there. */
  referenceOf(named: NamedReference, isColumnPlace: boolean): Reference | ReferenceProblem;
}

export function parseTokens(
  { tokens, error }: TokenReading,
  length: number,
  meanings: Meanings,
): FormulaReading<FormulaTree> {
  if (error !== null) return { ok: false, error };
  const parser = new Parser(tokens, length, meanings);
  const value = parser.whole();
  if (value === null || parser.error !== null) return { ok: false, error: parser.error ?? unreachable() };
  return { ok: true, value };
}

function unreachable(): never {
  throw new Error('the parser stopped without an error');
}

/** Every method gives null once `error` is set; the first error stays. */
class Parser {
  error: FormulaError | null = null;
  private at = 0;
  private depth = 0;
  private nodes = 0;

  private readonly tokens: readonly Token[];
  private readonly length: number;
  private readonly meanings: Meanings;

  constructor(tokens: readonly Token[], length: number, meanings: Meanings) {
    this.tokens = tokens;
    this.length = length;
    this.meanings = meanings;
  }

  whole(): FormulaTree | null {
    const tree = this.binary(1);
    if (tree === null) return null;
    const rest = this.tokens[this.at];
    if (rest === undefined) return tree;
    if (rest.kind === 'close') return this.fail('unexpected_parenthesis', rest);
    return this.fail(rest.kind === 'separator' ? 'unexpected_separator' : 'missing_operator', rest);
  }

  /** A chain of operators of this strength, left to right, its operands being of stronger ones. */
  private binary(strength: number): FormulaTree | null {
    if (strength > binaryStrength['^']) return this.percent();
    let left = this.binary(strength + 1);
    while (left !== null) {
      const operator = this.binaryOperator(strength);
      if (operator === null) return left;
      const right = this.binary(strength + 1);
      if (right === null) return null;
      left = this.node({ kind: 'binary', operator, left, right });
    }
    return null;
  }

  private binaryOperator(strength: number): BinaryOperator | null {
    const token = this.tokens[this.at];
    if (token?.kind !== 'operator' || token.operator === '%') return null;
    if (binaryStrength[token.operator] !== strength) return null;
    this.at++;
    return token.operator;
  }

  private percent(): FormulaTree | null {
    let tree = this.signed();
    while (tree !== null) {
      const token = this.tokens[this.at];
      if (token?.kind !== 'operator' || token.operator !== '%') return tree;
      this.at++;
      tree = this.node({ kind: 'percent', operand: tree });
    }
    return null;
  }

  private signed(): FormulaTree | null {
    const token = this.tokens[this.at];
    if (token?.kind !== 'operator' || (token.operator !== '-' && token.operator !== '+'))
      return this.primary();
    const { operator } = token;
    this.at++;
    const operand = this.deeper(token, () => this.signed());
    return operand === null ? null : this.node({ kind: 'sign', operator, operand });
  }

  private primary(): FormulaTree | null {
    const token = this.tokens[this.at];
    switch (token?.kind) {
      case 'number':
      case 'text':
        this.at++;
        return this.node({
          kind: token.kind,
          value: token.value,
        } as FormulaTree);
      case 'reference':
      case 'resolved':
        this.at++;
        return this.reference(token, false);
      case 'word':
        this.at++;
        return this.word(token);
      case 'open': {
        this.at++;
        const inner = this.deeper(token, () => this.binary(1));
        return inner !== null && this.closed(token) ? inner : null;
      }
      default:
        return this.fail('missing_operand', token);
    }
  }

  private word(token: Token & { kind: 'word' }): FormulaTree | null {
    const open = this.tokens[this.at];
    const boolean = this.meanings.booleanOf(token.word);
    if (open?.kind !== 'open') {
      if (boolean !== null) return this.node({ kind: 'boolean', value: boolean });
      return this.fail('unknown_word', token, token.word);
    }
    if (boolean !== null && this.tokens[this.at + 1]?.kind === 'close') {
      this.at += 2;
      return this.node({ kind: 'boolean', value: boolean });
    }
    const called = this.meanings.functionOf(token.word);
    if (called === null) return this.fail('unknown_function', token, token.word);
    this.at++;
    const list = this.deeper(token, () => this.arguments(called));
    if (list === null || !this.closed(open)) return null;
    const problem = argumentCountProblem(called, list.length);
    if (problem !== null) return this.fail(problem, token, token.word);
    return this.node({ kind: 'call', name: called.name, arguments: list });
  }

  /** Up to the closing parenthesis, which is left standing. */
  private arguments(called: FormulaFunction): readonly FormulaTree[] | null {
    const list: FormulaTree[] = [];
    if (this.tokens[this.at]?.kind === 'close') return list;
    for (;;) {
      const argument = this.argument(argumentKind(called, list.length) === 'column');
      if (argument === null) return null;
      list.push(argument);
      if (this.tokens[this.at]?.kind !== 'separator') return list;
      this.at++;
    }
  }

  /** A reference alone in a place for columns is looked up as a column. */
  private argument(isColumnPlace: boolean): FormulaTree | null {
    const token = this.tokens[this.at];
    const next = this.tokens[this.at + 1]?.kind;
    const isAlone = next === 'separator' || next === 'close';
    if (isAlone && (token?.kind === 'reference' || token?.kind === 'resolved')) {
      this.at++;
      return this.reference(token, isColumnPlace);
    }
    return this.binary(1);
  }

  private reference(
    token: Token & { kind: 'reference' | 'resolved' },
    isColumnPlace: boolean,
  ): FormulaTree | null {
    const found =
      token.kind === 'resolved' ? token.reference : this.meanings.referenceOf(token, isColumnPlace);
    if ('code' in found) return this.fail(found.code, token, found.word);
    if (found.kind === 'column' && !isColumnPlace)
      return this.fail('misplaced_column', token, found.columnId);
    return this.node(found);
  }

  private closed(open: Token): boolean {
    const token = this.tokens[this.at];
    if (token?.kind === 'close') {
      this.at++;
      return true;
    }
    if (token === undefined) this.fail('missing_parenthesis', open);
    else this.fail(token.kind === 'separator' ? 'unexpected_separator' : 'missing_operator', token);
    return false;
  }

  private deeper<Value>(token: Token, read: () => Value | null): Value | null {
    if (this.depth >= maxDepth) return this.fail('too_deep', token);
    this.depth++;
    const value = read();
    this.depth--;
    return value;
  }

  private node(tree: FormulaTree): FormulaTree | null {
    this.nodes++;
    return this.nodes > maxNodes ? this.fail('too_many_parts', this.tokens[this.at - 1]) : tree;
  }

  /** At the end of the text when there is no token to show. */
  private fail(code: FormulaErrorCode, token: Token | undefined, word = ''): null {
    const { start, end } = token ?? { start: this.length, end: this.length };
    this.error ??= { code, start, end, word };
    return null;
  }
}
