// Rows come, change name and place, go to the archive and return, and everybody sees it at once.
import { cell, expect, openTab, test } from './fixtures.ts';

test('an action is added, renamed, moved, archived and restored, live for the other person', async ({
  plan,
}) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const jean = await plan.person('Jean Lopez', 'viewer');
  await openTab(anne.page, plan, 'budget');
  await openTab(jean.page, plan, 'budget');

  await anne.page.getByRole('button', { name: 'Ajouter une action' }).click();
  const dialog = anne.page.getByRole('dialog');
  await dialog.getByLabel('Intitulé de l’action').fill('Atelier vélo');
  await dialog.getByLabel('Axe').selectOption('5');
  await dialog.getByRole('button', { name: 'Ajouter l’action' }).click();
  await expect(jean.page.getByRole('gridcell', { name: /Atelier vélo/ })).toBeVisible();

  const added = (await plan.json()).rows.find((row) => row.kind === 'fiche' && row.number === 12);
  if (added === undefined) throw new Error('the action has no number 12');
  const heading = cell(anne.page, added.id, 'row.action');

  await heading.click();
  await anne.page.keyboard.press('Shift+F10');
  await anne.page.getByRole('menuitem', { name: 'Renommer' }).click();
  await dialog.getByLabel('Intitulé de l’action').fill('Atelier vélo et mobilité');
  await dialog.getByRole('button', { name: 'Renommer' }).click();
  await expect(cell(jean.page, added.id, 'row.action')).toContainText('Atelier vélo et mobilité');

  await heading.click();
  await anne.page.keyboard.press('Shift+F10');
  await anne.page.getByRole('menuitem', { name: 'Monter' }).click();
  const tenth = await plan.ficheId(10);
  const topOf = async (rowId: string) =>
    (await cell(jean.page, rowId, 'row.action').boundingBox())?.y ?? Number.NaN;
  await expect.poll(async () => (await topOf(added.id)) < (await topOf(tenth))).toBe(true);

  await heading.click();
  await anne.page.keyboard.press('Shift+F10');
  await anne.page.getByRole('menuitem', { name: 'Archiver' }).click();
  await expect(cell(jean.page, added.id, 'row.action')).toHaveCount(0);
  await anne.page.getByLabel('Lignes archivées').check();
  await heading.click();
  await anne.page.keyboard.press('Shift+F10');
  await anne.page.getByRole('menuitem', { name: 'Restaurer' }).click();
  await expect(cell(jean.page, added.id, 'row.action')).toBeVisible();
});

test('an indicator comes from the template or is one’s own', async ({ plan }) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const jean = await plan.person('Jean Lopez', 'viewer');
  await openTab(anne.page, plan, 'indicateurs');
  await openTab(jean.page, plan, 'indicateurs');

  await anne.page.getByRole('button', { name: 'Ajouter un indicateur' }).first().click();
  const dialog = anne.page.getByRole('dialog');
  await dialog.getByLabel('Action').selectOption({ index: 1 });
  await dialog.getByLabel('Le vôtre').check();
  await dialog.getByLabel('Intitulé de l’indicateur').fill('Réunions du réseau');
  await dialog.getByLabel('Unité').fill('réunions');
  await dialog.getByRole('button', { name: 'Ajouter l’indicateur' }).click();
  await expect(jean.page.getByRole('gridcell', { name: /Réunions du réseau/ })).toBeVisible();
});

test('a viewer reads everything and changes nothing', async ({ plan }) => {
  const jean = await plan.person('Jean Lopez', 'viewer');
  const second = await plan.ficheId(2);
  await openTab(jean.page, plan, 'budget');
  const before = await plan.json();
  await cell(jean.page, second, 'p104').dblclick();
  await jean.page.keyboard.type('1');
  await jean.page.keyboard.press('Enter');
  await jean.page.keyboard.press('Delete');
  await expect(jean.page.getByRole('button', { name: 'Ajouter une action' })).toBeDisabled();
  expect(await plan.json()).toEqual(before);
});
