// Taking one's own steps back on the screen: named, after others edited, with the question, after a reload.
import { violations } from '../helpers/axe.ts';
import { putOnClipboard } from '../helpers/real-clipboard.ts';
import { bothAtBudget, cell, expect, expectFigure, openTab, saveState, test, typeInto } from './fixtures.ts';

const undoButton = /^Annuler/;

test('GR121 a step is named on its button; undo after others edited elsewhere leaves their work', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const [second, third] = [await plan.ficheId(2), await plan.ficheId(3)];
  await cell(anne.page, second, 'reliquats').click();
  await putOnClipboard(anne.page, { text: '1\n2\n' });
  await anne.page.keyboard.press('Control+v');
  await expect(
    anne.page.getByRole('button', { name: 'Annuler\u00a0: Coller 2\u00a0cellules', exact: true }),
  ).toBeVisible();
  await typeInto(jean.page, cell(jean.page, third, 'p104'), '777');
  await expectFigure(cell(anne.page, third, 'p104'), '777');
  // Sorting and filtering are no steps and touch none.
  await anne.page.getByRole('searchbox').fill('français');
  await anne.page.getByRole('searchbox').fill('');
  await anne.page.getByRole('button', { name: undoButton }).first().click();
  for (const { page } of [anne, jean]) {
    await expectFigure(cell(page, second, 'reliquats'), '');
    await expectFigure(cell(page, third, 'reliquats'), '');
    await expectFigure(cell(page, third, 'p104'), '777');
  }
  await expect(anne.page.locator('[data-region="status"]')).toContainText(
    'Annulé\u00a0: Coller 2\u00a0cellules',
  );
});

test('GR122 where somebody has changed the cell since, it says which and by whom, and asks', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const second = await plan.ficheId(2);
  await typeInto(anne.page, cell(anne.page, second, 'reliquats'), '10');
  await expectFigure(cell(jean.page, second, 'reliquats'), '10');
  await typeInto(jean.page, cell(jean.page, second, 'reliquats'), '20');
  await expectFigure(cell(anne.page, second, 'reliquats'), '20');
  await anne.page.keyboard.press('Control+z');
  const question = anne.page.getByRole('dialog', { name: 'Annuler\u00a0?' });
  await expect(question.getByRole('row').nth(1)).toContainText('Jean Lopez');
  await expect(question.getByRole('row').nth(1)).toContainText('reliquats');
  expect(await violations(anne.page)).toEqual([]);
  await question.getByRole('button', { name: 'Remettre les anciennes' }).click();
  await expectFigure(cell(jean.page, second, 'reliquats'), '');
});

test('GR123 the history outlives a reload, and takes rows back too', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  const second = await plan.ficheId(2);
  await openTab(page, plan, 'budget');
  await typeInto(page, cell(page, second, 'reliquats'), '10');
  await cell(page, second, 'row.action').click();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: /Archiver/ }).click();
  await expect(cell(page, second, 'p104')).toHaveCount(0);
  await expect(saveState(page)).toHaveText('Enregistré');
  await page.reload();
  await expect(saveState(page)).toHaveText('Enregistré');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.getByRole('button', { name: /^Annuler\s: Archiver/ }).click();
  await expectFigure(cell(page, second, 'reliquats'), '10');
  await page.keyboard.press('Control+z');
  await expectFigure(cell(page, second, 'reliquats'), '');
  await expect(page.getByRole('button', { name: 'Annuler', exact: true })).toHaveAttribute(
    'title',
    'Rien à annuler.',
  );
});

test('GR158 GR161 the open question follows the cells, and keeps the keys from the grid under it', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const [second, third] = [await plan.ficheId(2), await plan.ficheId(3)];
  await typeInto(anne.page, cell(anne.page, third, 'reliquats'), '5');
  await typeInto(anne.page, cell(anne.page, second, 'reliquats'), '10');
  await expectFigure(cell(jean.page, second, 'reliquats'), '10');
  await typeInto(jean.page, cell(jean.page, second, 'reliquats'), '20');
  await expectFigure(cell(anne.page, second, 'reliquats'), '20');
  await anne.page.keyboard.press('Control+z');
  const question = anne.page.getByRole('dialog', { name: 'Annuler\u00a0?' });
  await expect(question.getByRole('row').nth(1)).toContainText('20');
  await typeInto(jean.page, cell(jean.page, second, 'reliquats'), '30');
  await expect(question.getByRole('row').nth(1)).toContainText('30');
  await question.getByRole('button', { name: 'Garder les valeurs actuelles' }).focus();
  for (const key of ['Control+z', '?', 'Control+f']) await anne.page.keyboard.press(key);
  await expect(anne.page.getByRole('dialog')).toHaveCount(1);
  await expect(anne.page.locator('section.find')).toHaveCount(0);
  await anne.page.keyboard.press('Enter');
  await expect(question).toHaveCount(0);
  await expectFigure(cell(jean.page, second, 'reliquats'), '30');
  await expectFigure(cell(anne.page, third, 'reliquats'), '5');
});

test('GR121 the list of steps is walked by the keyboard, and takes several at once', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  const second = await plan.ficheId(2);
  await openTab(page, plan, 'budget');
  for (const value of ['1', '2', '3']) await typeInto(page, cell(page, second, 'reliquats'), value);
  await page.getByRole('button', { name: 'Annuler plusieurs étapes' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem')).toHaveCount(3);
  await expect(page.getByRole('menuitem').first()).toContainText('Saisir «\u00a03\u00a0»');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expectFigure(cell(page, second, 'reliquats'), '1');
});
