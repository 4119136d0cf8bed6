// Doors: wrong words, used links, forgotten passwords; each with a message that says what to do.
import { expect, linkIn, password, signIn, test } from './fixtures.ts';

test('a wrong password says so and keeps the address', async ({ plan }) => {
  const { email } = await plan.person('Anne Martin', 'viewer');
  const page = await (await plan.newContext()).newPage();
  await page.goto(`${plan.server.url}/login`);
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill('pas le bon mot de passe');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('alert')).toContainText(/mot de passe/i);
  await expect(page.getByLabel('Adresse électronique')).toHaveValue(email);
});

test('an invitation lets one person in, once', async ({ plan }) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  await anne.page.goto(`${plan.server.url}/contracts/${plan.contractId}/personnes`);
  await anne.page.getByRole('radio', { name: /Lecteur/ }).check();
  await anne.page.getByRole('button', { name: 'Créer le lien d’invitation' }).click();
  const link = await anne.page.getByLabel(/Lien d’invitation/).inputValue();

  const page = await (await plan.newContext()).newPage();
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('CTAI de Metz');
  await page.getByLabel('Nom et prénom').fill('Jean Lopez');
  await page.getByLabel('Adresse électronique').fill(`jean.${plan.planId}@association.example`);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Créer mon compte et rejoindre' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/invitations/'));
  await page.goto(plan.url('budget'));
  await expect(page.getByRole('gridcell').first()).toBeVisible();

  const late = await (await plan.newContext()).newPage();
  await late.goto(link);
  await expect(late.getByRole('heading', { level: 1 })).toHaveText('Cette invitation ne peut pas servir');
});

test('a forgotten password is reset by a link, which works once', async ({ plan, server }) => {
  const jean = await plan.person('Jean Lopez', 'viewer');
  const link = linkIn(await server.trame(['user', 'reset', jean.email, '--json']));
  const page = await (await plan.newContext()).newPage();
  await page.goto(link);
  await page.getByLabel('Nouveau mot de passe', { exact: true }).fill('un autre mot de passe');
  await page.getByRole('button', { name: 'Enregistrer et se connecter' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/reset'));
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ce lien ne peut pas servir');

  // The other devices of the account are out.
  await jean.page.goto(plan.url('budget'));
  await expect(jean.page).toHaveURL(/\/login/);
  await signIn(jean.page, server.url, jean.email, 'un autre mot de passe');
});

test('signing out works from within a plan, also when the browser’s storage refuses', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'viewer');
  await page.addInitScript(() => {
    IDBFactory.prototype.databases = () => Promise.reject(new Error('refused'));
  });
  await page.goto(plan.url('budget'));
  await page.getByRole('button', { name: /Anne Martin/ }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto(plan.url('budget'));
  await expect(page).toHaveURL(/\/login/);
});

test('a stranger learns nothing of a plan', async ({ plan, server }) => {
  const email = `etranger.${plan.planId}@ailleurs.example`;
  await server.trame(['user', 'add', email, '--name', 'Un Étranger', '--password-stdin'], `${password}\n`);
  const page = await (await plan.newContext()).newPage();
  await signIn(page, server.url, email);
  await page.goto(plan.url('budget'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cette page n’existe pas');
  expect((await page.request.get(`${server.url}/api/plans/${plan.planId}`)).status()).toBe(404);
});
