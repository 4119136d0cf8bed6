// What people feel, measured in Chromium on the real server: an edit's way to the other screen and to the totals of one's
// own, the opening of a large plan, the weight of the grid's page. Run alone with `node bench/browser.ts`.
import { pathToFileURL } from 'node:url';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import * as Y from 'yjs';
import type { RowId } from '../src/lib/contract/ids.ts';
import { root } from '../tests/helpers/source-tree.ts';
import { openTab, signIn, startBenchServer } from './bench-server.ts';
import { formatMeasure, type Measure, measure } from './measure.ts';

const cellSelector = (rowId: string, column: string): string =>
  `.ag-row[row-id="${rowId}"] [role="gridcell"][col-id="${column}"]`;
const totalSelector = (column: string): string => `.ag-row-pinned [role="gridcell"][col-id="${column}"]`;

/** Notes, in the page, when the watched element was painted with a new text; times are comparable between pages. */
async function watchPaint(page: Page, selector: string): Promise<void> {
  await page.evaluate((watched) => {
    const now = (): number => performance.timeOrigin + performance.now();
    const state = { painted: 0 };
    Object.assign(globalThis, { benchPaint: state });
    const element = document.querySelector(watched);
    if (element === null) throw new Error(`nothing to watch: ${watched}`);
    const host = element.parentElement ?? element;
    let text = element.textContent;
    new MutationObserver(() => {
      const present = document.querySelector(watched)?.textContent ?? '';
      if (present === text) return;
      text = present;
      requestAnimationFrame(() => (state.painted = now()));
    }).observe(host, { subtree: true, childList: true, characterData: true });
  }, selector);
}

async function lastPaint(page: Page, after: number): Promise<number> {
  const handle = await page.waitForFunction((since) => {
    const { painted } = (globalThis as unknown as { benchPaint: { painted: number } }).benchPaint;
    return painted > since ? painted : null;
  }, after);
  return Number(await handle.jsonValue());
}

async function watchEnter(page: Page): Promise<void> {
  await page.evaluate(() => {
    const state = { pressed: 0 };
    Object.assign(globalThis, { benchKey: state });
    addEventListener(
      'keydown',
      (event: Event) => {
        if (event instanceof KeyboardEvent && event.key === 'Enter')
          state.pressed = performance.timeOrigin + performance.now();
      },
      true,
    );
  });
}

async function editTimes(author: Page, watcher: Page, rowId: string, rounds: number): Promise<number[]> {
  const times: number[] = [];
  const selector = cellSelector(rowId, 'p104');
  for (let round = 0; round < rounds; round += 1) {
    await author.locator(selector).click();
    await author.keyboard.type(String(50_000 + round));
    await author.keyboard.press('Enter');
    const pressed = await author.evaluate(
      () => (globalThis as unknown as { benchKey: { pressed: number } }).benchKey.pressed,
    );
    times.push((await lastPaint(watcher, pressed)) - pressed);
  }
  return times;
}

async function openingTimes(
  browser: Browser,
  state: string,
  address: string,
  rounds: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const context = await browser.newContext({ storageState: state, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    await page.locator('[data-save="saved"]').waitFor();
    await page.locator('.ag-row-pinned [role="gridcell"][col-id="cout_total"]:not(:empty)').first().waitFor();
    times.push(performance.now() - start);
    await context.close();
  }
  return times;
}

/** Bytes over the wire (compressed) of everything the grid's page loads but its worker, by kind. */
async function pageWeight(
  browser: Browser,
  state: string,
  address: string,
): Promise<{ page: number; font: number }> {
  const context = await browser.newContext({ storageState: state });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const fonts = new Set<string>();
  const bytes = { page: 0, font: 0 };
  network.on('Network.responseReceived', ({ requestId, response }) => {
    if (/\.woff2(\?|$)/.test(response.url)) fonts.add(requestId);
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[fonts.has(requestId) ? 'font' : 'page'] += encodedDataLength;
  });
  await openTab(page, address);
  await context.close();
  return bytes;
}

/** The worker loads in a target of its own, which the page's network does not show: its file as the server sends it. */
function workerWeight(): number {
  const folder = join(root, 'build', 'client');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /worker.*\.js\.br$/.test(file),
  );
  return files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}

export async function benchBrowser(rounds = 40): Promise<readonly Measure[]> {
  const bench = await startBenchServer();
  const { server, browser, bytes, metzId, largeId } = bench;
  try {
    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } });
    const author = await signIn(context, server.url);
    const state = join(server.dataDir, 'browser-state.json');
    await context.storageState({ path: state });
    const other = await (
      await browser.newContext({ storageState: state, viewport: { width: 1280, height: 800 } })
    ).newPage();
    const address = (planId: string): string => `${server.url}/plans/${planId}/budget`;
    await openTab(author, address(metzId));
    await openTab(other, address(metzId));
    const rowId = (await author
      .locator('.ag-row[row-id]:has([col-id="p104"])')
      .nth(1)
      .getAttribute('row-id')) as RowId;

    await watchEnter(author);
    await watchPaint(other, cellSelector(rowId, 'p104'));
    const toOther = await editTimes(author, other, rowId, rounds);
    await watchPaint(author, totalSelector('p104'));
    const toTotal = await editTimes(author, author, rowId, rounds);

    const empty = await openingTimes(browser, state, address(metzId), 5);
    const opening = await openingTimes(browser, state, address(largeId), 5);
    const start = performance.now();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, bytes);
    const bare = performance.now() - start;
    const weight = await pageWeight(browser, state, address(metzId));
    const kilobytes = (count: number): number => count / 1000;
    return [
      measure(
        'key to the other screen, painted (Chromium)',
        toOther,
        'bare relay of the same bytes: see above',
      ),
      measure(
        'key to the total on one’s own screen, painted',
        toTotal,
        'bare HyperFormula update: see above',
      ),
      measure('opening 11 actions, to painted totals', empty),
      measure(
        'opening 60 actions × 120 indicators, to totals',
        opening,
        `${kilobytes(bytes.length).toFixed(0)} kB document; bare Y.applyUpdate of it in Node ${bare.toFixed(0)} ms`,
      ),
      measure(
        'weight of the grid’s page over the wire',
        [kilobytes(weight.page)],
        'at most 400 kB, font and worker apart',
        'kB',
      ),
      measure('  its fonts', [kilobytes(weight.font)], '', 'kB'),
      measure('  its worker (HyperFormula)', [kilobytes(workerWeight())], '', 'kB'),
    ];
  } finally {
    await bench.dispose();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const one of await benchBrowser()) console.log(formatMeasure(one));
}
