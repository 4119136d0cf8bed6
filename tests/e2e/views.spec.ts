// Views, private to each person: sorting, filters, columns and axes in a real browser, beside somebody who writes and adds
// rows; kept for the person, shared on purpose.
import type { Locator, Page } from '@playwright/test';
import { violations } from '../helpers/axe.ts';
import {
  bothAtBudget,
  cell,
  expect,
  expectFigure,
  type MetzPlan,
  openTab,
  plain,
  test,
  totalCell,
  typeInto,
} from './fixtures.ts';

const chips = (page: Page): Locator => page.getByRole('group', { name: 'Votre vue' });

/** By the keyboard: the active cell's column. */
async function columnMenu(page: Page, target: Locator, item: string): Promise<void> {
  await target.click();
  await page.keyboard.press('Control+Shift+L');
  await page.getByRole('menu').getByText(item, { exact: true }).click();
}

async function filterBy(page: Page, condition: string, value?: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Condition').selectOption({ label: condition });
  if (value !== undefined) await dialog.getByLabel('Valeur').fill(value);
  await dialog.getByRole('button', { name: 'Filtrer', exact: true }).click();
}

/** The numbers of the actions, from top to bottom. */
async function numbers(page: Page): Promise<readonly string[]> {
  const rows = await page.locator('.ag-row:has(.trame-heading > .number)').evaluateAll((all) =>
    all
      .map((row) => ({
        top: row.getBoundingClientRect().top,
        number: row.querySelector('.number')?.textContent ?? '',
      }))
      .toSorted((a, b) => a.top - b.top),
  );
  return rows.map(({ number }) => number);
}

async function tall(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 1000 });
}

test('GR200 one sorts and filters; nobody else sees it, totals stay those of the plan with « dont affiché » beside them', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  await tall(anne.page);
  await tall(jean.page);
  const second = await plan.ficheId(2);
  const before = await numbers(jean.page);
  await columnMenu(anne.page, cell(anne.page, second, 'p104'), 'Trier par ordre décroissant');
  await expect(chips(anne.page)).toContainText('Tri : P104 ↓');
  await expect(anne.page.locator('.ag-header-cell[col-id="p104"]')).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  expect((await numbers(anne.page)).slice(1, 7)).toEqual(['2', '6', '3', '4', '5', '7']);
  await columnMenu(anne.page, cell(anne.page, second, 'p104'), 'Filtrer…');
  await filterBy(anne.page, 'est supérieur ou égal à', '29 537');
  await expect(anne.page.locator('.ag-row[row-id="b-shown"], .ag-row[row-id="shown"]').first()).toContainText(
    'dont affiché · 4 actions sur 11',
  );
  expect(await numbers(anne.page)).toEqual(['1', '2', '6', '8']);
  await expectFigure(totalCell(anne.page, 'p104').first(), '242 877');
  await expectFigure(totalCell(anne.page, 'p104').nth(1), '171 337');
  expect(await violations(anne.page)).toEqual([]);
  expect(await numbers(jean.page)).toEqual(before);
  await chips(anne.page).getByRole('button', { name: 'Tout afficher' }).click();
  expect(await numbers(anne.page)).toEqual(before);
});

test('GR201 the row one types in stays until one leaves it, while the other inserts and writes; menus stay open', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  await tall(anne.page);
  const [first, second, sixth, seventh] = await Promise.all(
    [1, 2, 6, 7].map((number) => plan.ficheId(number)),
  );
  if (first === undefined || second === undefined || sixth === undefined || seventh === undefined)
    throw new Error('no action');
  await columnMenu(anne.page, cell(anne.page, second, 'p104'), 'Trier par ordre décroissant');
  await typeInto(anne.page, cell(anne.page, sixth, 'p104'), '1');
  // Whoever leaves the row lets it go where the sort has it.
  await cell(anne.page, first, 'p104').click();
  await expect
    .poll(async () => (await numbers(anne.page)).slice(1, 7))
    .toEqual(['2', '3', '4', '5', '7', '6']);
  await cell(anne.page, seventh, 'p104').click();
  await anne.page.keyboard.type('90000');
  await anne.page.keyboard.press('Tab');
  await expectFigure(totalCell(anne.page, 'p104'), '298 341');
  expect((await numbers(anne.page)).slice(1, 7)).toEqual(['2', '3', '4', '5', '7', '6']);
  // Jean writes a formula and moves others around it while Anne has a menu open.
  await anne.page.keyboard.press('Control+Shift+L');
  await expect(anne.page.getByRole('menu')).toBeVisible();
  await typeInto(jean.page, cell(jean.page, second, 'p104'), '=Fiche 6[Subvention P104]*10');
  await expectFigure(cell(jean.page, second, 'p104'), '10');
  await expectFigure(totalCell(anne.page, 'p104'), '252 551');
  await expect(anne.page.getByRole('menu')).toBeVisible();
  await anne.page.keyboard.press('Escape');
  await expect.poll(async () => (await numbers(anne.page)).indexOf('7')).toBe(5);
  await cell(anne.page, sixth, 'p104').click();
  await expect
    .poll(async () => (await numbers(anne.page)).slice(1, 7))
    .toEqual(['7', '3', '4', '5', '2', '6']);
  await expectFigure(cell(anne.page, second, 'p104'), '10');
});

test('GR202 what one arranged comes back on another device; columns by keyboard; axes by Space', async ({
  plan,
}) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const { page } = anne;
  await openTab(page, plan, 'budget');
  const second = await plan.ficheId(2);
  await columnMenu(page, cell(page, second, 'cout_unitaire'), 'Masquer');
  await columnMenu(page, cell(page, second, 'p104'), 'Figer à gauche');
  await columnMenu(page, cell(page, second, 'taux_cofinancement'), 'Déplacer à gauche');
  await expect(page.locator('.ag-header-cell[col-id="cout_unitaire"]')).toHaveCount(0);
  await page.locator('.ag-row[row-id="axis.2"] [col-id="p104"]').click();
  const kept = page.waitForResponse(
    (response) => response.url().endsWith('/views/current/budget') && response.request().method() === 'PUT',
  );
  await page.keyboard.press('Space');
  await expect(cell(page, second, 'row.action')).toHaveCount(0);
  await expect(chips(page)).toContainText('1 axe replié');
  await kept;

  // The same person elsewhere: nothing of this browser is there.
  const other = await plan.newContext();
  await other.addCookies(await anne.context.cookies());
  const elsewhere = await other.newPage();
  await openTab(elsewhere, plan, 'budget');
  await expect(chips(elsewhere)).toContainText('1 axe replié');
  await expect(elsewhere.locator('.ag-header-cell[col-id="cout_unitaire"]')).toHaveCount(0);
  const headers = await elsewhere
    .locator('.ag-header-cell')
    .evaluateAll((all) =>
      all
        .toSorted((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
        .map((one) => one.getAttribute('col-id')),
    );
  expect(headers.slice(0, 2)).toEqual(['row.action', 'p104']);
  expect(headers.indexOf('taux_cofinancement')).toBeLessThan(headers.indexOf('cout_total'));
  await elsewhere.getByRole('button', { name: 'Colonnes' }).click();
  expect(await violations(elsewhere)).toEqual([]);
  await elsewhere.getByRole('button', { name: 'Colonnes d’origine' }).click();
  await elsewhere.getByRole('button', { name: 'Terminé' }).click();
  await expect(elsewhere.locator('.ag-header-cell[col-id="cout_unitaire"]')).toHaveCount(1);
});

async function saveView(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Vue/ }).click();
  await page.getByRole('menuitem', { name: 'Enregistrer cette vue…' }).click();
  await page.getByLabel('Nom de la vue').fill(name);
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('GR203 a view gets a name, is shown again, and is shared by its link, which gives the way back', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  await tall(anne.page);
  await tall(jean.page);
  const second = await plan.ficheId(2);
  await columnMenu(anne.page, cell(anne.page, second, 'p104'), 'Filtrer…');
  await filterBy(anne.page, 'est supérieur à', '40 000');
  await saveView(anne.page, 'COPIL');
  await anne.page.getByRole('button', { name: 'Vue : COPIL' }).click();
  await anne.page.getByRole('menuitem', { name: 'Revenir à la vue simple' }).click();
  expect(await numbers(anne.page)).toHaveLength(11);
  await anne.page.getByRole('button', { name: 'Vue', exact: true }).click();
  await anne.page.getByRole('menuitemradio', { name: 'COPIL' }).click();
  expect(await numbers(anne.page)).toEqual(['1', '2']);

  await anne.page.getByRole('button', { name: 'Vue : COPIL' }).click();
  await anne.page.getByRole('menuitem', { name: 'Gérer les vues…' }).click();
  const dialog = anne.page.getByRole('dialog');
  const unshared = await linkOf(plan, anne.page);
  await jean.page.goto(unshared);
  await expect(jean.page.getByText('Cette vue n’existe plus, ou n’est plus partagée.')).toBeVisible();
  await dialog.getByLabel('Partager « COPIL » par lien').check();
  await expect(dialog.getByLabel('Lien vers « COPIL »')).toHaveValue(unshared);
  expect(await violations(anne.page)).toEqual([]);

  await jean.page.goto(unshared);
  await expect(jean.page.getByText('Vous regardez la vue « COPIL » de Anne Martin.')).toBeVisible();
  await expect.poll(() => numbers(jean.page)).toEqual(['1', '2']);
  expect(new URL(jean.page.url()).searchParams.has('vue')).toBe(false);
  await jean.page.getByRole('button', { name: 'Revenir à la mienne' }).click();
  await expect.poll(async () => (await numbers(jean.page)).length).toBe(11);
});

async function linkOf(plan: MetzPlan, page: Page): Promise<string> {
  const { value } = (await page.evaluate(
    async (planId) => (await fetch(`/api/plans/${planId}/views`)).json() as Promise<unknown>,
    plan.planId,
  )) as { value: { saved: { id: string }[] } };
  return `${plan.url('budget')}?vue=${value.saved[0]?.id ?? ''}`;
}

test('GR204 « changed since my last visit » shows what others wrote meanwhile', async ({ plan }) => {
  const { anne, jean } = await bothAtBudget(plan);
  const [second, fourth] = [await plan.ficheId(2), await plan.ficheId(4)];
  await tall(anne.page);
  // In the first visit there is nothing to compare with, and it says so.
  await columnMenu(anne.page, cell(anne.page, second, 'row.action'), 'Filtrer…');
  const dialog = anne.page.getByRole('dialog');
  await dialog.getByLabel('Condition').selectOption({ label: 'a changé depuis ma dernière visite' });
  await expect(dialog).toContainText('C’est votre première visite de ce plan');
  const today = plain(new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris' }).format(new Date()));
  await dialog.getByLabel('Condition').selectOption({ label: 'a changé depuis le' });
  await dialog.getByLabel('Jour (JJ/MM/AAAA)').fill('hier');
  await dialog.getByRole('button', { name: 'Filtrer', exact: true }).click();
  await expect(dialog).toContainText('Écrivez un jour.');
  await typeInto(jean.page, cell(jean.page, second, 'p104'), '45 801');
  await dialog.getByLabel('Jour (JJ/MM/AAAA)').fill(today);
  await dialog.getByRole('button', { name: 'Filtrer', exact: true }).click();
  await expect.poll(() => numbers(anne.page)).toEqual(['2']);
  await typeInto(jean.page, cell(jean.page, fourth, 'reliquats'), '1');
  await expect.poll(() => numbers(anne.page)).toEqual(['2', '4']);
});

test('GR205 whoever is led to a cell sees it, and a sort does not let rows be moved by their place in it', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  const second = await plan.ficheId(2);
  await columnMenu(page, cell(page, second, 'p104'), 'Trier par ordre décroissant');
  await cell(page, second, 'p104').click();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.locator('[data-region="status"]')).toContainText('Vous voyez un tri');
  await page.getByRole('button', { name: 'Replier l’axe 2' }).click();
  await columnMenu(page, page.locator('.ag-row[row-id="axis.1"] [col-id="cout_total"]'), 'Masquer');
  await expect(page.locator('.ag-header-cell[col-id="cout_total"]')).toHaveCount(0);
  const kept = page.waitForResponse(
    (response) => response.url().endsWith('/views/current/budget') && response.request().method() === 'PUT',
  );
  await kept;
  await page.goto(`${plan.url('budget')}?cell=${second}:cout_total`);
  await expect(cell(page, second, 'cout_total')).toBeFocused();
});
