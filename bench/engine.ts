// What the plan engine costs beside the bare HyperFormula it is made of: the same sheets built from arrays, the same cell
// set. Run alone with `node bench/engine.ts`.
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

export function formatComparison({ name, oursMs, bareMs, ratio }: Comparison): string {
  return `${name.padEnd(24)} engine ${oursMs.toFixed(3)} ms, bare HyperFormula ${bareMs.toFixed(3)} ms, ratio ${ratio.toFixed(2)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const comparison of benchEngine()) console.log(formatComparison(comparison));
}
