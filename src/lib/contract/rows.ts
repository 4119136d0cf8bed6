// What a row of a plan is, as the server projects it into the read-only root `rows` of the document.
// The SQLite table is the truth; the root is a copy that every client reads.
import type { CellKind } from './kinds.ts';
import type { OrganisationId, RowId } from './ids.ts';

export type RowKind = 'fiche' | 'indicator' | 'entry';

interface RowBase {
  readonly id: RowId;
  /** Order inside the plan (fiches) or inside the fiche (indicators, entries): ascending, then by id. */
  readonly position: number;
  readonly archived: boolean;
  /** Part of the plan's last signed version; absent: not. */
  readonly signed?: boolean;
  /** The row this one was copied from, in another plan. */
  readonly originRowId: RowId | null;
}

export interface FicheRow extends RowBase {
  readonly kind: 'fiche';
  /** The contract's number: a label, never renumbered. */
  readonly number: number;
  /** Number of the axis in the plan's list of axes. */
  readonly axis: number;
  readonly title: string;
  /** Who carries the action: their partners edit its cells. */
  readonly organisationIds: readonly OrganisationId[];
  /** Its year is over: nobody edits its cells; absent: open. */
  readonly closed?: boolean;
}

/** How the rows of one added indicator make one figure of the plan: their sum, the mean of those that are filled, or, for
 * quotients, the sum of what is divided over the sum of what divides (domain.md §8: never the mean of rates). */
export const indicatorAggregations = ['sum', 'mean', 'ratio'] as const;
export type IndicatorAggregation = (typeof indicatorAggregations)[number];

/** Where an indicator comes from: a free « key » row, a row of the template, or one added to a section. */
export type IndicatorOrigin = 'key' | 'template' | 'added';

export interface IndicatorRow extends RowBase {
  readonly kind: 'indicator';
  readonly ficheId: RowId;
  readonly origin: IndicatorOrigin;
  /** Template key such as `fr_heures`; null unless origin is `template`. */
  readonly key: string | null;
  /** Section key of the template (`apprentissage_francais`…), or `cles` for key indicators. */
  readonly section: string;
  /** Own label of a key or added row; null for a template row, whose label is the catalogue's. */
  readonly label: string | null;
  readonly valueKind: CellKind;
  /** As in the catalogue (`h`, `mois`, `personnes`…) or typed by a person; null when none. */
  readonly unit: string | null;
  /** Over the plan's rows of the same label and unit; absent: none. */
  readonly aggregation?: IndicatorAggregation;
}

/** A pair of texts (tools and methods…) under a repeatable line of the template. */
export interface EntryRow extends RowBase {
  readonly kind: 'entry';
  readonly ficheId: RowId;
  readonly key: string;
}

export type Row = FicheRow | IndicatorRow | EntryRow;

/** Display and engine order: position, then id. */
export function compareRows(a: Row, b: Row): number {
  return a.position - b.position || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The action that a row belongs to, or the row itself. */
export function ficheOf(row: Row, rows: ReadonlyMap<RowId, Row>): FicheRow | undefined {
  const fiche = row.kind === 'fiche' ? row : rows.get(row.ficheId);
  return fiche?.kind === 'fiche' ? fiche : undefined;
}
