// The rest of the hands that need a browser: filling by mouse, whole rows, find and replace, today, and what others see.
import { bothAtBudget, cell, expect, expectFigure, openTab, saveState, test, typeInto } from './fixtures.ts';

const status = '[data-region="status"]';

test('GR62 the number of a row selects the row, a header the column; the status line sums exactly', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  const second = await plan.ficheId(2);
  await cell(page, second, 'row.action').locator('.number').click();
  await expect(page.locator('.trame-range')).toHaveCount(2);
  await expect(cell(page, second, 'cout_total')).toHaveAttribute('aria-selected', 'true');
  await page.locator('.ag-header-cell[col-id="p104"]').click();
  await expect(page.locator(status)).toContainText(/Min/);
  await expect(cell(page, second, 'p104')).toHaveAttribute('aria-selected', 'true');
  await expect(cell(page, second, 'cout_total')).toHaveAttribute('aria-selected', 'false');
  await cell(page, second, 'p104').click();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator(status)).toContainText(/Somme\s*73\s740/);
  await expect(page.getByRole('status').filter({ hasText: '2\u00a0cellules sélectionnées.' })).toHaveCount(1);
});

test('GR63 the handle fills what it is dragged over, and a double click as far as the neighbour goes', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  const [second, third, fourth] = [await plan.ficheId(2), await plan.ficheId(3), await plan.ficheId(4)];
  await typeInto(page, cell(page, second, 'reliquats'), '10');
  await typeInto(page, cell(page, third, 'reliquats'), '20');
  await cell(page, second, 'reliquats').click();
  await page.keyboard.press('Shift+ArrowDown');
  const handle = page.locator('.trame-fill-handle');
  await handle.hover();
  await page.mouse.down();
  await cell(page, await plan.ficheId(5), 'reliquats').hover();
  await expect(page.locator('.trame-range.is-fill')).toHaveCount(1);
  await page.mouse.up();
  await expectFigure(cell(page, fourth, 'reliquats'), '30');
  await expectFigure(cell(page, await plan.ficheId(5), 'reliquats'), '40');
  await page.keyboard.press('Control+z');
  await expectFigure(cell(page, fourth, 'reliquats'), '');
  await cell(page, second, 'reliquats').click();
  await handle.dblclick();
  await expectFigure(cell(page, await plan.ficheId(10), 'reliquats'), '10');
});

test('GR64 Ctrl+Enter puts what is typed into every selected cell, as one step; Ctrl+; is today', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  const [second, third] = [await plan.ficheId(2), await plan.ficheId(3)];
  await cell(page, second, 'reliquats').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.type('15');
  await page.keyboard.press('Control+Enter');
  await expectFigure(cell(page, second, 'reliquats'), '15');
  await expectFigure(cell(page, third, 'reliquats'), '15');
  await page.keyboard.press('Control+z');
  await expectFigure(cell(page, second, 'reliquats'), '');
  await page.keyboard.press('Control+;');
  await expect(page.locator(status)).toContainText(
    'La date du jour va dans une cellule de texte ou de date.',
  );
  await openTab(page, plan, 'indicateurs');
  const comment = page.locator('.ag-row [role="gridcell"][col-id="comment"]').nth(2);
  await comment.click();
  await page.keyboard.press('Control+;');
  await expect(comment).toContainText(/\d\d\/\d\d\/\d{4}/);
  await comment.click();
  await page.keyboard.type('une');
  await page.keyboard.press('Alt+Enter');
  await page.keyboard.type('deux');
  await page.keyboard.press('Enter');
  await expect(saveState(page)).toHaveText('Enregistré');
  expect((await plan.json()).rows.some((row) => row.cells['comment']?.typed === 'une\ndeux')).toBe(true);
});

test('GR65 find goes from match to match; replace shows what it would do and is one step', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  const [second, third] = [await plan.ficheId(2), await plan.ficheId(3)];
  await typeInto(page, cell(page, second, 'reliquats'), '123');
  await typeInto(page, cell(page, third, 'reliquats'), '1234');
  await page.keyboard.press('Control+h');
  const panel = page.getByRole('region', { name: 'Rechercher et remplacer' });
  await panel.getByLabel('Rechercher', { exact: true }).fill('123');
  await expect(panel).toContainText('1\u00a0sur');
  await panel.getByLabel('Remplacer par').fill('456');
  await panel.getByRole('checkbox', { name: /^Remplacer dans Action 3/ }).uncheck();
  await panel.getByRole('button', { name: 'Remplacer dans 1\u00a0cellule' }).click();
  await expect(page.locator(status)).toContainText('1\u00a0cellule remplacée.');
  await expectFigure(cell(page, second, 'reliquats'), '456');
  await expectFigure(cell(page, third, 'reliquats'), '1 234');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expectFigure(cell(page, second, 'reliquats'), '123');
});

test('GR152 rows that one filters out are neither found nor offered to replace', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  const second = await plan.ficheId(2);
  await typeInto(page, cell(page, second, 'reliquats'), '123');
  await page.keyboard.press('Control+h');
  const panel = page.getByRole('region', { name: 'Rechercher et remplacer' });
  await panel.getByLabel('Rechercher', { exact: true }).fill('123');
  await panel.getByLabel('Remplacer par').fill('456');
  const offered = panel.getByRole('checkbox', { name: /^Remplacer dans Action/ });
  await expect(offered).toHaveCount(1);
  await page.getByRole('toolbar').getByRole('searchbox').fill('zzz');
  await expect(cell(page, second, 'reliquats')).toHaveCount(0);
  await expect(offered).toHaveCount(0);
});

test('GR66 others see what one has selected, follow rows that come and go, and are told what changes in it', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const [second, third, fourth] = [await plan.ficheId(2), await plan.ficheId(3), await plan.ficheId(4)];
  await cell(anne.page, second, 'p104').click();
  await anne.page.keyboard.press('Shift+ArrowDown');
  await anne.page.keyboard.press('Shift+ArrowDown');
  const seen = jean.page.locator('.trame-range.is-peer');
  await expect(seen).toHaveCount(1);
  const own = anne.page.locator('.trame-range');
  const height = async (): Promise<number> => (await own.boundingBox())?.height ?? 0;
  const before = await height();
  await cell(jean.page, third, 'p104').click();
  await jean.page.keyboard.press('Shift+ArrowDown');
  await jean.page.keyboard.press('Delete');
  await expect(anne.page.getByText('2\u00a0cellules de la sélection viennent d’être modifiées')).toHaveCount(
    1,
  );
  await cell(jean.page, fourth, 'row.action').click();
  await jean.page.keyboard.press('Shift+F10');
  await jean.page.getByRole('menuitem', { name: /Archiver/ }).click();
  await expect.poll(height).toBeLessThan(before - 10);
  await expect(cell(anne.page, third, 'p104')).toHaveAttribute('aria-selected', 'true');
});

test('GR54 Enter goes to the next row while somebody archives a row above the open editor', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const [fifth, sixth, seventh] = [await plan.ficheId(5), await plan.ficheId(6), await plan.ficheId(7)];
  await cell(anne.page, sixth, 'reliquats').click();
  await anne.page.keyboard.type('15');
  await cell(jean.page, fifth, 'row.action').click();
  await jean.page.keyboard.press('Shift+F10');
  await jean.page.getByRole('menuitem', { name: /Archiver/ }).click();
  await expect(cell(jean.page, fifth, 'p104')).toHaveCount(0);
  await anne.page.keyboard.press('Enter');
  await expect(cell(anne.page, fifth, 'p104')).toHaveCount(0);
  await expectFigure(cell(anne.page, sixth, 'reliquats'), '15');
  await expect(cell(anne.page, seventh, 'reliquats')).toHaveClass(/ag-cell-focus/);
});
