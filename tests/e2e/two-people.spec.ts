// Two people, two browsers, one plan: different cells, the same cell, one offline and back, the server restarted in
// between. Both screens and the database must agree, and totals be right on both.
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

async function p104OnDisk(plan: MetzPlan, rowId: string): Promise<unknown> {
  return (await plan.json()).rows.find((row) => row.id === rowId)?.cells['p104']?.value;
}

test('both edit different cells, then the same cell: both screens and the database agree', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const second = await plan.ficheId(2);
  const third = await plan.ficheId(3);

  await typeInto(anne.page, cell(anne.page, second, 'p104'), '46 800');
  await typeInto(jean.page, cell(jean.page, third, 'collectivite'), '5000,50');
  for (const { page } of [anne, jean]) {
    await expectFigure(cell(page, second, 'p104'), '46 800');
    await expectFigure(cell(page, third, 'collectivite'), '5 000,50');
    await expectFigure(totalCell(page, 'p104'), '243 877');
  }

  await Promise.all([
    typeInto(anne.page, cell(anne.page, second, 'p104'), '40000'),
    typeInto(jean.page, cell(jean.page, second, 'p104'), '50000'),
  ]);
  await expect(saveState(anne.page)).toHaveText('Enregistré');
  await expect(saveState(jean.page)).toHaveText('Enregistré');
  const kept = await p104OnDisk(plan, second);
  expect([40_000, 50_000]).toContain(kept);
  const shown = kept === 40_000 ? '40 000' : '50 000';
  for (const { page } of [anne, jean]) {
    await expectFigure(cell(page, second, 'p104'), shown);
    await expectFigure(totalCell(page, 'p104'), kept === 40_000 ? '237 077' : '247 077');
  }
});

test('I9 GR29 typing into an open editor never overwrites what came meanwhile: both values are shown', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const second = await plan.ficheId(2);

  await cell(anne.page, second, 'p104').click();
  await anne.page.keyboard.press('F2');
  await typeInto(jean.page, cell(jean.page, second, 'p104'), '42 000');
  // Anne's editor covers the cell: the total tells that the value has come.
  await expectFigure(totalCell(anne.page, 'p104'), '239 077');
  await anne.page.keyboard.press('ControlOrMeta+A');
  await anne.page.keyboard.type('41 000');
  await anne.page.keyboard.press('Enter');

  const review = anne.page.getByRole('complementary', { name: 'Modifications à voir' });
  await expect(review).toContainText(/La vôtre\s*41\s000/);
  await expect(review).toContainText(/Dans le plan\s*42\s000/);
  await expectFigure(cell(anne.page, second, 'p104'), '42 000');
  expect(await p104OnDisk(plan, second)).toBe(42_000);
  await review.getByRole('button', { name: 'Remettre la mienne' }).click();
  for (const { page } of [anne, jean]) await expectFigure(cell(page, second, 'p104'), '41 000');
});

test('one goes offline: edits stay, nothing is overwritten unseen, and the rest arrives', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const second = await plan.ficheId(2);
  const third = await plan.ficheId(3);

  await anne.context.setOffline(true);
  await expect(saveState(anne.page)).toContainText('Hors ligne');
  await typeInto(anne.page, cell(anne.page, second, 'p104'), '41 000');
  await typeInto(anne.page, cell(anne.page, third, 'reliquats'), '700');
  await expect(saveState(anne.page)).toHaveText(
    /Hors ligne depuis .+\s: 2 modifications gardées sur ce poste/,
  );
  await expectFigure(cell(anne.page, second, 'p104'), '41 000');

  await typeInto(jean.page, cell(jean.page, second, 'p104'), '42 000');
  await expect(saveState(jean.page)).toHaveText('Enregistré');
  await anne.context.setOffline(false);

  await expectFigure(cell(anne.page, second, 'p104'), '42 000');
  for (const { page } of [anne, jean]) await expectFigure(cell(page, third, 'reliquats'), '700');
  expect(await p104OnDisk(plan, second)).toBe(42_000);

  const review = anne.page.getByRole('complementary', { name: 'Modifications à voir' });
  await expect(review).toContainText('41');
  await review.getByRole('button', { name: 'Remettre la mienne' }).click();
  for (const { page } of [anne, jean]) await expectFigure(cell(page, second, 'p104'), '41 000');
  await expect(saveState(anne.page)).toHaveText('Enregistré');
  expect(await p104OnDisk(plan, second)).toBe(41_000);
});

test('the server restarts in between: both come back by themselves and lose nothing', async ({
  plan,
  server,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const second = await plan.ficheId(2);

  await server.stop();
  await expect(saveState(jean.page)).toContainText('Hors ligne');
  await typeInto(anne.page, cell(anne.page, second, 'collectivite'), '9 100');
  await expect(saveState(anne.page)).toContainText('Hors ligne');
  await server.restart();

  for (const { page } of [anne, jean]) {
    await expect(saveState(page)).toHaveText('Enregistré');
    await expectFigure(cell(page, second, 'collectivite'), '9 100');
    await expectFigure(totalCell(page, 'collectivite'), '54 398');
  }
});

test('unsent edits survive closing the page, leaving warns, and they are sent on return', async ({
  plan,
}) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const second = await plan.ficheId(2);
  await openTab(anne.page, plan, 'budget');
  await anne.context.setOffline(true);
  await expect(saveState(anne.page)).toContainText('Hors ligne');
  await typeInto(anne.page, cell(anne.page, second, 'p104'), '43 210');
  await expect(saveState(anne.page)).toContainText('1 modification');

  const warned = new Promise<string>((resolve) =>
    anne.page.once('dialog', (dialog) => {
      resolve(dialog.type());
      void dialog.accept();
    }),
  );
  // Answering the question is not yet being gone.
  const gone = anne.page.waitForEvent('close');
  await anne.page.close({ runBeforeUnload: true });
  expect(await warned).toBe('beforeunload');
  await gone;

  await anne.context.setOffline(false);
  const again = await anne.context.newPage();
  await openTab(again, plan, 'budget');
  await expectFigure(cell(again, second, 'p104'), '43 210');
  await expect.poll(() => p104OnDisk(plan, second)).toBe(43_210);
});

test('a link out of the plan asks first while an edit is only on this device; leaving loses nothing', async ({
  plan,
}) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const second = await plan.ficheId(2);
  // The pages can be reached, the live line cannot.
  let isCut = false;
  const lines: { close(): Promise<void> }[] = [];
  await anne.page.routeWebSocket(/\/sync\//, (line) => {
    if (isCut) return void line.close();
    lines.push(line);
    line.connectToServer();
  });
  await openTab(anne.page, plan, 'budget');
  isCut = true;
  for (const line of lines) await line.close();
  await expect(saveState(anne.page)).toContainText('Hors ligne');
  await typeInto(anne.page, cell(anne.page, second, 'p104'), '43 210');
  await expect(saveState(anne.page)).toContainText('1 modification');

  await anne.page.getByRole('link', { name: 'Bénéficiaires' }).click();
  await expect(anne.page).toHaveURL(/beneficiaires/);
  const home = anne.page.getByRole('link', { name: 'Trame', exact: true });
  const question = anne.page.getByRole('dialog', { name: /Quitter ce plan/ });
  await home.click();
  await expect(question).toContainText('1 modification n’est pas encore sur le serveur');
  await question.getByRole('button', { name: 'Rester' }).last().click();
  await expect(question).toHaveCount(0);
  await expect(anne.page).toHaveURL(/beneficiaires/);

  await home.click();
  await question.getByRole('button', { name: 'Quitter le plan' }).click();
  await expect(anne.page).toHaveURL(`${plan.server.url}/`);
  isCut = false;
  await openTab(anne.page, plan, 'budget');
  await expectFigure(cell(anne.page, second, 'p104'), '43 210');
  await home.click();
  await expect(anne.page).toHaveURL(`${plan.server.url}/`);
  expect(await p104OnDisk(plan, second)).toBe(43_210);
});

test('a late edit on an archived row is kept, can be copied, and comes back with its row', async ({
  plan,
}) => {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const jean = await plan.person('Jean Lopez', 'coordinator');
  const second = await plan.ficheId(2);
  // As over plain http on a local network.
  await anne.page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await openTab(anne.page, plan, 'budget');
  await openTab(jean.page, plan, 'budget');

  await anne.context.setOffline(true);
  await expect(saveState(anne.page)).toContainText('Hors ligne');
  await typeInto(anne.page, cell(anne.page, second, 'p104'), '41 000');
  await cell(jean.page, second, 'row.action').click();
  await jean.page.keyboard.press('Shift+F10');
  await jean.page.getByRole('menuitem', { name: 'Archiver' }).click();
  await expect(cell(jean.page, second, 'row.action')).toHaveCount(0);
  await anne.context.setOffline(false);

  const review = anne.page.getByRole('complementary', { name: 'Modifications à voir' });
  await expect(review).toContainText('41 000');
  await review.getByRole('button', { name: 'Copier le texte' }).click();
  await expect(review.getByRole('button', { name: 'Copié' })).toBeVisible();
  await anne.page.getByLabel('Rechercher').focus();
  await anne.page.keyboard.press('ControlOrMeta+V');
  await expect(anne.page.getByLabel('Rechercher')).toHaveValue('41 000');
  await anne.page.getByLabel('Rechercher').fill('');

  // What is said of it is true now: somebody else may have brought the row back, and taken it away again.
  await jean.page.keyboard.press('ControlOrMeta+Z');
  await expect(review).toContainText('elle est revenue');
  await expect(review.getByRole('button', { name: 'Réappliquer' })).toBeEnabled();
  await jean.page.keyboard.press('ControlOrMeta+Y');

  await review.getByRole('button', { name: 'Restaurer la ligne et réappliquer' }).click();
  await expect(review).toHaveCount(0);
  for (const { page } of [anne, jean]) await expectFigure(cell(page, second, 'p104'), '41 000');
  await expect(saveState(anne.page)).toHaveText('Enregistré');
  expect(await p104OnDisk(plan, second)).toBe(41_000);
});

test('one sees who is there, their cell, that they are typing, and what they just changed', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const second = await plan.ficheId(2);

  await expect(anne.page.getByRole('button', { name: /Jean Lopez/ })).toBeVisible();
  await cell(jean.page, second, 'p104').click();
  const frame = anne.page.locator('.trame-peer').filter({ hasText: 'Jean Lopez' });
  await expect(frame).toBeVisible();
  const target = await cell(anne.page, second, 'p104').boundingBox();
  await expect
    .poll(async () => Math.round((await frame.boundingBox())?.x ?? 0))
    .toBe(Math.round(target?.x ?? -1));

  await jean.page.keyboard.press('F2');
  await expect(anne.page.locator('.trame-peer.is-editing')).toHaveCount(1);
  await jean.page.keyboard.press('Escape');
  await expect(anne.page.locator('.trame-peer.is-editing')).toHaveCount(0);

  const flashed = expect(cell(anne.page, second, 'reliquats')).toHaveClass(/is-flashing/);
  await typeInto(jean.page, cell(jean.page, second, 'reliquats'), '12');
  await flashed;
  await jean.page.close();
  await expect(anne.page.getByRole('button', { name: /Jean Lopez/ })).toHaveCount(0);
});
