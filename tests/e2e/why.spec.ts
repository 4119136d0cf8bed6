// « Pourquoi ce chiffre ? » beside somebody who changes what it is made of.
import { violations } from '../helpers/axe.ts';
import { bothAtBudget, cell, expect, expectFigure, test, totalCell, typeInto } from './fixtures.ts';

test('GR205 GR226 the panel says how a figure is made, leads to its operands once, and what made it move, by whom', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const [second, third] = [await plan.ficheId(2), await plan.ficheId(3)];
  const panel = anne.page.getByRole('complementary', { name: 'Pourquoi ce chiffre' });
  await cell(anne.page, second, 'cout_unitaire').click();
  await anne.page.keyboard.press('Alt+Enter');
  await expect(panel).toContainText('Coût total ÷ Bénéficiaires');
  await expect(panel).toContainText(/54\s700\s€/);
  await panel.getByRole('button', { name: 'Action 2 · Coût total' }).click();
  await expect(cell(anne.page, second, 'cout_total')).toBeFocused();
  await expect(panel).toContainText('Subvention P104 + Reliquats n-1 + Collectivité + Autres financeurs');

  const today = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris' }).format(new Date());
  await panel.getByLabel('Jour (JJ/MM/AAAA)').fill(today);
  await expect(panel).toContainText('Rien de ce qui le compose n’a changé.');
  await typeInto(jean.page, cell(jean.page, second, 'p104'), '50 000');
  await expectFigure(cell(anne.page, second, 'cout_total'), '58 900');
  await expect(panel).toContainText(/45\s800\s€ → 50\s000\s€/);
  await expect(panel).toContainText('Jean Lopez');
  await expect(panel).toContainText(/54\s700 → 58\s900/);

  // A formula over another row: the same panel, and the total that it is part of.
  await typeInto(jean.page, cell(jean.page, third, 'reliquats'), '=Fiche 2[Subvention P104]/10');
  await cell(anne.page, third, 'reliquats').click();
  await expect(panel).toContainText('=Fiche 2[Subvention P104]/10');
  await expect(panel.getByRole('button', { name: 'Action 2 · P104' }).first()).toBeVisible();
  // She was led to a cell before: what he writes does not bring her back there.
  await typeInto(jean.page, cell(jean.page, third, 'p104'), '27 941');
  await expectFigure(cell(anne.page, third, 'p104'), '27 941');
  await expect(panel).toContainText('=Fiche 2[Subvention P104]/10');
  await expect(cell(anne.page, third, 'reliquats')).toBeFocused();
  await totalCell(anne.page, 'reliquats').click();
  await expect(panel).toContainText('Somme de Reliquats n-1 sur 1 action');
  await expect(panel).toContainText(/vide → 5\s000/);
  expect(await violations(anne.page)).toEqual([]);
  await anne.page.getByRole('button', { name: 'Pourquoi ?' }).click();
  await expect(panel).toHaveCount(0);
});

test('ST16 a coordinator records committees; everybody compares with the last one', async ({ plan }) => {
  const { anne, jean } = await bothAtBudget(plan);
  await anne.page.goto(`${plan.server.url}/contracts/${plan.contractId}`);
  await anne.page.getByLabel('Jour du comité').fill('31/02/2024');
  await anne.page.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await expect(anne.page.getByText('Ce n’est pas un jour de comité')).toBeVisible();
  await expect(anne.page.getByLabel('Jour du comité')).toHaveValue('31/02/2024');
  await anne.page.getByLabel('Jour du comité').fill('05/12/2024');
  await anne.page.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await expect(anne.page.getByRole('button', { name: 'Retirer le comité du 05/12/2024' })).toBeVisible();
  expect(await violations(anne.page)).toEqual([]);
  const second = await plan.ficheId(2);
  await jean.page.reload();
  await typeInto(jean.page, cell(jean.page, second, 'p104'), '50 000');
  await cell(jean.page, second, 'cout_total').click();
  await jean.page.keyboard.press('Alt+Enter');
  const panel = jean.page.getByRole('complementary', { name: 'Pourquoi ce chiffre' });
  await expect(panel.getByLabel('Depuis')).toContainText('le comité du 05/12/2024');
  await expect(panel).toContainText(/54\s700 → 58\s900/);
});
