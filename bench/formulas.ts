// A plan of 10 000 rows with 5 000 formulas in Chromium: from the key that keeps an edit to the paint of the total it moves, and
// the longest frame meanwhile. Run alone with `node bench/formulas.ts`.
import { pathToFileURL } from 'node:url';
import { openTab, signIn, startBenchServer } from './bench-server.ts';
import { formulaPlan } from './engine.ts';
import { formatMeasure, measure, type Measure } from './measure.ts';
import { timed, type Timed, watchFrames } from './page-timing.ts';
import { columnId, cellKey } from '../src/lib/contract/ids.ts';
import { numberOf } from '../src/lib/contract/parse.ts';
import { formatNumber } from '../src/lib/i18n/number-format.ts';
import { largeFicheId } from '../tests/helpers/large-plan.ts';

const rounds = 15;

export async function benchFormulaPlan(): Promise<readonly Measure[]> {
  const { content, formulas } = formulaPlan();
  const bench = await startBenchServer(content);
  try {
    const context = await bench.browser.newContext({
      locale: 'fr-FR',
      viewport: { width: 1_280, height: 800 },
    });
    const page = await signIn(context, bench.server.url);
    await openTab(page, `${bench.server.url}/plans/${bench.largeId}/budget`);
    const total = '.ag-row-pinned [col-id="p104"]';
    await page.locator(`${total}:not(:empty)`).waitFor();
    await watchFrames(page);
    const column = columnId('p104');
    const amount = (key: Parameters<typeof content.cells.get>[0]): number =>
      numberOf('money', content.cells.get(key) ?? null) ?? 0;
    const edited = cellKey(largeFicheId(0), column);
    let others = 0;
    for (const key of content.cells.keys())
      if (key.endsWith(':p104') && key !== edited) others += amount(key);
    const times: Timed[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const typed = 2_000 + round;
      await page.locator(`.ag-row[row-id="${largeFicheId(0)}"] [col-id="p104"]`).click();
      await page.keyboard.type(String(typed));
      const shown = formatNumber(others + typed, 'money').replaceAll(/\s/g, '');
      times.push(await timed(page, 'Enter', `${total}=>${shown}`));
      await page.locator('[data-save="saved"]').waitFor();
    }
    const note = `${content.rows.size} rows, ${formulas} formulas`;
    return [
      measure(
        'an amount to its painted total',
        times.map(({ ms }) => ms),
        `${note}; at most 100 ms`,
      ),
      measure(
        'the longest frame meanwhile',
        times.map(({ longestFrameMs }) => longestFrameMs),
        'at most 50 ms',
      ),
    ];
  } finally {
    await bench.dispose();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const one of await benchFormulaPlan()) console.log(formatMeasure(one));
