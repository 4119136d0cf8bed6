// The summary of a selection as the parts of the status line.
import type { SelectionSummary } from '#lib/grid/selection-summary.ts';
import { formatNumber } from '#lib/i18n/number-format.ts';
import type { Messages } from '#lib/i18n/messages.ts';

export function summaryParts(
  { cells, filled, figures, sum, mean, min, max, kind, unit }: SelectionSummary,
  words: Messages['selection'],
): readonly { readonly name: string; readonly value: string }[] {
  const figure = (value: number): string =>
    `${formatNumber(value, kind === 'mixed' ? 'ratio' : kind)}${unit === null ? '' : `\u00a0${unit}`}`;
  const part = (name: string, value: number | null): { name: string; value: string }[] =>
    value === null ? [] : [{ name, value: figure(value) }];
  return [
    { name: words.cells, value: formatNumber(cells, 'count') },
    ...(filled === cells ? [] : [{ name: words.filled, value: formatNumber(filled, 'count') }]),
    ...(figures === 0 || figures === filled
      ? []
      : [{ name: words.figures, value: formatNumber(figures, 'count') }]),
    ...part(words.sum, sum),
    ...part(words.mean, mean),
    ...(figures > 1 ? [...part(words.min, min), ...part(words.max, max)] : []),
  ];
}
