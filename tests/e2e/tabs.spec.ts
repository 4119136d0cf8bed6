// The three tabs on the real plan: exact figures, empty cells that say why, texts kept and marked, filters and search,
// projection, language.
import {
  cell,
  expect,
  expectFigure,
  openTab,
  plain,
  saveState,
  test,
  totalCell,
  typeInto,
} from './fixtures.ts';

test('Budget: each derived figure of Metz, to the cent', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'viewer');
  await openTab(page, plan, 'budget');
  for (const [number, figure] of [
    [2, '1 562,86'],
    [3, '759,44'],
    [4, '133,75'],
    [5, '200,00'],
    [6, '620,00'],
    [7, '187,50'],
    [9, '200,00'],
    [10, '140,00'],
  ] as const) {
    await expectFigure(cell(page, await plan.ficheId(number), 'cout_unitaire'), figure);
  }
});

test('an empty derived cell says why, and what cannot be read is kept, marked and left out of the total', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  const first = await plan.ficheId(1);
  const second = await plan.ficheId(2);
  await openTab(page, plan, 'budget');
  await cell(page, first, 'cout_unitaire').hover();
  await expect(page.getByRole('tooltip')).toContainText(/bénéficiaires non renseignés/i);

  await typeInto(page, cell(page, second, 'p104'), 'environ 9 600');
  await expectFigure(cell(page, second, 'p104'), 'environ 9 600');
  await expect(cell(page, second, 'p104')).toHaveClass(/unread|doubtful/);
  const total = totalCell(page, 'p104');
  await expect.poll(async () => plain((await total.textContent()) ?? '')).toContain('197 077');
  await total.hover();
  await expect(page.getByRole('tooltip').last()).toContainText('1 valeur non numérique ignorée');

  await typeInto(page, cell(page, second, 'p104'), '1.000');
  await expectFigure(cell(page, second, 'p104'), '1.000');
  await expect(cell(page, second, 'p104')).toHaveClass(/unread|doubtful/);
});

test('opening and leaving a cell changes nothing', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  const second = await plan.ficheId(2);
  await openTab(page, plan, 'budget');
  const before = await plan.json();
  await cell(page, second, 'p104').dblclick();
  await page.keyboard.press('Enter');
  await cell(page, second, 'reliquats').dblclick();
  await page.keyboard.press('Tab');
  await expect(saveState(page)).toHaveText('Enregistré');
  expect(await plan.json()).toEqual(before);
});

test('Bénéficiaires: totals are cumulated and say so', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'viewer');
  await openTab(page, plan, 'beneficiaires');
  await expectFigure(totalCell(page, 'beneficiaires_total'), '500');
  await expectFigure(totalCell(page, 'acteurs_nombre'), '1 250');
  await expect(page.locator('.ag-row-pinned').first()).toContainText('cumulés');
});

test('Indicateurs: hourly costs, texts as typed, filters and a search without accents', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'viewer');
  const second = await plan.ficheId(2);
  await openTab(page, plan, 'indicateurs');
  await expectFigure(cell(page, `${second}.fr_cout_horaire`, 'target'), '5,21');

  const duration = (await plan.json()).rows.find(
    (row) => row.ficheId === second && row.key === 'emploi_duree',
  );
  if (duration === undefined) throw new Error('action 2 has no duration');
  await page.getByLabel('Rechercher').fill('duree moyenne');
  await expectFigure(cell(page, duration.id, 'target'), '9');
  await cell(page, duration.id, 'target').click();
  await expect(page.locator('[data-region="status"]')).toContainText(/saisi\s: «\s9 mois\s»/);
  await expect(cell(page, `${second}.fr_cout_horaire`, 'target')).toHaveCount(0);
  await page.getByLabel('Rechercher').fill('');
  await page.getByLabel('Action', { exact: true }).selectOption({ index: 8 });
  await expect(page.getByRole('gridcell', { name: /40 formations soit environ 320 heures/ })).toBeVisible();
});

test('Projeter makes the grid large, and the choice is one’s own', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  const second = await plan.ficheId(2);
  await openTab(page, plan, 'budget');
  const sizeOf = () =>
    cell(page, second, 'p104').evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  expect(await sizeOf()).toBe(13);
  await page.getByRole('button', { name: 'Projeter' }).click();
  await expect.poll(sizeOf).toBe(18);
});

test('English changes the chrome, never the official labels nor the figures', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'viewer');
  await openTab(page, plan, 'budget');
  await page.getByRole('button', { name: /Anne Martin/ }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(saveState(page)).toHaveText('Saved');
  await expect(cell(page, 'axis.2', 'row.action')).toContainText('Améliorer la maîtrise');
  await expectFigure(cell(page, await plan.ficheId(2), 'cout_unitaire'), '1 562,86');
});

test('without network, a tab that was never opened opens', async ({ plan }) => {
  const { page, context } = await plan.person('Anne Martin', 'viewer');
  await openTab(page, plan, 'budget');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await expect(saveState(page)).toContainText('Hors ligne');
  await page.getByRole('link', { name: 'Indicateurs' }).click();
  await expectFigure(cell(page, `${await plan.ficheId(2)}.fr_cout_horaire`, 'target'), '5,21');
});
