// Formulas as people write them, in a real browser: in the cell and in the bar, by clicks, arrows and names; what goes wrong;
// a colleague who inserts, archives and edits meanwhile.
import type { Locator, Page } from '@playwright/test';
import { violations } from '../helpers/axe.ts';
import {
  bothAtBudget,
  cell,
  expect,
  expectFigure,
  type MetzPlan,
  openTab,
  saveState,
  test,
  totalCell,
  typeInto,
} from './fixtures.ts';

const bar = (page: Page): Locator => page.locator('[data-region="formula"] textarea');
const help = (page: Page): Locator => page.locator('.assist .help');
const options = (page: Page): Locator => page.locator('.assist').getByRole('option');
const operands = (page: Page): Locator => page.locator('.trame-range.is-operand');
const editor = (page: Page): Locator => page.locator('.trame-editor');

async function atBudget(plan: MetzPlan): Promise<Page> {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  return page;
}

test('FO100 a formula over three columns is written by clicking, counts in the totals, and is on disk by ids', async ({
  plan,
}) => {
  const page = await atBudget(plan);
  const [second, third] = [await plan.ficheId(2), await plan.ficheId(3)];
  const target = cell(page, second, 'reliquats');
  await target.click();
  await page.keyboard.type('=');
  await cell(page, second, 'p104').click();
  await page.keyboard.type('*0,1+');
  await cell(page, third, 'p104').click();
  await page.keyboard.type('-');
  await cell(page, second, 'collectivite').click();
  await expect(bar(page)).toHaveValue('=[Subvention P104]*0,1+Fiche 3[Subvention P104]-[Collectivité]');
  await expect(operands(page)).toHaveCount(3);
  await page.keyboard.press('Enter');
  await expectFigure(target, '23 620');
  await expectFigure(totalCell(page, 'reliquats'), '23 620');
  await expect(operands(page)).toHaveCount(0);
  await expect(saveState(page)).toHaveText('Enregistré');
  const row = (await plan.json()).rows.find(({ id }) => id === second);
  expect(row?.cells['reliquats']).toMatchObject({
    typed: `={.:p104}*0.1+{${third}:p104}-{.:collectivite}`,
    value: 23_620,
  });
  await typeInto(page, cell(page, third, 'p104'), '0');
  await expectFigure(target, '−4 320');
});

test('FO102 a header and the total name the column, and the arrows pick cells', async ({ plan }) => {
  const page = await atBudget(plan);
  const second = await plan.ficheId(2);
  const target = cell(page, second, 'reliquats');
  await target.click();
  await page.keyboard.type('=moyenne(');
  await page.locator('.ag-header-cell[col-id="p104"]').click();
  await page.keyboard.type(')+');
  await totalCell(page, 'p104').click();
  await expect(bar(page)).toHaveValue('=moyenne([Subvention P104])+SOMME([Subvention P104])');
  await page.keyboard.press('Enter');
  await expectFigure(target, '267 164,70');

  await target.click();
  await page.keyboard.type('=');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  await expect(bar(page)).toHaveValue('=Fiche 3[Subvention P104]');
  await expect(operands(page)).toHaveCount(1);
  await page.keyboard.type('*2');
  await page.keyboard.press('Enter');
  await expectFigure(target, '55 880');
});

test('FO103 FO108 what can go on is offered, chosen by keyboard, and axe finds nothing in it', async ({
  plan,
}) => {
  const page = await atBudget(plan);
  const second = await plan.ficheId(2);
  const target = cell(page, second, 'reliquats');
  await target.click();
  await page.keyboard.type('=arrond');
  await expect(options(page).first()).toContainText('ARRONDI');
  await expect(editor(page)).toHaveAttribute('aria-expanded', 'true');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await expect(bar(page)).toHaveValue('=ARRONDI(');
  await expect(help(page)).toContainText('ARRONDI(');
  await page.keyboard.type('[subv');
  await expect(options(page).first()).toContainText('Subvention P104');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/7;2');
  await page.keyboard.press('Escape');
  // Nothing was offered: Escape leaves the cell as it was.
  await expect(editor(page)).toHaveCount(0);
  await expectFigure(target, '');
  await page.keyboard.type('=som');
  await page.keyboard.press('Escape');
  await expect(options(page)).toHaveCount(0);
  await expect(editor(page)).toHaveValue('=som');
});

test('FO104 Enter on what cannot be read says why and where, and closes what is only left open', async ({
  plan,
}) => {
  const page = await atBudget(plan);
  const second = await plan.ficheId(2);
  const target = cell(page, second, 'reliquats');
  await target.click();
  await page.keyboard.type('=[Subvention P105]*2');
  await page.keyboard.press('Enter');
  await expect(help(page)).toContainText('La colonne « Subvention P105 » n’existe pas sur cette ligne.');
  await expect(help(page)).toContainText('Vouliez-vous');
  await expect(editor(page)).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.type('[Subvention P104]');
  await expect(bar(page)).toHaveValue('=[Subvention P104]*2');
  await page.keyboard.press('Enter');
  await expectFigure(target, '91 600');
  await typeInto(page, target, '=ARRONDI(10/3;2');
  await expectFigure(target, '3,33');
});

test('FO105 the bar writes as the cell does: Enter keeps, Escape gives up, clicks pick', async ({ plan }) => {
  const page = await atBudget(plan);
  const second = await plan.ficheId(2);
  const target = cell(page, second, 'reliquats');
  await target.click();
  await bar(page).click();
  await page.keyboard.type('=');
  await cell(page, second, 'p104').click();
  await page.keyboard.type('/2');
  await page.keyboard.press('Enter');
  await expectFigure(target, '22 900');
  await expect(target).toBeFocused();
  await bar(page).click();
  await page.keyboard.type('+1');
  await page.keyboard.press('Escape');
  await expectFigure(target, '22 900');
  await expect(bar(page)).toHaveValue('=[Subvention P104]/2');
});

test('FO106 a cell without result says in words why, and its cause; a cycle is named', async ({ plan }) => {
  const page = await atBudget(plan);
  const second = await plan.ficheId(2);
  const target = cell(page, second, 'reliquats');
  const status = page.locator('[data-region="status"]');
  await typeInto(page, target, '=[Subvention P104]/[Autres financeurs]');
  await target.click();
  await expect(status).toContainText('Division par une cellule vide');
  await expect(status).toContainText('Autres financeurs');
  await expectFigure(totalCell(page, 'p104'), '242 877');
  await typeInto(page, target, '=[Collectivité]+1');
  await typeInto(page, cell(page, second, 'collectivite'), '=[Reliquats n-1]+1');
  await target.click();
  await expect(status).toContainText('se lit elle-même');
  await expectFigure(totalCell(page, 'p104'), '242 877');
});

test('FO107 what one writes stays right while the other inserts, archives and edits', async ({ plan }) => {
  const { anne, jean } = await bothAtBudget(plan);
  const ids = await Promise.all([2, 3, 4, 6].map((number) => plan.ficheId(number)));
  const [second = '', third = '', fourth = '', sixth = ''] = ids;
  await typeInto(
    anne.page,
    cell(anne.page, second, 'reliquats'),
    '=Fiche 6[Subvention P104]+[Subvention P104]',
  );
  await expectFigure(cell(jean.page, second, 'reliquats'), '75 337');
  // Jean adds an action and archives the third while Anne is writing.
  await cell(anne.page, third, 'reliquats').click();
  await anne.page.keyboard.type('=SOMME([Subvention P104])-');
  await jean.page.getByRole('button', { name: 'Ajouter une action' }).click();
  const dialog = jean.page.getByRole('dialog');
  await dialog.getByLabel('Intitulé de l’action').fill('Action nouvelle');
  await dialog.getByRole('button', { name: 'Ajouter l’action' }).click();
  await cell(jean.page, fourth, 'row.action').click();
  await jean.page.keyboard.press('Shift+F10');
  await jean.page.getByRole('menuitem', { name: 'Archiver' }).click();
  await expect(cell(jean.page, fourth, 'row.action')).toHaveCount(0);
  await typeInto(jean.page, cell(jean.page, sixth, 'p104'), '30 000');
  await expect(editor(anne.page)).toHaveValue('=SOMME([Subvention P104])-');
  await cell(anne.page, sixth, 'p104').click();
  await anne.page.keyboard.press('Enter');
  for (const { page } of [anne, jean]) {
    await expectFigure(cell(page, second, 'reliquats'), '75 800');
    await expectFigure(cell(page, third, 'reliquats'), '203 740');
  }
});
