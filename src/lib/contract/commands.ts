// Edit-like acts on rows: server commands, checked by the server, written to SQLite, projected into the document.
// Each has an inverse, so that a gesture log can undo it.
import type { CellKind } from './kinds.ts';
import type { OrganisationId, RowId } from './ids.ts';
import type { IndicatorAggregation } from './rows.ts';

export type Command =
  | { readonly type: 'fiche.add'; readonly axis: number; readonly title: string; readonly number?: number }
  | {
      readonly type: 'indicator.add';
      readonly ficheId: RowId;
      /** From the template: its key decides section, label, kind and unit. Own: section `cles` or a section of the template. */
      readonly indicator:
        | { readonly origin: 'template'; readonly key: string }
        | {
            readonly origin: 'key' | 'added';
            readonly section: string;
            readonly label: string;
            readonly valueKind: CellKind;
            readonly unit: string | null;
            readonly aggregation?: IndicatorAggregation | null;
          };
    }
  /** A fiche's title, or the label of a key or added indicator. */
  | { readonly type: 'row.rename'; readonly rowId: RowId; readonly label: string }
  /** Of a key or added indicator whose figures are numbers. */
  | {
      readonly type: 'indicator.aggregate';
      readonly rowId: RowId;
      readonly aggregation: IndicatorAggregation | null;
    }
  /** Just before `beforeRowId` (same parent), or last when null. A fiche may change axis on the way. */
  | {
      readonly type: 'row.move';
      readonly rowId: RowId;
      readonly beforeRowId: RowId | null;
      readonly axis?: number;
    }
  | { readonly type: 'row.archive'; readonly rowId: RowId }
  | { readonly type: 'row.restore'; readonly rowId: RowId }
  /** Who carries an action, in the order to show them. */
  | {
      readonly type: 'fiche.assign';
      readonly rowId: RowId;
      readonly organisationIds: readonly OrganisationId[];
    }
  /** The year of a signed action is over: its cells stay as they are. */
  | { readonly type: 'fiche.close'; readonly rowId: RowId }
  | { readonly type: 'fiche.reopen'; readonly rowId: RowId };

/** What a command did: the row it touched, and the command that undoes it. */
export interface CommandOutcome {
  readonly rowId: RowId;
  readonly inverse: Command;
}
