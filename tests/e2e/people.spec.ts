// The people of a contract as a coordinator changes them while they are at work in a plan.
import { expect, openTab, saveState, signIn, test } from './fixtures.ts';

test('PE1 PR18 a partner is invited for an organisation, becomes a reader, and is removed, with the plan open', async ({
  plan,
}) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  await anne.page.goto(`${plan.server.url}/contracts/${plan.contractId}`);
  await anne.page.getByRole('link', { name: 'Membres, invitations et organisations' }).click();
  await anne.page.getByRole('radio', { name: /Partenaire/ }).check();
  await anne.page.getByRole('button', { name: 'Créer le lien d’invitation' }).click();
  await expect(anne.page.getByText('Un partenaire agit pour une organisation.')).toBeVisible();
  await anne.page.getByLabel('Organisation', { exact: true }).selectOption('Maison du FLE');
  await anne.page.getByRole('button', { name: 'Créer le lien d’invitation' }).click();
  await expect(anne.page.getByLabel(/^Lien d’invitation/)).toHaveValue(/\/invitations\//);
  await expect(anne.page.getByText('Partenaire · Maison du FLE')).toBeVisible();

  const lea = await plan.person('Léa Roux', 'partner', { organisation: 'Maison du FLE' });
  await openTab(lea.page, plan, 'budget');
  const phase = lea.page.getByRole('button', { name: /^Étape du plan et droits/ });
  await expect(phase).toContainText('Partenaire · Maison du FLE');
  await anne.page.reload();
  await anne.page.getByLabel('Rôle de Léa Roux').selectOption('viewer');
  await anne.page.getByRole('button', { name: 'Enregistrer les droits de Léa Roux' }).click();
  await expect(phase).toContainText('Lecture seule');
  await expect(saveState(lea.page)).toHaveText('Enregistré');

  await anne.page.getByRole('button', { name: 'Retirer Léa Roux du contrat' }).click();
  await anne.page.getByRole('dialog').getByRole('button', { name: 'Retirer Léa Roux du contrat' }).click();
  await expect(anne.page.getByRole('rowheader', { name: /Léa Roux/ })).toHaveCount(0);
  await expect(saveState(lea.page)).not.toHaveText('Enregistré');
  await lea.page.reload();
  await expect(lea.page.getByRole('heading', { level: 1 })).toHaveText('Cette page n’existe pas');
});

test('PE2 PE3 the last coordinator stays; an organisation is added, renamed in the open plan, and removed', async ({
  plan,
}) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const page = anne.page;
  await openTab(page, plan, 'budget');
  const people = await anne.context.newPage();
  await people.goto(`${plan.server.url}/contracts/${plan.contractId}/personnes`);
  await people.getByLabel('Nouvelle organisation').fill('Une association');
  await people.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await people.getByRole('button', { name: 'Renommer Une association' }).click();
  await people.getByLabel('Nouveau nom de Une association').fill('Cassis');
  await people.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(people.getByText('Une organisation porte déjà ce nom dans le contrat.')).toBeVisible();
  await people.getByLabel('Nouveau nom de Une association').fill('Les Ateliers');
  await people.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(people.getByRole('button', { name: 'Renommer Les Ateliers' })).toBeVisible();
  await page.locator('.ag-row [col-id="p104"]').nth(1).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Porteurs…' }).click();
  await expect(page.getByRole('checkbox', { name: 'Les Ateliers' })).toBeVisible();
  await people.getByRole('button', { name: 'Retirer Les Ateliers' }).click();
  await expect(page.getByRole('checkbox', { name: 'Les Ateliers' })).toHaveCount(0);
});

test('PE2 one’s other sessions are ended, and their pages say so', async ({ plan }) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const elsewhere = await (await plan.newContext()).newPage();
  await signIn(elsewhere, plan.server.url, anne.email);
  await elsewhere.goto(plan.url('budget'));
  await expect(saveState(elsewhere)).toHaveText('Enregistré');
  await anne.page.goto(`${plan.server.url}/contracts/${plan.contractId}/personnes`);
  await anne.page.getByRole('button', { name: 'Fermer toutes les autres sessions' }).click();
  await expect(elsewhere.getByText('Votre session est terminée.').first()).toBeVisible();
});
