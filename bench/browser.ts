// What people feel, measured in Chromium on the real server: an edit's way to the other screen and to the totals of one's
// own, the opening of a large plan, the weight of the grid's page. Run alone with `node bench/browser.ts`.
import { pathToFileURL } from 'node:url';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import * as Y from 'yjs';
import type { PlanId, RowId } from '../src/lib/contract/ids.ts';
import { applyCells, applyRows } from '../src/lib/document/apply.ts';
import { openStore } from '../server/store/store.ts';
import { largePlan } from '../tests/helpers/large-plan.ts';
import { type ServerProcess, startServer } from '../tests/helpers/server-process.ts';
import { root } from '../tests/helpers/source-tree.ts';
import { findChromium } from '../scripts/chromium.mjs';

export interface Measure {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  readonly unit: string;
  readonly note: string;
}

const password = 'une phrase assez longue';
const email = 'mesure@ville.example';

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function measure(name: string, values: readonly number[], note = '', unit = 'ms'): Measure {
  return { name, p50: quantile(values, 0.5), p95: quantile(values, 0.95), unit, note };
}

export function formatMeasure({ name, p50, p95, unit, note }: Measure): string {
  const figures =
    unit === 'ms' ? `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms` : `${p50.toFixed(1)} ${unit}`;
  return `${name.padEnd(48)} ${figures}${note === '' ? '' : `   (${note})`}`;
}

/** Writes the rows and cells of the large plan into a plan that exists, while no server runs. Returns the document's bytes. */
function fillLargePlan(dataDir: string, planId: PlanId): Uint8Array {
  const opened = openStore(join(dataDir, 'trame.db'));
  if (!opened.ok) throw new Error(`the bench's database: ${opened.code}`);
  const store = opened.value;
  const { planStore } = store;
  const loaded = planStore.load(planId);
  if (!loaded.ok) throw new Error(`the bench's plan: ${loaded.code}`);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, loaded.value.snapshot);
  const before = Y.encodeStateVector(doc);
  const { rows, cells } = largePlan();
  applyRows(doc, rows.values(), null, null);
  applyCells(
    doc,
    [...cells].map(([key, value]) => ({ key, value })),
    null,
  );
  const at = Date.now();
  planStore.commit({
    planId,
    epoch: loaded.value.epoch,
    at,
    update: Y.encodeStateAsUpdate(doc, before),
    audit: [],
    leaseFrames: [],
    rows: [...rows.values()],
    commands: [],
  });
  store.close();
  return Y.encodeStateAsUpdate(doc);
}

async function signIn(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL((address) => address.pathname !== '/login');
  return page;
}

async function openTab(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('[data-save="saved"]').waitFor();
  await page.getByRole('gridcell').first().waitFor();
}

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
  const found = await findChromium();
  if (found === null) throw new Error('no Chromium; run npm test once');
  const server: ServerProcess = await startServer({ NODE_ENV: 'production' });
  const browser = await chromium.launch({
    executablePath: found.path,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    await server.trame(['user', 'add', email, '--name', 'Mesure', '--password-stdin'], `${password}\n`);
    const metz = JSON.parse(await server.trame(['contract', 'load-example', 'metz', '--json'])) as {
      planId: PlanId;
    };
    const axes = [1, 2, 3, 4, 5, 6].flatMap((number) => ['--axis', `Axe ${number}`]);
    const large = JSON.parse(
      await server.trame([
        'contract',
        'create',
        '--title',
        'Grand contrat',
        '--exercise',
        '2024-2025',
        '--envelope',
        '10000000',
        ...axes,
        '--json',
      ]),
    ) as { planId: PlanId };
    await server.stop();
    const bytes = fillLargePlan(server.dataDir, large.planId);
    await server.restart();

    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } });
    const author = await signIn(context, server.url);
    const state = join(server.dataDir, 'browser-state.json');
    await context.storageState({ path: state });
    const other = await (
      await browser.newContext({ storageState: state, viewport: { width: 1280, height: 800 } })
    ).newPage();
    const address = (planId: string): string => `${server.url}/plans/${planId}/budget`;
    await openTab(author, address(metz.planId));
    await openTab(other, address(metz.planId));
    const rowId = (await author
      .locator('.ag-row[row-id]:has([col-id="p104"])')
      .nth(1)
      .getAttribute('row-id')) as RowId;

    await watchEnter(author);
    await watchPaint(other, cellSelector(rowId, 'p104'));
    const toOther = await editTimes(author, other, rowId, rounds);
    await watchPaint(author, totalSelector('p104'));
    const toTotal = await editTimes(author, author, rowId, rounds);

    const empty = await openingTimes(browser, state, address(metz.planId), 5);
    const opening = await openingTimes(browser, state, address(large.planId), 5);
    const start = performance.now();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, bytes);
    const bare = performance.now() - start;
    const weight = await pageWeight(browser, state, address(metz.planId));
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
    await browser.close();
    await server.dispose();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const one of await benchBrowser()) console.log(formatMeasure(one));
}
