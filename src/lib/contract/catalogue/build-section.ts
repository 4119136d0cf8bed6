// How the thematic sections are written down: what most of them share is said here once, what differs is said in each.
import type { Aggregation, CellKind } from '../kinds.ts';
import { notAdditive, sum } from './shapes.ts';
import type { OptionGroup, Section, SectionTable, TemplateIndicator } from './shapes.ts';

type IndicatorSource = Omit<TemplateIndicator, 'section'>;

interface TableSource {
  readonly columns: readonly [string, string];
  readonly indicators: readonly IndicatorSource[];
  readonly entryKeys: readonly string[];
}

type SectionSource = Pick<Section, 'key' | 'label'> &
  Partial<Omit<Section, 'tables' | 'commentsKey'>> & { readonly tables: readonly TableSource[] };

const targetColumns = ['', 'Objectif Valeurs-cibles'] as const;

/** People, hours and events add up over actions; means, shares and durations do not. */
function aggregationOf(kind: CellKind): Aggregation {
  return kind === 'count' || kind === 'hours' || kind === 'money' ? sum : notAdditive;
}

export function input(
  key: string,
  label: string,
  kind: CellKind,
  unit: string | null,
  more: Partial<IndicatorSource> = {},
): IndicatorSource {
  return {
    key,
    label,
    kind,
    unit,
    mode: 'input',
    help: null,
    aggregation: aggregationOf(kind),
    hoursKey: null,
    acceptsOther: false,
    printedCell: null,
    ...more,
  };
}

/** `coût total / heures / bénéficiaires`: computed, never a row, and without a meaningful total. */
export function hourlyCost(key: string, hoursKey: string, printedFormula: string): IndicatorSource {
  return input(key, 'Coût horaire unitaire', 'money', '€/h/bénéficiaire', {
    mode: 'derived',
    help: printedFormula,
    aggregation: notAdditive,
    hoursKey,
  });
}

export function table(
  indicators: readonly IndicatorSource[],
  columns: readonly [string, string] = targetColumns,
): TableSource {
  return { columns, indicators, entryKeys: [] };
}

export function entryTable(key: string, columns: readonly [string, string]): TableSource {
  return { columns, indicators: [], entryKeys: [key] };
}

/** `autre` is the option that asks for words, in every section that has one. */
export function checkboxes(
  key: string,
  label: string,
  options: Readonly<Record<string, string>>,
): OptionGroup {
  return {
    key,
    part: 'qualitatifs',
    label,
    help: null,
    options: Object.entries(options).map(([option, text]) => ({
      key: option,
      label: text,
      hasText: option === 'autre',
    })),
  };
}

export function section(source: SectionSource): Section {
  const tables: SectionTable[] = source.tables.map(({ columns, indicators, entryKeys }) => ({
    columns,
    indicators: indicators.map((indicator) => ({ ...indicator, section: source.key })),
    entries: entryKeys.map((key) => ({ key, section: source.key })),
  }));
  return {
    intro: "Indicateurs de suivi de l'action",
    addHint: "Ajoutez d'autres indicateurs si pertinent.",
    preText: null,
    answerKey: null,
    checkboxGroup: null,
    freeRows: 0,
    ...source,
    tables,
    commentsKey: `${source.key}_commentaires`,
  };
}
