// Without a server, on one's own computer: what opens after the browser was closed, what can be done, what is sent on
// return, and for whom.
import { putOnClipboard } from '../helpers/real-clipboard.ts';
import { keepPlan, nobodyNoted, offlineTest as test } from './device.ts';
import { cell, expect, expectFigure, saveState, signIn, totalCell, typeInto } from './fixtures.ts';

test('OF2 OF8 a plan opens after a full restart of the browser, is worked on, closed and opened again, and all is sent on return', async ({
  plan,
  server,
  device,
}) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const second = await plan.ficheId(2);
  const third = await plan.ficheId(3);
  const first = await device.open();
  await signIn(first, server.url, anne.email);
  await keepPlan(first, plan, 'budget');
  await device.close();
  await server.kill();

  const page = await device.open();
  await page.goto(plan.url('budget'));
  await expect(saveState(page)).toContainText('Hors ligne depuis');
  await expect(page.getByText(/Vous travaillez sur la copie du \d\d\/\d\d\/\d{4} à/)).toBeVisible();
  await expectFigure(totalCell(page, 'p104'), '242 877');
  await typeInto(page, cell(page, second, 'p104'), '46 800');
  await expectFigure(totalCell(page, 'p104'), '243 877');
  // The first paste of this tab: its worker was never loaded.
  await cell(page, third, 'reliquats').click();
  await putOnClipboard(page, { text: '700' });
  await page.keyboard.press('Control+v');
  await expectFigure(cell(page, third, 'reliquats'), '700');
  await typeInto(page, cell(page, third, 'collectivite'), '=1+1');
  await expectFigure(cell(page, third, 'collectivite'), '2');
  await page.keyboard.press('Control+z');
  await expect(cell(page, third, 'collectivite')).not.toHaveText('2');
  await expect(saveState(page)).toContainText('4 modifications gardées sur ce poste');
  await device.close();

  const again = await device.open();
  await again.goto(server.url);
  await expect(again).toHaveURL(`${server.url}/hors-ligne`);
  const kept = again.getByRole('table', { name: 'Plans gardés sur ce poste' });
  await expect(kept).toContainText('4 modifications');
  await kept.getByRole('link').click();
  await expectFigure(cell(again, second, 'p104'), '46 800');
  await expectFigure(cell(again, third, 'reliquats'), '700');
  await device.close();

  await server.restart();
  const back = await device.open();
  await back.goto(plan.url('budget'));
  await expect(saveState(back)).toHaveText('Enregistré');
  await expectFigure(cell(back, second, 'p104'), '46 800');
  const { rows } = await plan.json();
  expect(rows.find((row) => row.id === second)?.cells['p104']?.value).toBe(46_800);
  expect(rows.find((row) => row.id === third)?.cells['reliquats']?.value).toBe(700);
});

test('OF3 after signing out, and for another account, nothing of the first is shown or sent; it goes when the first is back', async ({
  plan,
  server,
  device,
}) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const jean = await plan.person('Jean Lopez', 'coordinator');
  const second = await plan.ficheId(2);
  const page = await device.open();
  await signIn(page, server.url, anne.email);
  await keepPlan(page, plan, 'budget');
  await server.kill();
  await expect(saveState(page)).toContainText('Hors ligne');
  await typeInto(page, cell(page, second, 'p104'), '46 800');
  await expect(saveState(page)).toContainText('1 modification gardée');
  await device.close();

  // Her session has ended meanwhile.
  const ended = await device.open();
  await device.context.clearCookies();
  await server.restart();
  await ended.goto(plan.url('budget'));
  await expect(ended).toHaveURL(/\/login\?next=/);
  await nobodyNoted(ended);
  await server.kill();
  await ended.goto(plan.url('budget'));
  await expect(ended.getByText('personne n’est connecté à Trame sur ce poste')).toBeVisible();
  await expect(ended.getByRole('table')).toHaveCount(0);

  await server.restart();
  await signIn(ended, server.url, jean.email);
  await keepPlan(ended, plan, 'budget');
  await expectFigure(cell(ended, second, 'p104'), '45 800');
  expect((await plan.json()).rows.find((row) => row.id === second)?.cells['p104']?.value).toBe(45_800);
  await ended.getByRole('button', { name: /^Compte/ }).click();
  await ended.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await expect(ended).toHaveURL(/\/login/);
  await nobodyNoted(ended);
  await server.kill();
  await ended.goto(plan.url('budget'));
  await expect(ended.getByText('personne n’est connecté à Trame sur ce poste')).toBeVisible();

  await server.restart();
  await signIn(ended, server.url, anne.email);
  await ended.goto(plan.url('budget'));
  await expectFigure(cell(ended, second, 'p104'), '46 800');
  await expect(saveState(ended)).toHaveText('Enregistré');
  expect((await plan.json()).rows.find((row) => row.id === second)?.cells['p104']?.value).toBe(46_800);
});

test('OF7 OF18 leaving the plan without a server lands on the kept plans; signing out there is told to the server before the next page', async ({
  plan,
  server,
  device,
}) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const page = await device.open();
  await signIn(page, server.url, anne.email);
  await keepPlan(page, plan, 'budget');
  await server.kill();
  await expect(saveState(page)).toContainText('Hors ligne');
  await typeInto(page, cell(page, await plan.ficheId(2), 'p104'), '46 800');
  await expect(saveState(page)).toContainText('1 modification gardée');

  let asked = 0;
  page.on('dialog', (dialog) => {
    asked += 1;
    void dialog.accept();
  });
  await page.getByRole('link', { name: 'Trame', exact: true }).click();
  await page
    .getByRole('dialog', { name: /Quitter ce plan/ })
    .getByRole('button', { name: 'Quitter le plan' })
    .click();
  await expect(page).toHaveURL(`${server.url}/hors-ligne`);
  // Once is enough: not in the browser's words too.
  expect(asked).toBe(0);
  await expect(page.getByRole('table', { name: 'Plans gardés sur ce poste' })).toContainText(
    '1 modification',
  );

  await page.getByRole('button', { name: /^Compte/ }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Se déconnecter quand même' }).click();
  await expect(page.getByText('Vous êtes déconnecté de ce poste')).toBeVisible();
  await page.goto(plan.url('budget'));
  await expect(page.getByText('personne n’est connecté à Trame sur ce poste')).toBeVisible();

  await server.restart();
  await page.getByRole('link', { name: 'Réessayer' }).click();
  await expect(page).toHaveURL(/\/login\?next=/);
  const answer = await device.context.request.get(`${server.url}/api/plans/${plan.planId}`);
  expect(answer.status()).toBe(401);
});

test('OF7 over a line that loses only the sign-out, nothing of who left is shown till the server knows', async ({
  plan,
  server,
  device,
}) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const page = await device.open();
  await signIn(page, server.url, anne.email);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.goto(server.url);
  await expect(page.getByRole('button', { name: /^Compte/ })).toBeVisible();
  let lost = 0;
  await device.context.route('**/logout', (route, request) => {
    if (request.method() !== 'POST' || request.serviceWorker() === null) return route.continue();
    lost += 1;
    return route.abort();
  });

  await page.getByRole('button', { name: /^Compte/ }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await expect(page.getByText('Vous êtes déconnecté de ce poste')).toBeVisible();
  await page.getByRole('link', { name: 'Trame', exact: true }).click();
  await expect(page).toHaveURL(`${server.url}/hors-ligne`);
  await expect(page.getByText('Le serveur répond de nouveau')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Compte/ })).toHaveCount(0);
  await expect(page.getByText('Anne Martin')).toHaveCount(0);
  // With the sign-out itself, with the data of the page that followed it, and with those of the link.
  expect(lost).toBeGreaterThan(2);

  await device.context.unrouteAll();
  await page.getByRole('link', { name: 'Continuer' }).click();
  await expect(page).toHaveURL(/\/login/);
});
