// What the editor offers at the caret: functions, columns and rows that go on from what is typed, and the call the caret is in.
import { foldText } from '../../../contract/fold-text.ts';
import type { ColumnId, RowId } from '../../../contract/ids.ts';
import type { ColumnScope } from '../formula-names.ts';
import { formatReference, formatRow } from '../french.ts';
import { type FormulaFunction, formulaFunctions } from '../functions.ts';
import type { ListedNames } from '../plan-names.ts';
import { readTokens, type Token } from '../tokens.ts';
import { isColumnPlace, openCalls } from './places.ts';

export const maxSuggestions = 12;

export type Suggestion = {
  readonly name: string;
  /** What takes the place of the range. */
  readonly insert: string;
  /** From the end of what is inserted: before the `]` of a row whose column is still to come. */
  readonly caretBack: number;
} & (
  | { readonly kind: 'function'; readonly offered: FormulaFunction }
  | { readonly kind: 'column'; readonly columnId: ColumnId }
  | { readonly kind: 'row'; readonly rowId: RowId }
);

export interface Assistance {
  readonly suggestions: readonly Suggestion[];
  /** What a suggestion takes the place of. */
  readonly start: number;
  readonly end: number;
  /** The innermost function the caret is in, and which of its arguments. */
  readonly call: { readonly called: FormulaFunction; readonly index: number } | null;
}

/** `mayRead`: a planned cell is offered planned columns only. */
export function assistAt(
  text: string,
  caret: number,
  names: ListedNames,
  mayRead: (columnId: ColumnId) => boolean = () => true,
): Assistance {
  const head = text.slice(0, caret);
  const { tokens, error } = readTokens(head);
  const call = innermost(tokens);
  const none = { suggestions: [], start: caret, end: caret, call };
  if (error?.code === 'unclosed_bracket') {
    const open = openBracket(head, error.start);
    if (open === null) return none;
    const end = caret + (/^[^[\]();"=<>&]*\]/u.exec(text.slice(caret))?.[0].length ?? 0);
    const ranked = bracketSuggestions(open, tokens, names, mayRead);
    return { suggestions: best(ranked), start: open.start, end, call };
  }
  if (error !== null) return none;
  const start = startOfWords(tokens, caret);
  if (start === null) return none;
  const typed = foldText(head.slice(start));
  const hasParenthesis = text.charAt(caret) === '(';
  const isOneWord = tokens.at(-1)?.start === start;
  const functions = isOneWord ? functionSuggestions(typed, hasParenthesis) : [];
  return { suggestions: best([...functions, ...rowSuggestions(typed, names)]), start, end: caret, call };
}

export function acceptSuggestion(
  text: string,
  { start, end }: Pick<Assistance, 'start' | 'end'>,
  { insert, caretBack }: Suggestion,
): { readonly text: string; readonly caret: number } {
  return { text: text.slice(0, start) + insert + text.slice(end), caret: start + insert.length - caretBack };
}

function innermost(tokens: readonly Token[]): Assistance['call'] {
  for (const { called, index } of openCalls(tokens).toReversed())
    if (called !== null) return { called, index };
  return null;
}

interface OpenBracket {
  readonly start: number;
  readonly typed: string;
  readonly isThisRow: boolean;
  readonly row: string | null;
}

const inFirst = /^\[([^[\]]*)$/u;
const inSecond = /^(?:\[((?:[^\]]|\]\])*)\]|([^[\]]*))\s*\[([^[\]]*)$/u;

/** The bracket the caret is in; `from`: where its reference begins. */
function openBracket(head: string, from: number): OpenBracket | null {
  const reference = head.slice(from);
  const first = inFirst.exec(reference)?.[1];
  if (first !== undefined) {
    const isThisRow = first.startsWith('@');
    return {
      start: from,
      typed: foldText(isThisRow ? first.slice(1) : first).trimStart(),
      isThisRow,
      row: null,
    };
  }
  const second = inSecond.exec(reference);
  if (second === null) return null;
  const row = (second[1] ?? second[2] ?? '').replaceAll(']]', ']').trim();
  return { start: from, typed: foldText(second[3] ?? '').trimStart(), isThisRow: false, row };
}

interface Ranked {
  readonly rank: number;
  readonly suggestion: Suggestion;
}

function bracketSuggestions(
  { typed, isThisRow, row }: OpenBracket,
  before: readonly Token[],
  names: ListedNames,
  mayRead: (columnId: ColumnId) => boolean,
): readonly Ranked[] {
  const isColumn = isColumnPlace(before, undefined);
  const offer = (scope: ColumnScope): readonly Ranked[] =>
    [...names.columnsIn(scope)].flatMap(([columnId, name]) => {
      const rank = rankOf(name, typed);
      if (rank === null || !mayRead(columnId)) return [];
      const insert = formatReference({ ...scope, columnId }, isColumn, names);
      return [{ rank, suggestion: { kind: 'column', columnId, name, insert, caretBack: 0 } }];
    });
  if (row === null) {
    const columns = offer({ kind: isColumn && !isThisRow ? 'column' : 'this_row' });
    return isThisRow || typed === '' ? columns : [...columns, ...rowSuggestions(typed, names)];
  }
  const [rowId, ...others] = row.startsWith('#') ? [row.slice(1) as RowId] : names.findRows(row);
  return rowId === undefined || others.length > 0 ? [] : offer({ kind: 'row', rowId });
}

function functionSuggestions(typed: string, hasParenthesis: boolean): readonly Ranked[] {
  return formulaFunctions.flatMap((offered) => {
    const all = [offered.frenchName, offered.name, ...offered.aliases];
    const ranks = all.flatMap((name) => rankOf(name, typed) ?? []);
    if (ranks.length === 0) return [];
    const insert = hasParenthesis ? offered.frenchName : `${offered.frenchName}(`;
    const suggestion: Suggestion = {
      kind: 'function',
      offered,
      name: offered.frenchName,
      insert,
      caretBack: 0,
    };
    return [{ rank: Math.min(...ranks), suggestion }];
  });
}

/** Stops at as many as are shown: a plan may have thousands of rows. */
function rowSuggestions(typed: string, names: ListedNames): readonly Ranked[] {
  const found: Ranked[] = [];
  let first = 0;
  for (const [rowId, name] of names.rowNames()) {
    const rank = rankOf(name, typed);
    if (rank === null || (rank > 0 && found.length >= maxSuggestions)) continue;
    const insert = `${formatRow(rowId, names)}[]`;
    found.push({ rank, suggestion: { kind: 'row', rowId, name, insert, caretBack: 1 } });
    if (rank === 0 && ++first === maxSuggestions) break;
  }
  return found;
}

/** 0 when the name begins so, 1 when a word inside does. */
function rankOf(name: string, typed: string): number | null {
  const folded = foldText(name);
  if (folded.startsWith(typed)) return 0;
  const inside = folded.split(/[ .'(·-]+/u).some((word) => word.startsWith(typed));
  return inside || folded.includes(` ${typed}`) ? 1 : null;
}

function best(ranked: readonly Ranked[]): readonly Suggestion[] {
  return ranked
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, maxSuggestions)
    .map(({ suggestion }) => suggestion);
}

/** « Fiche 3 » is several tokens until its bracket comes: from the first word of the run that ends at the caret. */
function startOfWords(tokens: readonly Token[], caret: number): number | null {
  if (tokens.at(-1)?.end !== caret) return null;
  let start: number | null = null;
  for (const token of tokens.toReversed()) {
    if (token.kind === 'word') start = token.start;
    else if (token.kind !== 'number') break;
  }
  return start;
}
