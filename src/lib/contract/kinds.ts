// The kinds of value a cell can hold, and the limits of what may be stored.

const numericKinds = ['count', 'hours', 'money', 'percent', 'duration', 'ratio'] as const;

export const cellKinds = [...numericKinds, 'date', 'boolean', 'choice', 'text', 'longtext'] as const;

export type CellKind = (typeof cellKinds)[number];

export function isCellKind(text: string): text is CellKind {
  return (cellKinds as readonly string[]).includes(text);
}

/** What the document stores in a cell: what was typed (string), or a true number or boolean. Absent = empty = unknown. */
export type Scalar = string | number | boolean;

/** What a stored scalar means for its cell. A date is an ISO day (`2025-06-30`). Null = empty. */
export type CellValue = number | string | boolean | null;

export type NumericKind = (typeof numericKinds)[number];

const numericKindNames: ReadonlySet<CellKind> = new Set(numericKinds);

export function isNumericKind(kind: CellKind): kind is NumericKind {
  return numericKindNames.has(kind);
}

/** Longest text a cell keeps, in UTF-16 units: a cell of any kind but `longtext` takes 4 000. */
export function maxTextLength(kind: CellKind): number {
  return kind === 'longtext' ? 20_000 : 4_000;
}

/** How a numeric key adds up over actions (domain.md §8). */
export type Aggregation =
  | { readonly kind: 'sum' }
  | { readonly kind: 'ratio'; readonly numerator: string; readonly denominator: string }
  | { readonly kind: 'none' };
