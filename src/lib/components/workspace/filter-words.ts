// A filter in words, for its chip; and its conditions as one flat list, for the dialog that makes it.
import type { ColumnFilter } from '#lib/contract/view.ts';
import type { GridColumn } from '#lib/grid/columns.ts';
import { filtersOf } from '#lib/grid/view/filter.ts';
import { formatDay } from '#lib/i18n/date-format.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import { formatNumber } from '#lib/i18n/number-format.ts';

type NumberOperator = Extract<ColumnFilter, { type: 'number' }>['operator'];

/** What the dialog offers: each number operator is a condition of its own. */
export type Condition =
  | NumberOperator
  | 'contains'
  | 'not_contains'
  | 'empty'
  | 'filled'
  | 'since_visit'
  | 'since_committee'
  | 'since_day';

export const numberOperators: readonly NumberOperator[] = [
  'equal',
  'different',
  'less',
  'at_most',
  'more',
  'at_least',
  'between',
];

export function isNumberOperator(condition: Condition): condition is NumberOperator {
  return (numberOperators as readonly string[]).includes(condition);
}

export function conditionsOf(column: GridColumn): readonly Condition[] {
  return filtersOf(column).flatMap((type): readonly Condition[] => {
    switch (type) {
      case 'number':
        return numberOperators;
      case 'text':
        return ['contains', 'not_contains'];
      case 'empty':
      case 'filled':
        return [type];
      case 'changed':
        return ['since_visit', 'since_committee', 'since_day'];
      default:
        return type satisfies never;
    }
  });
}

export function conditionOf(filter: ColumnFilter): Condition {
  switch (filter.type) {
    case 'number':
      return filter.operator;
    case 'text':
      return filter.isNegated ? 'not_contains' : 'contains';
    case 'empty':
    case 'filled':
      return filter.type;
    case 'changed':
      return filter.since === 'visit'
        ? 'since_visit'
        : filter.since === 'committee'
          ? 'since_committee'
          : 'since_day';
    default:
      return filter satisfies never;
  }
}

export function conditionLabel(condition: Condition, words: Messages['views']['filter']): string {
  if (isNumberOperator(condition)) return words.operators[condition];
  const labels = {
    contains: words.contains,
    not_contains: words.notContains,
    empty: words.empty,
    filled: words.filled,
    since_visit: words.sinceVisit,
    since_committee: words.sinceCommittee,
    since_day: words.sinceDay,
  } as const;
  return labels[condition];
}

/** « P104 est supérieur à 10 000 ». `dayOf` says which day a moment begins. */
export function filterSentence(
  name: string,
  filter: ColumnFilter,
  words: Messages['views']['filter'],
  dayOf: (at: number) => string,
): string {
  const verb = conditionLabel(conditionOf(filter), words);
  switch (filter.type) {
    case 'number': {
      const value = formatNumber(filter.value, 'ratio');
      return filter.upTo === null
        ? `${name} ${verb} ${value}`
        : `${name} ${verb} ${value} ${words.and} ${formatNumber(filter.upTo, 'ratio')}`;
    }
    case 'text':
      return `${name} ${verb} «\u00a0${filter.contains}\u00a0»`;
    case 'changed':
      return typeof filter.since === 'number'
        ? `${name} ${verb} ${formatDay(dayOf(filter.since))}`
        : `${name} ${verb}`;
    default:
      return `${name} ${verb}`;
  }
}
