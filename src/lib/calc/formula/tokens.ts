// Reads a formula as typed in French into tokens with their places: for the parser, and for the editor that colours them while
// the formula is still being written. What was read before an error is given too. Knows words, not meanings.
import { parseNumber } from '../../contract/parse-number.ts';
import type { FormulaError, FormulaErrorCode } from './formula-error.ts';
import { type BinaryOperator, maxTypedLength, type Reference } from './tree.ts';

/** A reference by names, before anybody looked them up. */
export interface NamedReference {
  readonly kind: 'reference';
  /** Null: no row is named. */
  readonly row: string | null;
  readonly column: string;
  /** `[@Name]`: this row, even where a bare name would be the column. */
  readonly isThisRow: boolean;
}

export type TokenContent =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'word'; readonly word: string }
  | NamedReference
  /** Of stored text: the ids stand in it. */
  | { readonly kind: 'resolved'; readonly reference: Reference }
  | { readonly kind: 'operator'; readonly operator: BinaryOperator | '%' }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'separator' };

/** `start` and `end` in UTF-16 units of the whole text, `=` included. */
export type Token = TokenContent & {
  readonly start: number;
  readonly end: number;
};

export interface TokenReading {
  readonly tokens: readonly Token[];
  readonly error: FormulaError | null;
}

type Lexed = { readonly content: TokenContent; readonly end: number } | LexError;
interface LexError {
  readonly code: FormulaErrorCode;
  readonly end: number;
}

/** Where a space may stand, any of these may: word processors and phones put no-break ones. */
const spaces = /[\s\u200b\u2060\ufeff]+/uy;
/** A comma or dot only before a figure: another one is a separator out of place. */
const figures = /(?:\d|[.,](?=\d))(?:\d|[.,](?=\d)|(?<=\d)[ \u00a0\u202f\u2009](?=\d))*/uy;
const word = /[\p{L}_][\p{L}\p{M}\p{N}_.]*/uy;
/** « Fiche 3 » right before a bracket: a few words and numbers, no operator among them. */
const rowName =
  /[\p{L}_][\p{L}\p{M}\p{N}_.°]*(?:[ \u00a0\u202f\u2009]+[\p{L}\p{M}\p{N}_.°]+){0,7}(?=[ \u00a0\u202f\u2009]*\[)/uy;
const text = /"(?:[^"]|"")*"/uy;
/** A `]` inside a name is doubled. */
const bracket = /\[((?:[^\]]|\]\])*)\]/uy;
const operator = /<=|>=|<>|[-+*/^&=<>%×÷−≤≥≠]/uy;

const typedOperators: Readonly<Record<string, BinaryOperator>> = {
  '×': '*',
  '÷': '/',
  '−': '-',
  '≤': '<=',
  '≥': '>=',
  '≠': '<>',
};

export function isFormula(typed: string): boolean {
  return typed.startsWith('=');
}

export function readTokens(typed: string): TokenReading {
  if (!isFormula(typed))
    return {
      tokens: [],
      error: { code: 'not_formula', start: 0, end: 0, word: '' },
    };
  if (typed.length > maxTypedLength)
    return {
      tokens: [],
      error: {
        code: 'too_long',
        start: maxTypedLength,
        end: typed.length,
        word: '',
      },
    };
  return readAll(typed, lexTyped);
}

/** One after the other from behind the `=`, until the end or the first that cannot be read. */
export function readAll(source: string, lex: (source: string, at: number) => Lexed): TokenReading {
  const tokens: Token[] = [];
  let at = skipSpaces(source, 1);
  while (at < source.length) {
    const lexed = lex(source, at);
    if ('code' in lexed) {
      const error = {
        code: lexed.code,
        start: at,
        end: lexed.end,
        word: source.slice(at, lexed.end),
      };
      return { tokens, error };
    }
    tokens.push({ ...lexed.content, start: at, end: lexed.end });
    at = skipSpaces(source, lexed.end);
  }
  return { tokens, error: null };
}

/** What `pattern`, a sticky one, matches right at `at`. */
export function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

/** What French and stored text write alike. */
export function lexCommon(source: string, at: number): Lexed | null {
  const character = source.charAt(at);
  if (character === '(') return { content: { kind: 'open' }, end: at + 1 };
  if (character === ')') return { content: { kind: 'close' }, end: at + 1 };
  if (character === '"') {
    const match = matchAt(text, source, at);
    if (match === null) return { code: 'unclosed_text', end: source.length };
    const value = match[0].slice(1, -1).replaceAll('""', '"');
    return { content: { kind: 'text', value }, end: at + match[0].length };
  }
  const sign = matchAt(operator, source, at)?.[0];
  if (sign === undefined) return null;
  const known = typedOperators[sign] ?? (sign as BinaryOperator | '%');
  return {
    content: { kind: 'operator', operator: known },
    end: at + sign.length,
  };
}

function lexTyped(source: string, at: number): Lexed {
  const common = lexCommon(source, at);
  if (common !== null) return common;
  const character = source.charAt(at);
  if (character === ';') return { content: { kind: 'separator' }, end: at + 1 };
  if (character === '[') return lexReference(source, null, at);
  const number = matchAt(figures, source, at)?.[0];
  if (number !== undefined) return lexNumber(number, at);
  if (character === ',') return { code: 'comma_separator', end: at + 1 };
  const row = matchAt(rowName, source, at)?.[0];
  if (row !== undefined) return lexReference(source, row, skipSpaces(source, at + row.length));
  const name = matchAt(word, source, at)?.[0];
  if (name !== undefined) return { content: { kind: 'word', word: name }, end: at + name.length };
  return {
    code: 'unknown_character',
    end: at + ((source.codePointAt(at) ?? 0) > 0xffff ? 2 : 1),
  };
}

/** As in a cell (docs/typing.md): a dot is read as a comma, unless it could stand for thousands. */
function lexNumber(figures: string, at: number): Lexed {
  const end = at + figures.length;
  const reading = parseNumber('ratio', null, figures);
  if ('value' in reading) return { content: { kind: 'number', value: reading.value }, end };
  return {
    code: reading.reason === 'ambiguous' ? 'ambiguous_number' : 'unreadable_number',
    end,
  };
}

/** `[Column]` from `at` on, or `[Row][Column]`. */
function lexReference(source: string, row: string | null, at: number): Lexed {
  const first = matchAt(bracket, source, at);
  if (first === null) return { code: 'unclosed_bracket', end: source.length };
  const end = at + first[0].length;
  const name = first[1] ?? '';
  const next = skipSpaces(source, end);
  if (row === null && source.charAt(next) === '[') return lexReference(source, unescape(name), next);
  const isThisRow = row === null && name.startsWith('@');
  const column = unescape(isThisRow ? name.slice(1) : name);
  return {
    content: { kind: 'reference', row: row?.trim() ?? null, column, isThisRow },
    end,
  };
}

function unescape(name: string): string {
  return name.replaceAll(']]', ']').trim();
}

function skipSpaces(source: string, at: number): number {
  return at + (matchAt(spaces, source, at)?.[0].length ?? 0);
}
