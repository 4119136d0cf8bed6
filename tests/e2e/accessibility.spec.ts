// axe finds nothing on any page, in light and dark; the workspace can be used by keyboard alone.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { cell, expect, expectFigure, openTab, saveState, test } from './fixtures.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

async function violations(page: Page): Promise<string[]> {
  // The page's policy refuses added scripts; evaluation by the debugger is not the page's.
  await page.evaluate(axe);
  const result = (await page.evaluate('axe.run(document)')) as AxeResult;
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page (${colorScheme})`, async ({ plan }) => {
    test.slow();
    const { page } = await plan.person('Anne Martin', 'coordinator', { admin: true });
    await page.emulateMedia({ colorScheme });
    const { url } = plan.server;
    for (const path of ['/', '/contracts/new', `/contracts/${plan.contractId}`, '/nulle-part']) {
      await page.goto(url + path);
      expect(await violations(page), path).toEqual([]);
    }
    const other = await plan.person('Jean Lopez', 'viewer');
    await openTab(other.page, plan, 'budget');
    for (const tab of ['budget', 'beneficiaires', 'indicateurs'] as const) {
      await openTab(page, plan, tab);
      await expect(page.getByRole('button', { name: /Jean Lopez/ })).toBeVisible();
      expect(await violations(page), tab).toEqual([]);
    }
    await page.getByRole('button', { name: 'Ajouter un indicateur' }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await violations(page), 'dialog').toEqual([]);
    const signedOut = await (await plan.newContext()).newPage();
    await signedOut.emulateMedia({ colorScheme });
    for (const path of ['/login', '/invitations/inconnue', '/reset/inconnu', '/setup']) {
      await signedOut.goto(url + path);
      expect(await violations(signedOut), path).toEqual([]);
    }
  });
}

test('a cell is reached, filled and left by keyboard alone', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  const second = await plan.ficheId(2);
  await openTab(page, plan, 'budget');
  await cell(page, second, 'row.action').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('47000');
  await page.keyboard.press('Tab');
  await expectFigure(cell(page, second, 'p104'), '47 000');
  await page.keyboard.type('800');
  await page.keyboard.press('Enter');
  await expectFigure(cell(page, second, 'reliquats'), '800');
  // GR54: Enter went back to the column where the Tabs began.
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Delete');
  await expectFigure(cell(page, second, 'reliquats'), '');
  await expect(saveState(page)).toHaveText('Enregistré');
  await page.keyboard.press('F6');
  expect(
    await page.evaluate(() => document.activeElement?.closest('[role="treegrid"], [role="grid"]')),
  ).toBeNull();
});
