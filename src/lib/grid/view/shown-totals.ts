// « Dont affiché »: the totals of the actions that a view shows, by the rules of the plan's own totals (domain.md §8), beside
// which they stand. Pure; adds up the decimals that people see.
import { readCell } from '../../calc/cell-value.ts';
import type { TotalRow } from '../../calc/derived-plan.ts';
import { envelopeKey, totals } from '../../contract/derived-expressions.ts';
import type { TotalValue } from '../../contract/derived.ts';
import { type CellKey, columnId } from '../../contract/ids.ts';
import type { FicheRow } from '../../contract/rows.ts';
import { columnKind } from '../../contract/schema.ts';
import type { CellContext } from '../cell-state.ts';
import { ExactSum } from '../exact-sum.ts';
import type { GridRow } from '../row-model.ts';

interface Figure {
  readonly value: number | null;
  /** The cells whose texts it leaves out. */
  readonly texts: readonly CellKey[];
}

function figureOf(fiche: FicheRow, key: string, context: CellContext): Figure {
  const derived = context.derived.row(fiche.id)?.[key];
  if (derived !== undefined)
    return { value: derived.value, texts: derived.reason === 'incomplete' ? (derived.cells ?? []) : [] };
  const column = columnId(key);
  const cell = columnKind(fiche, column) === null ? null : readCell(fiche, column, context);
  if (cell?.reading.state === 'value')
    return { value: typeof cell.reading.value === 'number' ? cell.reading.value : null, texts: [] };
  const isLeftOut = cell?.reading.state === 'text' || cell?.reading.state === 'problem';
  return { value: null, texts: isLeftOut ? [cell.key] : [] };
}

/** Of the living actions among `rows`. */
export function shownTotals(rows: readonly GridRow[], context: CellContext): TotalRow {
  const fiches = rows.flatMap((row) => (row.type === 'fiche' && !row.fiche.archived ? [row.fiche] : []));
  const envelope = context.content.plan?.envelope ?? null;
  return Object.fromEntries(
    totals.map(({ key, rule }): [string, TotalValue] => {
      const [sum, divisor] = [new ExactSum(), new ExactSum()];
      const texts = new Set<CellKey>();
      const add = (to: ExactSum, fiche: FicheRow, one: string): void => {
        const figure = figureOf(fiche, one, context);
        if (figure.value !== null) to.add(figure.value);
        for (const text of figure.texts) texts.add(text);
      };
      for (const fiche of fiches) {
        if (rule.kind === 'sum') {
          add(sum, fiche, key);
          continue;
        }
        const { numerator, denominator, onlyWhere } = rule;
        if (denominator !== envelopeKey) add(divisor, fiche, denominator);
        if (onlyWhere === null || (figureOf(fiche, onlyWhere, context).value ?? 0) > 0)
          add(sum, fiche, numerator);
      }
      const ignored = texts.size;
      if (rule.kind === 'sum') return [key, { value: sum.sum(), ignored }];
      return [
        key,
        {
          value: ratio(sum.sum(), rule.denominator === envelopeKey ? envelope : divisor.sum(), rule.scale),
          ignored,
        },
      ];
    }),
  );
}

function ratio(amount: number | null, divisor: number | null, scale: number): number | null {
  return amount === null || divisor === null || divisor === 0 ? null : (amount / divisor) * scale;
}
