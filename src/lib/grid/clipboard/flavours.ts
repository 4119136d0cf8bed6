// What goes on the clipboard and what comes from it: three flavours out, and one table in, whoever wrote it. Shapes only.
import type { ColumnId, RowId } from '../../contract/ids.ts';
import type { CellKind, Scalar } from '../../contract/kinds.ts';

/** The lossless flavour: exact cells, read by Trame alone. */
export const ownMimeType = 'application/x-trame-cells+json';

/** An empty string where a flavour is absent. */
export interface ClipboardFlavours {
  readonly text: string;
  readonly html: string;
  readonly own: string;
}

/** What the source program says the cell truly holds; null when only its text is known. A percent is a fraction (0.2). */
export type TrueValue =
  | { readonly type: 'number'; readonly number: number; readonly isPercent: boolean }
  /** An ISO day. */
  | { readonly type: 'date'; readonly day: string }
  | { readonly type: 'boolean'; readonly value: boolean };

/** What a cell copied inside Trame was; `stored: null` for a derived value, a heading, a subtotal. */
export interface OwnCell {
  readonly stored: {
    readonly raw: Scalar | null;
    readonly kind: CellKind;
    readonly unit: string | null;
  } | null;
}

export interface PastedCell {
  /** As it was displayed. Covered cells of a merged one are empty. */
  readonly text: string;
  readonly trueValue: TrueValue | null;
  /** Only in the lossless flavour. */
  readonly own: OwnCell | null;
}

export interface PastedTable {
  readonly from: 'own' | 'html' | 'text';
  /** Made rectangular: short rows are filled up with empty cells. */
  readonly rows: readonly (readonly PastedCell[])[];
  /** Where it was copied from, in the lossless flavour: headings tell rows and columns apart from values. */
  readonly origin: {
    readonly planId: string;
    readonly rowIds: readonly (RowId | string)[];
    readonly columnIds: readonly (ColumnId | string)[];
  } | null;
}
