// The help on formulas, as somebody reads it who knows Excel and not Trame.
import { formulaFunctions } from '../../src/lib/calc/formula/functions.ts';
import { violations } from '../helpers/axe.ts';
import { expect, openTab, test } from './fixtures.ts';

test('FO110 every function has its place; the search finds it without accents; axe finds nothing', async ({
  plan,
}) => {
  const context = await plan.newContext();
  const page = await context.newPage();
  // Without an account: it holds no data.
  await page.goto(`${plan.server.url}/aide/formules#MOYENNE.SI`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Écrire des formules');
  for (const { frenchName } of formulaFunctions)
    await expect(page.locator(`[id="${frenchName}"]`)).toHaveCount(1);
  await expect(page.locator('[id="MOYENNE.SI"]')).toBeInViewport();
  expect(await violations(page)).toEqual([]);
  const search = page.getByRole('searchbox', { name: 'Chercher une fonction' });
  await search.fill('mediane');
  await expect(page.getByRole('status')).toHaveText('1 fonction');
  await search.fill('arrondit eloignant');
  await expect(page.locator('[id="ARRONDI.SUP"]')).toBeVisible();
  await search.fill('AVERAGEIF');
  await expect(page.locator('[id="MOYENNE.SI"]')).toBeVisible();
  await search.fill('zzz');
  await expect(page.getByRole('status')).toHaveText('Aucune fonction ne correspond.');
  await page.emulateMedia({ colorScheme: 'dark' });
  await search.fill('');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /English|EN/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Writing formulas');
  await expect(page.locator('[id="SOMME"]')).toContainText('Adds numbers or a column.');
});

test('FO110 the bar and the help of keys lead there', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: /Aide sur les formules/ }).click();
  await expect((await opened).getByRole('heading', { level: 1 })).toHaveText('Écrire des formules');
});
