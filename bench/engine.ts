// What the plan engine costs beside the bare HyperFormula it is made of: the same sheets built from arrays, the same cell
// set. Run alone with `node bench/engine.ts`.
import type { DocumentContent } from '../src/lib/document/read.ts';
import { pathToFileURL } from 'node:url';
import { buildEngine, type HyperFormula, type SheetContent } from '../src/lib/calc/hyperformula.ts';
import { noExtraColumns } from '../src/lib/calc/formula-columns.ts';
import { buildSheets, placePlan } from '../src/lib/calc/plan-sheets.ts';
import { PlanEngine } from '../src/lib/calc/plan-engine.ts';
import { ficheShape } from '../src/lib/calc/row-shape.ts';
import { cellKey, columnId, type CellKey } from '../src/lib/contract/ids.ts';
import { largeFicheId, largeIndicatorId, largePlan } from '../tests/helpers/large-plan.ts';

export interface Comparison {
  readonly name: string;
  readonly oursMs: number;
  readonly bareMs: number;
  readonly ratio: number;
}

function medianMs(runs: number, run: (index: number) => void): number {
  const times: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const start = performance.now();
    run(index);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

function compare(name: string, oursMs: number, bareMs: number): Comparison {
  return { name, oursMs, bareMs, ratio: oursMs / bareMs };
}

/** The sheets as the engine would build them, filled in. */
function filledSheets(content: ReturnType<typeof largePlan>): Record<string, SheetContent> {
  const places = placePlan(content, noExtraColumns);
  for (const { row } of [...places.fiches, ...places.indicators]) {
    row.sources.forEach((source, column) => {
      if (source !== null) row.setTyped(column, content.cells.get(source.key) ?? null);
    });
  }
  return buildSheets(places, []);
}

export function benchEngine(runs = 200): readonly Comparison[] {
  const content = largePlan();
  const engine = new PlanEngine();
  const sheets = filledSheets(content);
  const loads = 5;
  const builtOurs = medianMs(loads, () => void engine.load(content));
  let bare: HyperFormula = buildEngine(sheets);
  const builtBare = medianMs(loads, () => {
    bare.destroy();
    bare = buildEngine(sheets);
  });

  const edit = (key: CellKey) => (index: number) =>
    void engine.update([{ key, before: null, after: `${2000 + index},5` }]);
  const set = (sheet: number, row: number, col: number) => (index: number) =>
    void bare.setCellContents({ sheet, row, col }, 2000.5 + index);
  const amount = cellKey(largeFicheId(0), columnId('p104'));
  const target = cellKey(largeIndicatorId(30, 60), columnId('target'));
  const indicatorRow = placePlan(content, noExtraColumns).indicators.findIndex(
    ({ id }) => id === largeIndicatorId(30, 60),
  );
  const comparisons = [
    compare('load of 60 × 120', builtOurs, builtBare),
    compare(
      'edit of an amount',
      medianMs(runs, edit(amount)),
      medianMs(runs, set(0, 0, ficheShape.columnOf('p104'))),
    ),
    compare('edit of a target', medianMs(runs, edit(target)), medianMs(runs, set(1, indicatorRow, 1))),
  ];
  engine.destroy();
  bare.destroy();
  return comparisons;
}

/** The largest plan asked for: 10 000 rows, 5 000 of them with a formula. */
const formulaPlanSize = { fiches: 82, indicators: 121 };

/** By the number of the indicator: its own row, another row, a row of the budget, a whole column. */
function formulaAt(ficheIndex: number, index: number): string {
  const fiche = largeFicheId(ficheIndex);
  const other = largeIndicatorId((ficheIndex + 7) % formulaPlanSize.fiches, 2 * (index % 50) + 1);
  switch (index % 8) {
    case 0:
      return `={${fiche}:cout_total}/{${other}:target}`;
    case 2:
      return `=ROUND({${other}:target}*1.05,2)`;
    case 4:
      return `={${fiche}:p104}/SUM({*:p104})`;
    default:
      return `={${other}:target}+{${fiche}:beneficiaires_total}`;
  }
}

export function formulaPlan(): { readonly content: DocumentContent; readonly formulas: number } {
  const base = largePlan(formulaPlanSize);
  const cells = new Map(base.cells);
  let formulas = 0;
  for (let fiche = 0; fiche < formulaPlanSize.fiches; fiche += 1)
    for (let index = 2; index < formulaPlanSize.indicators && formulas < 5_000; index += 2) {
      cells.set(cellKey(largeIndicatorId(fiche, index), columnId('target')), formulaAt(fiche, index));
      formulas += 1;
    }
  return { content: { ...base, cells }, formulas };
}

export function benchFormulas(runs = 40): readonly string[] {
  const { content, formulas } = formulaPlan();
  const engine = new PlanEngine();
  const load = medianMs(3, () => void engine.load(content));
  let answered = 0;
  const edit = (key: CellKey): number =>
    medianMs(runs, (index) => {
      answered = engine.update([{ key, before: null, after: `${3000 + index}` }]).formulas.length;
    });
  const amount = edit(cellKey(largeFicheId(3), columnId('p104')));
  const moved = answered;
  const target = edit(cellKey(largeIndicatorId(3, 1), columnId('target')));
  const formula = medianMs(runs, (index) => {
    engine.update([
      { key: cellKey(largeIndicatorId(3, 2), columnId('target')), before: null, after: `=${index}+1` },
    ]);
  });
  engine.destroy();
  const line = (name: string, ms: number): string => `${name.padEnd(52)} ${ms.toFixed(1)} ms`;
  return [
    line(`load of ${content.rows.size} rows with ${formulas} formulas`, load),
    line(`edit of an amount, ${moved} formulas move`, amount),
    line('edit of a target that others read', target),
    line('another formula', formula),
  ];
}

export function formatComparison({ name, oursMs, bareMs, ratio }: Comparison): string {
  return `${name.padEnd(24)} engine ${oursMs.toFixed(3)} ms, bare HyperFormula ${bareMs.toFixed(3)} ms, ratio ${ratio.toFixed(2)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const comparison of benchEngine()) console.log(formatComparison(comparison));
  for (const line of benchFormulas()) console.log(line);
}
