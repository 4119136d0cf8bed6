// Takes the README's screenshots of the real program on the Metz example, with a second person in it:
// `node scripts/take-screenshots.ts`. Playwright's own fixtures are not needed: one server, two browsers, three tabs.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { type ServerProcess, startServer } from '../tests/helpers/server-process.ts';
import { root } from '../tests/helpers/source-tree.ts';
import { findChromium } from './chromium.mjs';

const folder = join(root, 'docs', 'screenshots');
const password = 'une phrase assez longue';
const tabs = ['budget', 'beneficiaires', 'indicateurs'] as const;

async function openPlan(
  browser: Browser,
  server: ServerProcess,
  email: string,
  address: string,
): Promise<Page> {
  const context = await browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/login?next=${encodeURIComponent(address)}`);
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.locator('[data-save="saved"]').waitFor();
  await page.getByRole('gridcell').first().waitFor();
  // The engine's first answer: without it no derived figure is there.
  await page.getByText('reste', { exact: false }).first().waitFor();
  return page;
}

const found = await findChromium();
if (found === null) throw new Error('no Chromium: run npm test once');
const server = await startServer();
const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
try {
  const people = [
    ['anne.martin@ville.example', 'Anne Martin'],
    ['jean.lopez@ccas.example', 'Jean Lopez'],
  ] as const;
  for (const [email, name] of people)
    await server.trame(['user', 'add', email, '--name', name, '--password-stdin'], `${password}\n`);
  const output = await server.trame(['contract', 'load-example', 'metz', '--json']);
  const { contractId, planId } = JSON.parse(output) as { contractId: string; planId: string };
  const invitation = await server.trame([
    'invite',
    '--contract',
    contractId,
    '--role',
    'coordinator',
    '--json',
  ]);
  const link = new URL(/https?:[^\s"]+/.exec(invitation)?.[0] ?? '');

  const [anne] = people[0];
  const [jean] = people[1];
  const context = await browser.newContext({ locale: 'fr-FR' });
  const joining = await context.newPage();
  await joining.goto(`${server.url}/login?next=${encodeURIComponent(link.pathname)}`);
  await joining.getByLabel('Adresse électronique').fill(jean);
  await joining.getByLabel('Mot de passe', { exact: true }).fill(password);
  await joining.getByRole('button', { name: 'Se connecter' }).click();
  await joining.getByRole('button', { name: 'Rejoindre le contrat' }).click();
  await joining.waitForURL((address) => !address.pathname.startsWith('/invitations/'));

  mkdirSync(folder, { recursive: true });
  const cells = { budget: 'p104', beneficiaires: 'beneficiaires_total', indicateurs: 'target' };
  for (const tab of tabs) {
    const address = `/plans/${planId}/${tab}`;
    const other = await openPlan(browser, server, jean, address);
    const own = await openPlan(browser, server, anne, address);
    await other.locator(`.ag-row [role="gridcell"][col-id="${cells[tab]}"]`).nth(4).click();
    await own.locator('.trame-peer').first().waitFor();
    await own.screenshot({ path: join(folder, `${tab}.png`) });
    await own.context().close();
    await other.context().close();
  }
} finally {
  await browser.close();
  await server.dispose();
}
