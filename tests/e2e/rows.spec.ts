// Rows come, change name and place, go to the archive and return, and everybody sees it at once.
import { cell, expect, expectFigure, openTab, test } from './fixtures.ts';

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

test('FO124 an added indicator is a formula over others, and makes one figure of the plan', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await page.setViewportSize({ width: 1280, height: 1000 });
  await openTab(page, plan, 'indicateurs');
  const cost = async (action: string, number: number): Promise<void> => {
    await page.getByRole('button', { name: 'Ajouter un indicateur' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Action').selectOption({ label: action });
    await dialog.getByLabel('Le vôtre').check();
    await dialog.getByLabel('Intitulé de l’indicateur').fill('Coût par personne');
    await dialog.getByLabel('Nature de la valeur').selectOption({ label: 'Montant (€)' });
    await dialog
      .getByLabel('Sur l’ensemble du plan')
      .selectOption({ label: 'Rapport des sommes (pour un quotient)' });
    await dialog.getByRole('button', { name: 'Ajouter l’indicateur' }).click();
    await expect(dialog).toHaveCount(0);
    // The cell of its target is active: its formula goes there.
    await expect(page.locator('.ag-cell-focus[col-id="target"]')).toBeVisible();
    await page.keyboard.type(`=Fiche ${number}[Coût total]/Fiche ${number}[Bénéficiaires]`);
    await page.keyboard.press('Enter');
  };
  const labels = (await plan.json()).rows.flatMap(({ kind, number, label }) =>
    kind === 'fiche' ? [`${number} · ${label}`] : [],
  );
  const labelled = (number: number): string => labels.find((one) => one.startsWith(`${number} ·`)) ?? '';
  await cost(labelled(2), 2);
  await cost(labelled(4), 4);
  await expect
    .poll(async () => (await plan.json()).totals.indicators[0]?.target.value ?? 0)
    .toBeCloseTo((54_700 + 10_700) / (35 + 80), 9);
  await page.keyboard.press('Control+End');
  const whole = page.locator('.ag-row[row-id^="aggregate."]');
  await expect(whole).toContainText('Coût par personne');
  await expect(whole).toContainText('Rapport des sommes');
  await expectFigure(whole.locator('[col-id="target"]'), '568,70');
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
