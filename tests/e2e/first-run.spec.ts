// The first minutes of a new installation: the one-time link, the first account, the example with its exact figures, a
// contract of one's own.
import { startServer } from '../helpers/server-process.ts';
import {
  cell,
  expect,
  expectFigure,
  password,
  plain,
  saveState,
  signIn,
  test,
  totalCell,
} from './fixtures.ts';

test('from the set-up link to the Metz plan, and the link works once', async ({ browser }) => {
  const server = await startServer();
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  const link = server.setupLink() ?? '';

  await page.goto(server.url);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ouvrez le lien');

  await page.goto(link);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Create' })).toBeVisible();
  await page.getByRole('button', { name: 'Français' }).click();
  await page.getByLabel('Nom et prénom').fill('Anne Martin');
  await page.getByLabel('Adresse électronique').fill('anne@ville.example');
  await page.getByLabel('Mot de passe', { exact: true }).fill('court');
  await page.getByRole('button', { name: 'Créer le compte' }).click();
  await expect(page.getByLabel('Mot de passe', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Nom et prénom')).toHaveValue('Anne Martin');
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Créer le compte' }).click();
  await page.getByRole('button', { name: /Ouvrir l’exemple/ }).click();
  await page.waitForURL(/\/plans\//);
  await expect(saveState(page)).toHaveText('Enregistré');

  for (const [column, figure] of [
    ['p104', '242 877'],
    ['collectivite', '54 198'],
    ['cout_total', '297 075'],
    ['cout_unitaire', '364,15'],
    ['taux_cofinancement', '18,24'],
  ] as const) {
    await expectFigure(totalCell(page, column), figure);
  }
  expect(plain((await page.locator('body').textContent()) ?? '')).toContain('reste 3 123 €');

  const second = await browser.newContext({ locale: 'fr-FR' });
  const again = await second.newPage();
  await again.goto(link);
  await expect(again.getByRole('heading', { level: 1 })).toHaveText('Trame est déjà en route');
  await second.close();
  await context.close();
  await server.dispose();
});

test('a contract of one’s own: errors keep what was typed, then the grid has its axes', async ({ plan }) => {
  const { page } = await plan.person('Claire Petit', 'coordinator', { admin: true });
  await page.goto(`${plan.server.url}/contracts/new`);
  await page.getByLabel('Titre du contrat').fill('CTAI de Nancy');
  await page.getByLabel('Exercice').fill('2025');
  await page.getByLabel(/Enveloppe/).fill('120 k€');
  await page.getByLabel('Axe 1', { exact: true }).fill('Langue et emploi');
  await page.getByRole('button', { name: 'Créer le contrat' }).click();
  await expect(page.getByLabel('Exercice')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Titre du contrat')).toHaveValue('CTAI de Nancy');
  await page.getByLabel('Exercice').fill('2025-2026');
  await page.getByRole('button', { name: 'Créer le contrat' }).click();
  await page.waitForURL(/\/plans\//);
  await expect(cell(page, 'axis.1', 'row.action')).toContainText('Langue et emploi');
  await expect
    .poll(async () => plain((await page.locator('body').textContent()) ?? ''))
    .toContain('120 000 €');
});

test('who does not administer the instance creates no contract', async ({ plan }) => {
  const member = await plan.person('Jean Morel', 'coordinator');
  const email = 'sans.contrat@ville.example';
  await plan.server.trame(['user', 'add', email, '--name', 'Eve Roux', '--password-stdin'], `${password}\n`);
  const stranger = await (await plan.newContext()).newPage();
  await signIn(stranger, plan.server.url, email);
  await expect(stranger.getByText('Demandez un lien d’invitation')).toBeVisible();
  await member.page.goto(plan.server.url);
  await expect(member.page.getByRole('link', { name: 'Membres et invitations' })).toBeVisible();
  for (const page of [member.page, stranger]) {
    await expect(page.getByRole('link', { name: 'Nouveau contrat' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: /Ouvrir l’exemple/ })).toHaveCount(0);
    expect((await page.goto(`${plan.server.url}/contracts/new`))?.status()).toBe(403);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cette page ne vous est pas ouverte');
  }
});
