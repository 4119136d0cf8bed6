// From a key to what it paints, measured inside the page: the time, and the longest frame on the way.
import type { Page } from '@playwright/test';

export interface Timed {
  /** From the key to the paint that shows its outcome. */
  readonly ms: number;
  /** The longest time between two frames on the way. */
  readonly longestFrameMs: number;
}

/** In every page that is measured: frames, and the time of the key that starts a measure. */
export async function watchFrames(page: Page): Promise<void> {
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

/**
 * Starts what will be measured in the page, presses the key, and gives what came of it. Both steps are waited for: a key that
 * overtakes its watcher would be waited for in vain.
 */
export async function afterKey<Outcome, Argument>(
  page: Page,
  key: string,
  start: (argument: Argument) => void,
  argument: Argument,
): Promise<Outcome> {
  await page.evaluate(start as (argument: unknown) => void, argument);
  await page.keyboard.press(key);
  const outcome = await page.evaluate(() =>
    Promise.race([
      (globalThis as unknown as { benchOutcome: Promise<unknown> }).benchOutcome,
      new Promise((_resolve, reject) =>
        setTimeout(() => reject(new Error('nothing came of the key')), 30_000),
      ),
    ]),
  );
  return outcome as Outcome;
}

/** Presses the key and waits until `condition` (`selector` or `selector=>text`) holds at a frame, and one more frame. */
export async function timed(page: Page, key: string, condition: string): Promise<Timed> {
  return afterKey(
    page,
    key,
    (wanted: string) => {
      const scope = globalThis as unknown as {
        benchFrames: { pressed: number; longest: number };
        benchOutcome: Promise<Timed>;
      };
      const [selector = '', text] = wanted.split('=>');
      const watch = scope.benchFrames;
      watch.pressed = 0;
      scope.benchOutcome = new Promise((resolve) => {
        const check = (): void => {
          const element = document.querySelector(selector);
          const isThere =
            text === undefined ? element !== null : element?.textContent?.replaceAll(/\s/g, '') === text;
          if (watch.pressed > 0 && isThere)
            requestAnimationFrame(() =>
              resolve({ ms: performance.now() - watch.pressed, longestFrameMs: watch.longest }),
            );
          else requestAnimationFrame(check);
        };
        requestAnimationFrame(check);
      });
    },
    condition,
  );
}
