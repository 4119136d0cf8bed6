// The hands of the grid in Chromium, beside the grid library alone with the same rows and columns in the same run: keys,
// copy, paste and undo of 10 000 cells, scrolling, typing under the edits of others. Run alone with `node bench/hands.ts`.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { buildEngine, inOneGo } from '../src/lib/calc/hyperformula.ts';
import { cellKey, columnId } from '../src/lib/contract/ids.ts';
import type { GridColumn } from '../src/lib/grid/columns.ts';
import { stateAt } from '../src/lib/grid/grid-table.ts';
import { gridTable } from '../tests/helpers/grid-table.ts';
import { largeIndicatorId, largePlan } from '../tests/helpers/large-plan.ts';
import { root } from '../tests/helpers/source-tree.ts';
import { TestClient } from '../tests/helpers/test-client.ts';
import { type BenchServer, openTab, signIn, startBenchServer } from './bench-server.ts';
import { type Measure, formatMeasure, measure, quantile } from './measure.ts';
import { afterKey, timed, type Timed, watchFrames } from './page-timing.ts';
import type { BareGrid } from './pages/bare-grid.ts';

/** 5 000 indicators × target and realised. */
const pastedRows = 5_000;
const rounds = 7;
const windowWidth = 1_280;
const keyRounds = 120;
const frameMs = 1000 / 60;
/** How often the keys of a measure go through a whole frame. */
const phases = 5;
const remoteEditsPerSecond = 200;

/**
 * Key to the frame after it: what the key changed is painted with that frame. The key comes at any moment between two frames;
 * right after a frame, the wait for the next one would hide what the key costs.
 */
async function keyTimes(page: Page, key: string, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round += 1) {
    await page.evaluate(
      (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      20 + (frameMs * round * phases) / count,
    );
    times.push(
      await afterKey<number, null>(
        page,
        key,
        () => {
          const scope = globalThis as unknown as { benchOutcome: Promise<number> };
          scope.benchOutcome = new Promise((resolve) => {
            const hear = (event: Event): void => {
              if (event instanceof KeyboardEvent && event.key === 'Shift') return;
              removeEventListener('keydown', hear, true);
              const pressed = performance.now();
              const { port1, port2 } = new MessageChannel();
              // A message posted in a frame comes after its painting.
              port1.onmessage = () => resolve(performance.now() - pressed);
              requestAnimationFrame(() => port2.postMessage(null));
            };
            addEventListener('keydown', hear, true);
          });
        },
        null,
      ),
    );
  }
  return times;
}

/** Characters typed into an open editor, which is left as it was. */
async function typeTimes(page: Page): Promise<number[]> {
  await page.keyboard.press('Control+Home');
  await page.locator(target(1)).click();
  await page.keyboard.press('1');
  await page.locator('.trame-editor').waitFor();
  const times = await keyTimes(page, '5', keyRounds);
  await page.keyboard.press('Escape');
  await page.locator('.trame-editor').waitFor({ state: 'detached' });
  return times;
}

interface Scrolled {
  readonly fps: number;
  readonly longestMs: number;
}

/** Frames a second while the page scrolls by `step` px each frame, and the longest frame. */
async function scroll(page: Page, selector: string, step: number): Promise<Scrolled> {
  return page.evaluate(
    ([found, by]) =>
      new Promise<Scrolled>((resolve, reject) => {
        const viewport = document.querySelector(String(found));
        if (viewport === null) return reject(new Error('nothing to scroll'));
        viewport.scrollTop = 0;
        const frames: number[] = [];
        const frame = (now: number): void => {
          frames.push(now);
          viewport.scrollTop += Number(by);
          if (frames.length <= 120) requestAnimationFrame(frame);
          else {
            const gaps = frames.slice(1).map((one, index) => one - (frames[index] ?? one));
            resolve({
              fps: (1000 * gaps.length) / ((frames.at(-1) ?? 0) - (frames[0] ?? 0)),
              longestMs: Math.max(...gaps),
            });
          }
        };
        requestAnimationFrame(frame);
      }),
    [selector, step] as const,
  );
}

/** Builds a page of the bench into one script and opens it. */
async function openBenchPage(bench: BenchServer, name: string): Promise<Page> {
  const outDir = mkdtempSync(join(tmpdir(), 'trame-bench-page-'));
  try {
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      define: { 'import.meta.env.DEV': 'false' },
      build: {
        outDir,
        lib: {
          entry: join(root, 'bench', 'pages', `${name}.ts`),
          formats: ['iife'],
          name: 'bench',
          fileName: () => 'page.js',
        },
      },
    });
    const page = await (
      await bench.browser.newContext({ viewport: { width: windowWidth, height: 800 } })
    ).newPage();
    await page.setContent('<!doctype html><div id="grid" class="trame-grid" style="height:680px"></div>');
    for (const file of readdirSync(outDir).filter((name) => name.endsWith('.css')))
      await page.addStyleTag({ content: readFileSync(join(outDir, file), 'utf8') });
    await page.addScriptTag({ content: readFileSync(join(outDir, 'page.js'), 'utf8') });
    return page;
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/**
 * Sets the cells of a sheet as large as the indicators', as the engine's library does it alone: in its own `batch`, and with
 * its evaluation suspended, which spares its undo log.
 */
function bareBatchMs(way: 'batch' | 'suspended'): number {
  const rows = Array.from({ length: 7_200 }, (_, row) => [
    100,
    50,
    `=IF(A${row + 1}>0,B${row + 1}/A${row + 1}*100,0)`,
  ]);
  const engine = buildEngine({ indicators: rows });
  const times: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const start = performance.now();
    const write = (): void => {
      for (let row = 0; row < pastedRows; row += 1)
        engine.setCellContents({ sheet: 0, row, col: 0 }, [[1_000 + round, 500 + round]]);
    };
    if (way === 'batch') engine.batch(write);
    else inOneGo(engine, write);
    times.push(performance.now() - start);
  }
  engine.destroy();
  return quantile(times, 0.5);
}

/** What the tab of indicators shows of the large plan, with its widths in a window of 1 280 px. */
function sameSheet(): { texts: string[][]; widths: number[] } {
  const table = gridTable('indicateurs', largePlan());
  const texts = table.rows.map((_row, row) =>
    table.columns.map((column, index) =>
      column.source.type === 'derived' ? '50,50' : (stateAt(table, row, index)?.text ?? ''),
    ),
  );
  return { texts, widths: table.columns.map(({ width }) => (width * windowWidth) / widthOf(table.columns)) };
}

function widthOf(columns: readonly GridColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}

async function measureBareGrid(
  page: Page,
): Promise<{ focus: number[]; refresh: number[]; scrolled: Scrolled }> {
  await page.evaluate(({ texts, widths }) => {
    const { bareGrid } = globalThis as unknown as { bareGrid: BareGrid };
    const element = document.querySelector<HTMLElement>('#grid');
    if (element === null) throw new Error('no element');
    bareGrid.make(element, texts, widths);
    bareGrid.focus(3, 5);
  }, sameSheet());
  // The mouse rests on a cell, as it does after a click in Trame: each change of the page asks anew what is under it.
  await page.locator('.ag-row[row-index="3"] [col-id="5"]').click();
  await page.locator('.ag-cell-focus').waitFor();
  const focus = await keyTimes(page, 'ArrowDown', keyRounds);
  const refresh: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    refresh.push(
      await page.evaluate(
        ([rows, text]) =>
          new Promise<number>((resolve) => {
            const { bareGrid } = globalThis as unknown as { bareGrid: BareGrid };
            const start = performance.now();
            bareGrid.replace(Number(rows), [5, 6], String(text));
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - start);
            requestAnimationFrame(() => port2.postMessage(null));
          }),
        [pastedRows, `${round}`] as const,
      ),
    );
  return { focus, refresh, scrolled: await scroll(page, '.ag-grid-viewport', 60) };
}

const target = (row: number): string =>
  `.ag-row[row-id="${largeIndicatorId(0, row)}"] [role="gridcell"][col-id="target"]`;
const rate = (row: number): string =>
  `.ag-row[row-id="${largeIndicatorId(0, row)}"] [role="gridcell"][col-id="taux_realisation"]`;

/** Each action of the large plan has 120 indicators, then the hourly cost that is computed: nothing is pasted there. */
function pastedBlock(line: string): string {
  const lines: string[] = [];
  for (let row = 0; row < pastedRows; row += 1) {
    lines.push(line);
    if (row % 120 === 119) lines.push('\t');
  }
  return lines.join('\n');
}

/** A table far larger than a plan's, with and without the hands' overlay. */
async function measureWideGrid(page: Page): Promise<{ alone: Scrolled; selected: Scrolled }> {
  await page.evaluate(() => {
    const { bareGrid } = globalThis as unknown as { bareGrid: BareGrid };
    const element = document.querySelector<HTMLElement>('#grid');
    if (element === null) throw new Error('no element');
    bareGrid.destroy();
    const line = (row: number): string[] => Array.from({ length: 50 }, (_, column) => `${row * 50 + column}`);
    bareGrid.make(
      element,
      Array.from({ length: 10_000 }, (_, row) => line(row)),
      [],
    );
  });
  await page.locator('.ag-row').first().waitFor();
  const alone = await scroll(page, '.ag-grid-viewport', 60);
  await page.evaluate(() => {
    const { bareGrid } = globalThis as unknown as { bareGrid: BareGrid };
    bareGrid.select({ top: 0, bottom: 9_999, left: 2, right: 11 });
  });
  return { alone, selected: await scroll(page, '.ag-grid-viewport', 60) };
}

function scrolls(named: readonly (readonly [name: string, Scrolled])[]): readonly Measure[] {
  return named.map(([name, { fps, longestMs }]) =>
    measure(name, [fps], `longest frame ${longestMs.toFixed(0)} ms`, 'frames/s'),
  );
}

export async function benchHands(): Promise<readonly Measure[]> {
  const bench = await startBenchServer();
  try {
    const barePage = await openBenchPage(bench, 'bare-grid');
    const bare = await measureBareGrid(barePage);
    const wide = await measureWideGrid(barePage);
    const batchMs = bareBatchMs('batch');
    const suspendedMs = bareBatchMs('suspended');

    const context = await bench.browser.newContext({
      locale: 'fr-FR',
      viewport: { width: windowWidth, height: 800 },
    });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: bench.server.url });
    const page = await signIn(context, bench.server.url);
    await openTab(page, `${bench.server.url}/plans/${bench.largeId}/indicateurs`);
    await watchFrames(page);
    await page.locator(`${rate(1)}:not(:empty)`).waitFor();

    await page.locator(target(1)).click();
    const extend = await keyTimes(page, 'Shift+ArrowDown', keyRounds);
    await page.keyboard.press('Control+Home');
    await page.locator(target(1)).click();
    const idle = await keyTimes(page, 'ArrowDown', keyRounds);
    const typedIdle = await typeTimes(page);

    const paste: Timed[] = [];
    const undo: Timed[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      // The rate of the first row tells that the engine has answered: 10 × round of 100.
      const block = pastedBlock(`100\t${round * 10}`);
      await page.evaluate((text) => navigator.clipboard.writeText(text), block);
      await page.keyboard.press('Control+Home');
      await page.locator(target(1)).click();
      paste.push(await timed(page, 'Control+v', `${rate(1)}=>${round * 10},00`));
      await page.locator('[data-save="saved"]').waitFor();
      undo.push(await timed(page, 'Control+z', `${rate(1)}=>50,50`));
      await page.locator('[data-save="saved"]').waitFor();
    }

    await page.keyboard.press('Control+Home');
    await page.locator(target(1)).click();
    await page.evaluate((text) => navigator.clipboard.writeText(text), 'rien');
    const copy: number[] = [];
    await page.keyboard.press('Control+Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    for (let round = 0; round < rounds; round += 1) copy.push(await copyTime(page));
    const scrolled = await scroll(page, '.ag-grid-viewport', 60);

    const cookies = await context.cookies(bench.server.url);
    const client = await TestClient.open({
      url: bench.server.url,
      planId: bench.largeId,
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    });
    let edits = 0;
    const others = setInterval(() => {
      for (let count = 0; count < remoteEditsPerSecond / 20; count += 1) {
        edits += 1;
        const key = cellKey(largeIndicatorId(edits % 60, 1 + (edits % 100)), columnId('target'));
        client.write([{ key, value: String(1_000 + edits) }]);
      }
      client.sendFrame();
    }, 50);
    await page.keyboard.press('Control+Home');
    await page.locator(target(1)).click();
    const busy = await keyTimes(page, 'ArrowDown', keyRounds);
    const typedBusy = await typeTimes(page);
    clearInterval(others);
    await client.close();

    const refreshMs = quantile(bare.refresh, 0.5);
    const ms = (one: Timed): number => one.ms;
    const longest = (all: readonly Timed[]): string => {
      const frames = all.map(({ longestFrameMs }) => longestFrameMs);
      return `longest frame ${quantile(frames, 0.5).toFixed(0)} ms, at most 100; the first time ${frames[0]?.toFixed(0)} ms`;
    };
    const versus = (times: readonly number[], base: number, limit: number): string =>
      `× ${(quantile(times, 0.5) / base).toFixed(2)}, at most ${limit}`;
    const focusMs = quantile(bare.focus, 0.5);
    return [
      measure('the library’s own focus move, painted', bare.focus),
      measure('Shift+arrow to the painted selection', extend, versus(extend, focusMs, 1.3)),
      measure(
        'the library’s own refresh of 10 000 cells',
        bare.refresh,
        `bare HyperFormula batch ${batchMs.toFixed(1)} ms, suspended ${suspendedMs.toFixed(1)} ms`,
      ),
      measure(
        'paste of 10 000 cells, to painted rates',
        paste.map(ms),
        `${versus(paste.map(ms), refreshMs + batchMs, 1.5)}; ${longest(paste)}`,
      ),
      measure(
        'undo of it',
        undo.map(ms),
        `${versus(undo.map(ms), refreshMs + batchMs, 1.5)}; ${longest(undo)}`,
      ),
      measure('copy of 10 000 cells', copy, 'at most 50 ms'),
      measure('arrow key, idle', idle),
      measure(
        `arrow key, ${remoteEditsPerSecond} edits a second by others`,
        busy,
        versus(busy, quantile(idle, 0.5), 1.2),
      ),
      measure('typed character, idle', typedIdle),
      measure(
        `typed character, ${remoteEditsPerSecond} edits a second by others`,
        typedBusy,
        versus(typedBusy, quantile(typedIdle, 0.5), 1.2),
      ),
      ...scrolls([
        ['scroll of the library alone, 60 px a frame', bare.scrolled],
        ['scroll of Trame with 10 000 cells selected', scrolled],
        ['scroll of 10 000 rows × 50 columns, the library alone', wide.alone],
        ['  with a selection of 100 000 cells over it', wide.selected],
      ]),
    ];
  } finally {
    await bench.dispose();
  }
}

/** From the key to the end of its copy event: the clipboard has everything then. */
async function copyTime(page: Page): Promise<number> {
  return afterKey<number, null>(
    page,
    'Control+c',
    () => {
      const scope = globalThis as unknown as { benchOutcome: Promise<number> };
      scope.benchOutcome = new Promise((resolve) => {
        let pressed = 0;
        addEventListener('keydown', () => (pressed = performance.now()), { capture: true });
        addEventListener('copy', () => resolve(performance.now() - pressed), { once: true });
      });
    },
    null,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const one of await benchHands()) console.log(formatMeasure(one));
}
