// The rows of each tab, in the order they are shown: axis rows in place, then their actions or indicators, virtual hourly
// cost rows after their hours. Filters are private to the viewer and never touch data (design D7). Pure.
import { hourlyCostKeys, keySection, sections, templateIndicator } from '../contract/catalogue.ts';
import type { OrganisationId, RowId } from '../contract/ids.ts';
import { type FicheRow, type IndicatorRow, compareRows } from '../contract/rows.ts';
import type { Axis } from '../contract/plan.ts';
import type { DocumentContent } from '../document/read.ts';
import type { TotalRow } from '../calc/derived-plan.ts';
import type { IndicatorGroup } from '../calc/indicator-totals.ts';
import { foldForSearch, matchesSearch } from '../i18n/search-text.ts';
import type { PlanTab } from './columns.ts';

interface AxisGridRow {
  readonly type: 'axis';
  readonly id: string;
  readonly axis: Axis;
  /** Actions of the axis that are not archived, filter or not: without any, its sums are empty. */
  readonly ficheCount: number;
}

interface FicheGridRow {
  readonly type: 'fiche';
  readonly id: RowId;
  readonly axis: Axis;
  readonly fiche: FicheRow;
}

/** Whether a row is the first of its action, of its section: the others say it quietly. */
interface Opening {
  readonly opensFiche: boolean;
  readonly opensSection: boolean;
}

interface IndicatorGridRow extends Opening {
  readonly type: 'indicator';
  readonly id: RowId;
  readonly axis: Axis;
  readonly fiche: FicheRow;
  readonly indicator: IndicatorRow;
  readonly label: string;
  readonly sectionLabel: string;
}

/** An hourly unit cost: computed, not in the document (design §3). */
interface HourlyCostGridRow extends Opening {
  readonly type: 'hourly_cost';
  /** `<ficheId>.<key>`, as the engine names it. */
  readonly id: `${RowId}.${string}`;
  readonly axis: Axis;
  readonly fiche: FicheRow;
  readonly key: string;
  readonly label: string;
  readonly unit: string | null;
  readonly sectionLabel: string;
  readonly archived: boolean;
}

/** Stands for an action without any indicator, so that it is not forgotten. */
interface NoIndicatorGridRow {
  readonly type: 'no_indicator';
  readonly id: string;
  readonly axis: Axis;
  readonly fiche: FicheRow;
}

/** What the added indicators of one label say of the whole plan. */
interface AggregateGridRow {
  readonly type: 'aggregate';
  readonly id: string;
  readonly group: IndicatorGroup;
}

interface TotalGridRow {
  readonly type: 'total';
  readonly id: 'total';
}

/** « Dont affiché »: the totals of what a filter leaves, beside those of the plan. */
interface ShownTotalGridRow {
  readonly type: 'shown_total';
  readonly id: 'shown';
  readonly totals: TotalRow;
  /** Actions. */
  readonly shown: number;
  readonly all: number;
}

export type GridRow =
  | AxisGridRow
  | FicheGridRow
  | IndicatorGridRow
  | HourlyCostGridRow
  | NoIndicatorGridRow
  | AggregateGridRow
  | TotalGridRow
  | ShownTotalGridRow;

export const totalRow: TotalGridRow = { type: 'total', id: 'total' };

export interface RowFilter {
  readonly axis: number | null;
  readonly ficheId: RowId | null;
  readonly section: string | null;
  readonly search: string;
  readonly showsArchived: boolean;
}

export const noFilter: RowFilter = {
  axis: null,
  ficheId: null,
  section: null,
  search: '',
  showsArchived: false,
};

/** True when the filter may hide a row that is not archived. */
export function isFiltering(filter: RowFilter): boolean {
  return (
    filter.axis !== null ||
    filter.ficheId !== null ||
    filter.section !== null ||
    foldForSearch(filter.search) !== ''
  );
}

const sectionOrder: ReadonlyMap<string, number> = new Map([
  [keySection, -1],
  ...sections.map((section, index) => [section.key, index] as const),
]);
const sectionLabels: ReadonlyMap<string, string> = new Map(
  sections.map((section) => [section.key, section.label]),
);

/** `keyLabel` is the word for the free « key » indicators, which the template gives no section. */
export function sectionLabel(section: string, keyLabel: string): string {
  return section === keySection ? keyLabel : (sectionLabels.get(section) ?? section);
}

export function indicatorLabel(row: IndicatorRow): string {
  return row.label ?? (row.key === null ? null : templateIndicator(row.key)?.label) ?? row.key ?? '';
}

/** Sections in the template's order, then the document's order inside each. */
export function compareIndicators(a: IndicatorRow, b: IndicatorRow): number {
  const rank = (row: IndicatorRow): number => sectionOrder.get(row.section) ?? sections.length;
  return rank(a) - rank(b) || compareRows(a, b);
}

/** Axes of the plan in its order; an axis that only a row knows comes last, under its number. */
export function axesOf(content: DocumentContent): readonly Axis[] {
  const axes = [...(content.plan?.axes ?? [])];
  const known = new Set(axes.map((axis) => axis.number));
  for (const row of content.rows.values()) {
    if (row.kind !== 'fiche' || known.has(row.axis)) continue;
    known.add(row.axis);
    axes.push({ number: row.axis, title: '' });
  }
  return axes;
}

/** Actions in the document's order. */
export function fichesOf(content: DocumentContent, showsArchived = false): readonly FicheRow[] {
  const fiches: FicheRow[] = [];
  for (const row of content.rows.values())
    if (row.kind === 'fiche' && (showsArchived || !row.archived)) fiches.push(row);
  return fiches.sort(compareRows);
}

export function indicatorsOf(
  content: DocumentContent,
  ficheId: RowId,
  showsArchived = false,
): readonly IndicatorRow[] {
  const found: IndicatorRow[] = [];
  for (const row of content.rows.values())
    if (row.kind === 'indicator' && row.ficheId === ficheId && (showsArchived || !row.archived))
      found.push(row);
  return found.sort(compareIndicators);
}

function ficheText(fiche: FicheRow, organisations: ReadonlyMap<OrganisationId, string>): string {
  const names = fiche.organisationIds.map((id) => organisations.get(id) ?? '');
  return foldForSearch([String(fiche.number), fiche.title, ...names].join(' '));
}

/** Under all indicators; the groups are those of the plan, whatever a filter hides. */
export function aggregateRows(groups: readonly IndicatorGroup[]): readonly GridRow[] {
  return groups.map((group) => ({
    type: 'aggregate',
    id: `aggregate.${group.rowIds[0] ?? ''}`,
    group,
  }));
}

interface Words {
  /** What the section of « key » indicators is called. */
  readonly keySection: string;
}

function indicatorRows(
  axis: Axis,
  fiche: FicheRow,
  rows: readonly IndicatorRow[],
  filter: RowFilter,
  ficheWords: string,
  words: Words,
): GridRow[] {
  const matches = (text: string): boolean => matchesSearch(text, filter.search);
  const found: (IndicatorGridRow | HourlyCostGridRow)[] = [];
  let lastSection: string | null = null;
  const opening = (section: string): Opening => {
    const opens = { opensFiche: found.length === 0, opensSection: section !== lastSection };
    lastSection = section;
    return opens;
  };
  for (const indicator of rows) {
    if (filter.section !== null && indicator.section !== filter.section) continue;
    const label = indicatorLabel(indicator);
    const place = sectionLabel(indicator.section, words.keySection);
    const around = `${ficheWords} ${foldForSearch(place)}`;
    const isShown = (text: string, unit: string | null): boolean =>
      matches(`${around} ${foldForSearch(`${text} ${unit ?? ''}`)}`);
    if (isShown(label, indicator.unit))
      found.push({
        type: 'indicator',
        id: indicator.id,
        axis,
        fiche,
        indicator,
        label,
        sectionLabel: place,
        ...opening(indicator.section),
      });
    const costKey = indicator.key === null ? undefined : hourlyCostKeys[indicator.key];
    const cost = costKey === undefined ? null : templateIndicator(costKey);
    if (cost !== null && isShown(cost.label, cost.unit))
      found.push({
        type: 'hourly_cost',
        id: `${fiche.id}.${cost.key}`,
        axis,
        fiche,
        key: cost.key,
        label: cost.label,
        unit: cost.unit,
        sectionLabel: place,
        archived: indicator.archived || fiche.archived,
        ...opening(indicator.section),
      });
  }
  if (found.length > 0 || filter.section !== null || rows.length > 0 || !matches(ficheWords)) return found;
  return [{ type: 'no_indicator', id: `${fiche.id}.none`, axis, fiche }];
}

/** The rows of a tab, without the total row, which is pinned below. */
export function rowsOfTab(
  tab: PlanTab,
  content: DocumentContent,
  filter: RowFilter,
  words: Words,
): readonly GridRow[] {
  const organisations = new Map((content.plan?.organisations ?? []).map(({ id, name }) => [id, name]));
  const matches = (text: string): boolean => matchesSearch(text, filter.search);
  const indicators = new Map<RowId, IndicatorRow[]>();
  if (tab === 'indicateurs')
    for (const row of content.rows.values()) {
      if (row.kind !== 'indicator' || (row.archived && !filter.showsArchived)) continue;
      const list = indicators.get(row.ficheId);
      if (list === undefined) indicators.set(row.ficheId, [row]);
      else list.push(row);
    }
  const fiches = fichesOf(content, filter.showsArchived);
  const found: GridRow[] = [];
  for (const axis of axesOf(content)) {
    if (filter.axis !== null && filter.axis !== axis.number) continue;
    const ofAxis = fiches.filter((fiche) => fiche.axis === axis.number);
    const inside = ofAxis
      .filter((fiche) => filter.ficheId === null || fiche.id === filter.ficheId)
      .flatMap((fiche): GridRow[] => {
        const text = ficheText(fiche, organisations);
        if (tab === 'indicateurs')
          return indicatorRows(
            axis,
            fiche,
            (indicators.get(fiche.id) ?? []).sort(compareIndicators),
            filter,
            text,
            words,
          );
        return matches(text) ? [{ type: 'fiche', id: fiche.id, axis, fiche }] : [];
      });
    // An axis without a match would only be noise under a filter; without one it shows that nothing is planned there.
    if (inside.length === 0 && isFiltering(filter)) continue;
    found.push(
      {
        type: 'axis',
        id: `axis.${axis.number}`,
        axis,
        ficheCount: ofAxis.filter((fiche) => !fiche.archived).length,
      },
      ...inside,
    );
  }
  return found;
}
