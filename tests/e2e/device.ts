// A person's own computer: a browser with a profile on disk, closed and opened again, and with the service worker on.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import config from '../../playwright.config.ts';
import { type MetzPlan, openTab, test } from './fixtures.ts';

export class Device {
  readonly #profile: string;
  #context: BrowserContext | null = null;

  private constructor(profile: string) {
    this.#profile = profile;
  }

  static async make(): Promise<Device> {
    return new Device(await mkdtemp(join(tmpdir(), 'trame-profile-')));
  }

  get context(): BrowserContext {
    if (this.#context === null) throw new Error('the browser is closed');
    return this.#context;
  }

  async open(): Promise<Page> {
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      ...config.use?.launchOptions,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      viewport: { width: 1280, height: 800 },
      serviceWorkers: 'allow',
    });
    this.#context.setDefaultTimeout(15_000);
    return this.#context.pages()[0] ?? this.#context.newPage();
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  async dispose(): Promise<void> {
    await this.close();
    await rm(this.#profile, { recursive: true, force: true });
  }
}

export const offlineTest = test.extend<{ device: Device }>({
  device: async ({ browserName: _ }, use) => {
    const device = await Device.make();
    await use(device);
    await device.dispose();
  },
});

/** Opens a tab of a plan and waits until this device could open it without network. */
export async function keepPlan(page: Page, plan: MetzPlan, tab: 'budget' | 'indicateurs'): Promise<void> {
  await openTab(page, plan, tab);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await expect.poll(() => keptCopies(page)).toBeGreaterThan(0);
}

/** How many plans this browser keeps a whole copy of, whoever they are for. */
export function keptCopies(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).flatMap(({ name }) =>
      name?.startsWith('trame:') ? [name] : [],
    );
    const counts = await Promise.all(
      names.map(
        (name) =>
          new Promise<number>((resolve) => {
            const request = indexedDB.open(name);
            request.onsuccess = () => {
              const database = request.result;
              const count = database.transaction('confirmed').objectStore('confirmed').count();
              count.onsuccess = () => {
                database.close();
                resolve(count.result);
              };
            };
          }),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  });
}

/** Until the page has noted that the server said so: it comes to life after it is drawn. */
export async function nobodyNoted(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          new Promise((resolve, reject) => {
            const request = indexedDB.open('trame-device');
            request.onerror = () => reject(request.error ?? new Error('no database'));
            request.onsuccess = () => {
              const database = request.result;
              const read = database.transaction('device').objectStore('device').get('record');
              read.onsuccess = () => {
                database.close();
                resolve((read.result as { readonly person: unknown }).person);
              };
            };
          }),
      ),
    )
    .toBeNull();
}
