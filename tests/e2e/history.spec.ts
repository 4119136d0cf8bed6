// Who changed a figure, when, from what to what; and the way back. Two people, two browsers.
import type { Locator, Page } from '@playwright/test';
import { violations } from '../helpers/axe.ts';
import {
  bothAtBudget,
  cell,
  expect,
  expectFigure,
  openTab,
  saveState,
  test,
  totalCell,
  typeInto,
} from './fixtures.ts';

function panel(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Historique' });
}

async function openHistory(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Historique', exact: true }).click();
  return panel(page);
}

test('HI8 the history of a cell says who typed each figure, follows it live and puts one back', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const second = await plan.ficheId(2);
  const p104 = (page: Page) => cell(page, second, 'p104');
  await p104(anne.page).click();
  const history = await openHistory(anne.page);
  await expect(history).toContainText('Rien n’a été changé ici.');

  await typeInto(jean.page, p104(jean.page), '46 800');
  await expect(history.getByRole('listitem').filter({ hasText: 'Jean Lopez' })).toContainText(
    /Saisie.*45\s800.*→ 46\s800/s,
  );
  await typeInto(anne.page, p104(anne.page), '47 000');
  await p104(anne.page).click();
  await expect(history.getByRole('listitem').filter({ hasText: 'Vous' })).toContainText(
    /46\s800.*→ 47\s000/s,
  );

  // What was there before anybody wrote is a way back too.
  await expect(history.getByRole('button', { name: /Remettre « 45\s800/ })).toBeVisible();
  await history.getByRole('button', { name: /Remettre « 46\s800/ }).click();
  for (const { page } of [anne, jean]) await expectFigure(p104(page), '46 800');
  await expect(history).toContainText('Retour à un moment');
  // A gesture like any other: it is undone like any other.
  await anne.page.keyboard.press('Escape');
  await p104(anne.page).click();
  await anne.page.keyboard.press('ControlOrMeta+Z');
  for (const { page } of [anne, jean]) await expectFigure(p104(page), '47 000');
});

test('HI8 of an action and of the plan: by person, by column, jump to the cell', async ({ plan }) => {
  const { anne, jean } = await bothAtBudget(plan);
  const [second, third] = [await plan.ficheId(2), await plan.ficheId(3)];
  await typeInto(anne.page, cell(anne.page, second, 'p104'), '40000');
  await typeInto(jean.page, cell(jean.page, third, 'collectivite'), '5000');
  await expectFigure(cell(anne.page, third, 'collectivite'), '5 000');

  const history = await openHistory(anne.page);
  await history.getByRole('button', { name: 'Le plan' }).click();
  const lines = history.locator('ol > li');
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toContainText('Jean Lopez');
  await history.getByLabel('Personne').selectOption({ label: 'Anne Martin' });
  await expect(lines).toHaveCount(1);
  await expect(lines.first()).toContainText('Action 2 · P104');
  await history.getByLabel('Personne').selectOption({ label: 'Tout le monde' });
  await history.getByLabel('Colonne').selectOption({ label: 'P104' });
  await expect(lines).toHaveCount(1);
  await history.getByLabel('Colonne').selectOption({ label: 'Toutes les colonnes' });
  await expect(lines).toHaveCount(2);

  await history.getByLabel('Depuis').selectOption({ label: 'd’autres jours…' });
  await history.getByLabel('Au (inclus)').fill('01/01/2020');
  await history.getByLabel('Au (inclus)').press('Tab');
  await expect(history).toContainText('Rien ne correspond à ce que vous avez choisi.');
  await history.getByLabel('Du', { exact: true }).fill('02/01/2020');
  await history.getByLabel('Du', { exact: true }).press('Tab');
  await expect(history).toContainText('Ce jour vient avant le premier.');
  await history.getByLabel('Depuis').selectOption({ label: 'le début' });
  await expect(lines).toHaveCount(2);

  await history.getByRole('button', { name: /Action 3/ }).click();
  await expect(cell(anne.page, third, 'collectivite')).toBeFocused();
  await history.getByRole('button', { name: 'L’action' }).click();
  await expect(lines).toHaveCount(1);
  await expect(lines).toContainText('Jean Lopez');

  // Columns of every tab, and what was asked is still asked in the next.
  await history.getByRole('button', { name: 'Le plan' }).click();
  const columns = history.getByLabel('Colonne');
  await columns.selectOption({ label: 'Acteurs formés' });
  await expect(history).toContainText('Rien ne correspond à ce que vous avez choisi.');
  await anne.page.getByRole('link', { name: 'Bénéficiaires' }).click();
  await expect(columns.locator('option:checked')).toHaveText('Acteurs formés');
  await expect(history).toContainText('Rien ne correspond à ce que vous avez choisi.');
});

test('HI9 a moment gets a name; an action, and the plan, go back to a moment and forth again', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const [second, third] = [await plan.ficheId(2), await plan.ficheId(3)];
  await typeInto(jean.page, cell(jean.page, second, 'p104'), '46 000');
  await expectFigure(cell(anne.page, second, 'p104'), '46 000');

  const history = await openHistory(anne.page);
  await history.getByRole('button', { name: 'Le plan' }).click();
  await history.getByRole('button', { name: 'Nommer ce moment' }).click();
  const namer = anne.page.getByRole('dialog', { name: 'Nommer un moment' });
  await namer.getByRole('button', { name: 'Nommer' }).click();
  await expect(namer).toContainText('Donnez un nom à ce moment.');
  await namer.getByLabel('Nom').fill('COPIL du 12 mars');
  await namer.getByRole('button', { name: 'Nommer' }).click();
  await expect(history.locator('ol > li').first()).toContainText('COPIL du 12 mars');

  await typeInto(jean.page, cell(jean.page, second, 'p104'), '10');
  await typeInto(jean.page, cell(jean.page, third, 'p104'), '20');
  await expectFigure(cell(anne.page, third, 'p104'), '20');
  await expect(history.locator('ol > li')).toHaveCount(4);
  const named = history.locator('ol > li').filter({ hasText: 'COPIL du 12 mars' });
  await named.getByRole('button', { name: 'Revenir à ce moment' }).click();
  const dialog = anne.page.getByRole('dialog', { name: 'Revenir en arrière dans tout le plan' });
  await expect(dialog).toContainText('2 cellules reprennent leur valeur d’alors.');
  await expect(dialog.getByRole('row', { name: /Action 2.*P104/ })).toContainText(/10.*46\s000/s);
  expect(await violations(anne.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Revenir à ce moment' }).click();
  for (const { page } of [anne, jean]) {
    await expectFigure(cell(page, second, 'p104'), '46 000');
    await expectFigure(totalCell(page, 'p104'), '243 077');
  }
  expect(await violations(anne.page)).toEqual([]);

  await cell(anne.page, third, 'p104').click();
  await anne.page.keyboard.press('ControlOrMeta+Z');
  for (const { page } of [anne, jean]) {
    await expectFigure(cell(page, second, 'p104'), '10');
    await expectFigure(cell(page, third, 'p104'), '20');
  }

  await named.getByRole('button', { name: 'Supprimer le nom' }).click();
  const question = anne.page.getByRole('dialog', { name: /Supprimer le nom.*COPIL/ });
  await expect(question).toContainText('L’historique lui-même reste entier.');
  await question.getByRole('button', { name: 'Annuler' }).click();
  await expect(named).toHaveCount(1);
  await named.getByRole('button', { name: 'Supprimer le nom' }).click();
  await question.getByRole('button', { name: 'Supprimer le nom' }).click();
  await expect(named).toHaveCount(0);
  await expect(history.getByRole('region', { name: 'Historique' })).toBeFocused();
});

test('HI9 who may not write is offered no way back, and reads all the same', async ({ plan }) => {
  const { anne } = await bothAtBudget(plan);
  const second = await plan.ficheId(2);
  await typeInto(anne.page, cell(anne.page, second, 'p104'), '46 000');
  await expect(saveState(anne.page)).toHaveText('Enregistré');
  const reader = await plan.person('Léa Lecteur', 'viewer');
  await openTab(reader.page, plan, 'budget');
  const history = await openHistory(reader.page);
  await history.getByRole('button', { name: 'Le plan' }).click();
  await expect(history.locator('ol > li')).toContainText('Anne Martin');
  await expect(history.getByRole('button', { name: 'Revenir à ce moment' })).toHaveCount(0);
  await expect(history.getByRole('button', { name: 'Nommer ce moment' })).toHaveCount(0);
});

test('HI8 the history by keyboard alone', async ({ plan }) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  await openTab(anne.page, plan, 'budget');
  const second = await plan.ficheId(2);
  await typeInto(anne.page, cell(anne.page, second, 'p104'), '46 000');
  await cell(anne.page, second, 'p104').click();
  await anne.page.keyboard.press('Alt+Shift+Enter');
  await expect(panel(anne.page)).toContainText('Vous');
  await anne.page.keyboard.press('F6');
  await expect(panel(anne.page).locator(':focus')).toHaveCount(1);
  await panel(anne.page).getByRole('button', { name: 'Fermer' }).focus();
  await anne.page.keyboard.press('Enter');
  await expect(panel(anne.page)).toHaveCount(0);
  await expect(cell(anne.page, second, 'p104')).toBeFocused();
});
