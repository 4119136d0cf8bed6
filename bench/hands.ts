// The hands of the grid in Chromium, beside the grid library alone with the same rows and columns in the same run: keys,
// copy, paste and undo of 10 000 cells, scrolling, typing under the edits of others. Run alone with `node bench/hands.ts`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { buildEngine } from '../src/lib/calc/hyperformula.ts';
import { cellKey, columnId } from '../src/lib/contract/ids.ts';
import { largeIndicatorId } from '../tests/helpers/large-plan.ts';
import { root } from '../tests/helpers/source-tree.ts';
import { TestClient } from '../tests/helpers/test-client.ts';
import { type BenchServer, openTab, signIn, startBenchServer } from './bench-server.ts';
import { type Measure, formatMeasure, measure, quantile } from './measure.ts';
import type { BareGrid } from './pages/bare-grid.ts';

/** 5 000 indicators × target and realised. */
const pastedRows = 5_000;
const rounds = 7;
const keyRounds = 60;
const remoteEditsPerSecond = 200;

interface Timed {
  /** From the key to the paint that shows its outcome. */
  readonly ms: number;
  /** The longest time between two frames on the way. */
  readonly longestFrameMs: number;
}

/** In every page that is measured: frames, and the time of the key that starts a measure. */
async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = { pressed: 0, longest: 0, last: 0 };
    Object.assign(globalThis, { benchFrames: watch });
    addEventListener(
      'keydown',
      (event: Event) => {
        if (event instanceof KeyboardEvent && (event.key === 'Control' || event.key === 'Shift')) return;
        watch.pressed = performance.now();
        watch.last = performance.now();
        watch.longest = 0;
      },
      true,
    );
    const frame = (): void => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Presses the key and waits until `isDone` (evaluated in the page at each frame) and one more frame. */
async function timed(page: Page, key: string, isDone: string): Promise<Timed> {
  const done = page.evaluate(
    (condition) =>
      new Promise<Timed>((resolve) => {
        const watch = (globalThis as unknown as { benchFrames: { pressed: number; longest: number } })
          .benchFrames;
        watch.pressed = 0;
        // The condition is ours, and there is no other way to hand a function into a page whose policy forbids scripts.
        const check = (): void => {
          const [selector, text] = condition.split('=>');
          const present = document.querySelector(selector ?? '')?.textContent?.replaceAll(/\s/g, '') ?? '';
          const isThere =
            text === undefined ? document.querySelector(selector ?? '') !== null : present === text;
          if (watch.pressed > 0 && isThere)
            requestAnimationFrame(() =>
              resolve({ ms: performance.now() - watch.pressed, longestFrameMs: watch.longest }),
            );
          else requestAnimationFrame(check);
        };
        requestAnimationFrame(check);
      }),
    isDone,
  );
  await page.keyboard.press(key);
  return done;
}

/** Key to the frame after it: what the key changed is painted with that frame. */
async function keyTimes(page: Page, key: string, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const painted = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          addEventListener(
            'keydown',
            () => {
              const pressed = performance.now();
              const { port1, port2 } = new MessageChannel();
              // A message posted in a frame comes after its painting.
              port1.onmessage = () => resolve(performance.now() - pressed);
              requestAnimationFrame(() => port2.postMessage(null));
            },
            { capture: true, once: true },
          );
        }),
    );
    await page.keyboard.press(key);
    times.push(await painted);
  }
  return times;
}

/** Frames a second while the page scrolls by `step` px each frame, and the longest frame. */
async function scroll(
  page: Page,
  selector: string,
  step: number,
): Promise<{ fps: number; longestMs: number }> {
  return page.evaluate(
    ([found, by]) =>
      new Promise<{ fps: number; longestMs: number }>((resolve, reject) => {
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
    const page = await (await bench.browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    await page.setContent('<!doctype html><div id="grid" style="height:760px"></div>');
    await page.addScriptTag({ content: readFileSync(join(outDir, 'page.js'), 'utf8') });
    return page;
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** Sets the cells of a sheet as large as the indicators' in one batch, as the engine's library does it alone. */
function bareBatchMs(): number {
  const rows = Array.from({ length: 7_200 }, (_, row) => [
    100,
    50,
    `=IF(A${row + 1}>0,B${row + 1}/A${row + 1}*100,0)`,
  ]);
  const engine = buildEngine({ indicators: rows });
  const times: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const start = performance.now();
    engine.batch(() => {
      for (let row = 0; row < pastedRows; row += 1)
        engine.setCellContents({ sheet: 0, row, col: 0 }, [[1_000 + round, 500 + round]]);
    });
    times.push(performance.now() - start);
  }
  engine.destroy();
  return quantile(times, 0.5);
}

async function measureBareGrid(
  page: Page,
): Promise<{ focus: number[]; refresh: number[]; fps: number; longestMs: number }> {
  await page.evaluate(() => {
    const { bareGrid } = globalThis as unknown as { bareGrid: BareGrid };
    const element = document.querySelector<HTMLElement>('#grid');
    if (element === null) throw new Error('no element');
    bareGrid.make(
      element,
      Array.from({ length: 7_260 }, (_, row) =>
        Array.from({ length: 9 }, (_cell, column) => `${row} · ${column}`),
      ),
      0,
    );
    bareGrid.focus(3, 5);
  });
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
  return { focus, refresh, ...(await scroll(page, '.ag-grid-viewport', 60)) };
}

const target = (row: number): string =>
  `.ag-row[row-id="${largeIndicatorId(0, row)}"] [role="gridcell"][col-id="target"]`;
const rate = (row: number): string =>
  `.ag-row[row-id="${largeIndicatorId(0, row)}"] [role="gridcell"][col-id="taux_realisation"]`;

export async function benchHands(): Promise<readonly Measure[]> {
  const bench = await startBenchServer();
  try {
    const bare = await measureBareGrid(await openBenchPage(bench, 'bare-grid'));
    const batchMs = bareBatchMs();

    const context = await bench.browser.newContext({
      locale: 'fr-FR',
      viewport: { width: 1280, height: 800 },
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

    const paste: Timed[] = [];
    const undo: Timed[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      // The rate of the first row tells that the engine has answered: 10 × round of 100.
      const block = Array.from({ length: pastedRows }, () => `100\t${round * 10}`).join('\n');
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
    clearInterval(others);
    await client.close();

    const refreshMs = quantile(bare.refresh, 0.5);
    const ms = (one: Timed): number => one.ms;
    const longest = (all: readonly Timed[]): string =>
      `longest frame ${Math.max(...all.map(({ longestFrameMs }) => longestFrameMs)).toFixed(0)} ms, at most 100`;
    const versus = (times: readonly number[], base: number, limit: number): string =>
      `× ${(quantile(times, 0.5) / base).toFixed(2)}, at most ${limit}`;
    const focusMs = quantile(bare.focus, 0.5);
    return [
      measure('the library’s own focus move, painted', bare.focus),
      measure('Shift+arrow to the painted selection', extend, versus(extend, focusMs, 1.3)),
      measure(
        'the library’s own refresh of 10 000 cells',
        bare.refresh,
        `bare HyperFormula batch ${batchMs.toFixed(1)} ms`,
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
      measure(
        'scroll of the library alone, 60 px a frame',
        [bare.fps],
        `longest frame ${bare.longestMs.toFixed(0)} ms`,
        'frames/s',
      ),
      measure(
        'scroll of Trame with 10 000 cells selected',
        [scrolled.fps],
        `longest frame ${scrolled.longestMs.toFixed(0)} ms`,
        'frames/s',
      ),
    ];
  } finally {
    await bench.dispose();
  }
}

/** From the key to the end of its copy event: the clipboard has everything then. */
async function copyTime(page: Page): Promise<number> {
  const copied = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let pressed = 0;
        addEventListener('keydown', () => (pressed = performance.now()), { capture: true, once: true });
        addEventListener('copy', () => resolve(performance.now() - pressed), { once: true });
      }),
  );
  await page.keyboard.press('Control+c');
  return copied;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const one of await benchHands()) console.log(formatMeasure(one));
}
