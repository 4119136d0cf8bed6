// What the browser benches start from: the real server with the Metz example and a plan of 60 × 120, a Chromium, an account.
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import * as Y from 'yjs';
import type { PlanId } from '../src/lib/contract/ids.ts';
import type { DocumentContent } from '../src/lib/document/read.ts';
import { applyCells, applyRows } from '../src/lib/document/apply.ts';
import { openStore } from '../server/store/store.ts';
import { largePlan } from '../tests/helpers/large-plan.ts';
import { type ServerProcess, startServer } from '../tests/helpers/server-process.ts';
import { findChromium } from '../scripts/chromium.mjs';

const password = 'une phrase assez longue';
const email = 'mesure@ville.example';

export interface BenchServer {
  readonly server: ServerProcess;
  readonly browser: Browser;
  readonly metzId: PlanId;
  readonly largeId: PlanId;
  /** The large plan's document, encoded. */
  readonly bytes: Uint8Array;
  dispose(): Promise<void>;
}

/** Writes the rows and cells of the large plan into a plan that exists, while no server runs. Returns the document's bytes. */
function fillLargePlan(dataDir: string, planId: PlanId, { rows, cells }: DocumentContent): Uint8Array {
  const opened = openStore(join(dataDir, 'trame.db'));
  if (!opened.ok) throw new Error(`the bench's database: ${opened.code}`);
  const store = opened.value;
  const { planStore } = store;
  const loaded = planStore.load(planId);
  if (!loaded.ok) throw new Error(`the bench's plan: ${loaded.code}`);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, loaded.value.snapshot);
  const before = Y.encodeStateVector(doc);
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

export async function signIn(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL((address) => address.pathname !== '/login');
  return page;
}

export async function openTab(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('[data-save="saved"]').waitFor();
  await page.getByRole('gridcell').first().waitFor();
}

export async function startBenchServer(content: DocumentContent = largePlan()): Promise<BenchServer> {
  const found = await findChromium();
  if (found === null) throw new Error('no Chromium; run npm test once');
  const server: ServerProcess = await startServer({ NODE_ENV: 'production' });
  const browser = await chromium.launch({
    executablePath: found.path,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  const dispose = async (): Promise<void> => {
    await browser.close();
    await server.dispose();
  };
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
    const bytes = fillLargePlan(server.dataDir, large.planId, content);
    await server.restart();
    return { server, browser, metzId: metz.planId, largeId: large.planId, bytes, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
