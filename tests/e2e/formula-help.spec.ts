// The help on formulas as a page: open to anybody, whole, searchable, printable, in both languages.
import type { Locator, Page } from '@playwright/test';
import { formulaFunctions } from '../../src/lib/calc/formula/functions.ts';
import { violations } from '../helpers/axe.ts';
import { cell, expect, openTab, test } from './fixtures.ts';

const all = formulaFunctions.length;
const functions = (page: Page): Locator => page.locator('[data-function]:visible');
const search = (page: Page): Locator => page.getByRole('searchbox', { name: 'Rechercher une fonction' });

test('FO111 the page has every function of the table, and a name in its address leads to one', async ({
  page,
  plan,
}) => {
  await page.goto(`${plan.server.url}/aide/formules#MOYENNE.SI`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Aide sur les formules');
  await expect(page.locator('[id="MOYENNE.SI"]')).toBeInViewport();
  const ids = await functions(page).evaluateAll((entries) => entries.map(({ id }) => id));
  expect(ids).toEqual(formulaFunctions.map(({ frenchName }) => frenchName));
  await page.getByRole('navigation', { name: 'Sommaire' }).getByRole('link', { name: 'Dates' }).click();
  await expect(page.getByRole('heading', { name: 'Dates' })).toBeInViewport();
});

test('FO112 the search finds by any name and by what it does, without accents, and says how many', async ({
  page,
  plan,
}) => {
  await page.goto(`${plan.server.url}/aide/formules`);
  const shown = page.getByRole('status');
  await search(page).fill('moyenne');
  await expect(functions(page)).toHaveCount(2);
  await expect(page.locator('#MOYENNE')).toBeVisible();
  await expect(page.locator('[id="MOYENNE.SI"]')).toBeVisible();
  await expect(shown).toHaveText(`2 fonctions sur ${all}.`);
  await search(page).fill('averageif');
  await expect(shown).toHaveText(`1 fonction sur ${all}.`);
  await search(page).fill('médiane');
  await expect(page.locator('#MEDIANE')).toBeVisible();
  await search(page).fill('eleve puissance');
  await expect(page.locator('#PUISSANCE')).toBeVisible();
  await search(page).fill('recherchev');
  await expect(functions(page)).toHaveCount(0);
  await expect(shown).toContainText('Aucune fonction ne répond à cette recherche.');
});

test('FO112 without JavaScript the whole list is there, and the search is a form', async ({
  browser,
  plan,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`${plan.server.url}/aide/formules`);
  await expect(functions(page)).toHaveCount(all);
  await search(page).fill('moyenne');
  await search(page).press('Enter');
  await expect(page).toHaveURL(/\?q=moyenne$/);
  await expect(functions(page)).toHaveCount(2);
  await expect(search(page)).toHaveValue('moyenne');
  await context.close();
});

test('FO113 on paper there are all functions, whatever is searched for, and no search', async ({
  page,
  plan,
}) => {
  await page.goto(`${plan.server.url}/aide/formules?q=moyenne`);
  await expect(functions(page)).toHaveCount(2);
  await page.emulateMedia({ media: 'print' });
  await expect(functions(page)).toHaveCount(all);
  await expect(search(page)).toBeHidden();
  await expect(page.getByRole('navigation')).toHaveCount(0);
});

test('FO114 in English the words change, the formulas do not', async ({ page, plan }) => {
  await page.goto(`${plan.server.url}/aide/formules`);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Help on formulas');
  await expect(page.locator('#SOMME')).toContainText('Adds up numbers or a column.');
  await expect(page.locator('#SOMME')).toContainText('=SOMME(1;2;3,5)');
  await expect(page.locator('#SOMME')).toContainText('also SUM');
  await page.getByRole('searchbox', { name: 'Search for a function' }).fill('mean');
  await expect(page.getByRole('status')).toHaveText(`2 of ${all} functions.`);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the help on formulas (${colorScheme})`, async ({ page, plan }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${plan.server.url}/aide/formules#SOMME`);
    expect(await violations(page)).toEqual([]);
    await search(page).fill('zzz');
    await expect(functions(page)).toHaveCount(0);
    expect(await violations(page), 'nothing found').toEqual([]);
  });
}

test('the plan leads to it in a tab of its own, from the bar and from the keys', async ({ plan }) => {
  const { page, context } = await plan.person('Anne Martin', 'viewer');
  await openTab(page, plan, 'budget');
  const grid = cell(page, await plan.ficheId(2), 'p104');
  for (const open of [
    () => page.locator('[data-region="formula"]').getByRole('link').click(),
    async () => {
      await grid.click();
      await page.keyboard.press('F1');
      await page.getByRole('dialog').getByRole('link', { name: 'Aide sur les formules' }).click();
    },
  ]) {
    const [help] = await Promise.all([context.waitForEvent('page'), open()]);
    await expect(help.getByRole('heading', { level: 1 })).toHaveText('Aide sur les formules');
    await help.close();
  }
});
