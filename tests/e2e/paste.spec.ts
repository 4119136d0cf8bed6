// Pasting through the real clipboard: what other programs put there, what is doubtful, and what others do meanwhile.
import { readFileSync } from 'node:fs';
import { putOnClipboard } from '../helpers/real-clipboard.ts';
import {
  bothAtBudget,
  cell,
  expect,
  expectFigure,
  openTab,
  type PlanJson,
  saveState,
  test,
  totalCell,
} from './fixtures.ts';

const folder = new URL('../fixtures/clipboard/', import.meta.url);
const payload = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const expected = JSON.parse(payload('expected.json')) as Record<
  string,
  { values: (string | number | null)[][] }
>;
const sheet = expected['lo-calc-budget-full']?.values ?? [];

function figure(json: PlanJson, number: number, column: string): unknown {
  const row = json.rows.find((one) => one.kind === 'fiche' && one.number === number);
  return row?.cells[column]?.value ?? null;
}

function derived(json: PlanJson, number: number, column: string): number | null {
  const row = json.rows.find((one) => one.kind === 'fiche' && one.number === number);
  return row?.derived[column]?.value ?? null;
}

for (const [program, flavours] of [
  ['LibreOffice Calc, html', { html: payload('lo-calc-budget-full.html') }],
  ['LibreOffice Calc, text', { text: payload('lo-calc-budget-full.txt') }],
  ['Gnumeric, html', { html: payload('gnumeric-budget-full.html') }],
  ['Gnumeric, text', { text: payload('gnumeric-budget-full.txt') }],
] as const)
  test(`GR125 the budget sheet of ${program} finds its rows and columns by their names`, async ({ plan }) => {
    const { page } = await plan.person('Anne Martin', 'coordinator');
    await openTab(page, plan, 'budget');
    await cell(page, await plan.ficheId(1), 'p104').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await expectFigure(totalCell(page, 'p104'), '');
    await putOnClipboard(page, flavours);
    await page.keyboard.press('Control+v');
    const preview = page.getByRole('dialog', { name: 'Vérifier avant de coller' });
    await expect(preview.getByLabel('d’après les en-têtes et les noms des lignes')).toBeChecked();
    await preview.getByRole('button', { name: /^Coller \d+\scellules$/ }).click();
    await expect(page.locator('[data-region="status"]')).toContainText('cellules collées');
    await expect(saveState(page)).toHaveText('Enregistré');
    const json = await plan.json();
    for (const row of sheet.slice(1)) {
      const number = row[0];
      if (typeof number !== 'number') continue;
      expect(figure(json, number, 'p104'), `P104 of action ${number}`).toBe(row[4] ?? null);
      expect(figure(json, number, 'collectivite'), `contribution of action ${number}`).toBe(row[5] ?? null);
      expect(derived(json, number, 'cout_total'), `total cost of action ${number}`).toBe(row[6] ?? null);
    }
  });

test('GR80 one cell, and percents and dates, come through the real clipboard with what their program knows', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  await cell(page, await plan.ficheId(2), 'reliquats').click();
  await putOnClipboard(page, {
    html: payload('lo-calc-one-cell.html'),
    text: payload('lo-calc-one-cell.txt'),
  });
  await page.keyboard.press('Control+v');
  await expect(saveState(page)).toHaveText('Enregistré');
  // Calc's html has the full value (sdval); its text only what the cell shows.
  const full = expected['lo-calc-one-cell']?.values[0]?.[0];
  await expect.poll(async () => figure(await plan.json(), 2, 'reliquats')).toBeCloseTo(Number(full), 9);
  await cell(page, await plan.ficheId(3), 'reliquats').click();
  await putOnClipboard(page, { text: payload('lo-calc-one-cell.txt') });
  await page.keyboard.press('Control+v');
  await expect.poll(async () => figure(await plan.json(), 3, 'reliquats')).toBe(1562.86);

  // Seven indicators in percent are made by the paste itself, then take percent, start and end.
  await openTab(page, plan, 'indicateurs');
  await page.getByRole('gridcell').first().click();
  const lines = Array.from({ length: 7 }, (_, index) => `2\tEssai ${index + 1}\t%\t${index}`);
  await putOnClipboard(page, { text: ['N°\tIndicateur\tUnité\tObjectif', ...lines].join('\n') });
  await page.keyboard.press('Control+v');
  const preview = page.getByRole('dialog', { name: 'Vérifier avant de coller' });
  await preview.getByRole('button', { name: /^Coller/ }).click();
  await expect(page.locator('[data-region="status"]')).toContainText('7\u00a0cellules collées');
  const parts = async () =>
    (await plan.json()).rows.filter((row) => row.label?.startsWith('Essai ') === true);
  // Signed: what was reached takes the percents, the rate is passed by, what is proposed takes the ends.
  await page.getByRole('button', { name: /^Étape du plan et droits/ }).click();
  await page.getByRole('menuitem', { name: 'Signer le plan…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Signer le plan' }).click();
  await expect(page.getByRole('columnheader', { name: 'Proposé' })).toBeVisible();
  const first = (await parts())[0]?.id ?? '';
  await page.goto(`${plan.url('indicateurs')}?cell=${first}:target@realised`);
  await cell(page, first, 'target@realised').click();
  await putOnClipboard(page, { html: payload('lo-calc-dates-percent.html') });
  await page.keyboard.press('Control+v');
  await preview.getByRole('button', { name: /^Coller/ }).click();
  await expect(saveState(page)).toHaveText('Enregistré');
  const values = expected['lo-calc-dates-percent']?.values ?? [];
  const rows = await parts();
  expect(rows).toHaveLength(values.length);
  for (const [index, [percent, , end]] of values.entries()) {
    const cells = rows[index]?.cells;
    expect(cells?.['target@realised']?.value, `percent ${index + 1}`).toBeCloseTo(Number(percent) * 100, 7);
    // A date has no place in a cell of figures: kept as the day that the sheet showed, outside every sum.
    const shown = end === 45838 ? '30/06/2025' : end === 45657 ? '31/12/2024' : undefined;
    expect(cells?.['target@proposed']?.typed, `date ${index + 1}`).toBe(shown);
  }
});

test('GR126 a doubtful paste shows each cell, lets the person fix and leave out, and says what has no place', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  const [second, third, fourth] = [await plan.ficheId(2), await plan.ficheId(3), await plan.ficheId(4)];
  await cell(page, second, 'p104').click();
  await putOnClipboard(page, { text: '1.000\n61 500,25 €\nenviron 7\n' });
  await page.keyboard.press('Control+v');
  const preview = page.getByRole('dialog', { name: 'Vérifier avant de coller' });
  await expect(preview.getByRole('row')).toHaveCount(3);
  await expect(preview).toContainText('Ce nombre peut se lire de deux façons');
  await preview.getByRole('textbox').first().fill('1000');
  await preview.getByRole('textbox').first().press('Tab');
  await preview.getByRole('checkbox', { name: /^Coller Action 4/ }).uncheck();
  await preview.getByRole('button', { name: 'Coller 2\u00a0cellules' }).click();
  await expect(preview).toHaveCount(0);
  await expectFigure(cell(page, second, 'p104'), '1 000');
  await expectFigure(cell(page, third, 'p104'), '61 500,25');
  expect(figure(await plan.json(), 4, 'p104')).not.toBe(7);
  await expect(cell(page, fourth, 'p104')).not.toContainText('environ');

  // More rows than there are: told, and nothing is added.
  await page.keyboard.press('Control+End');
  const last = (await plan.json()).rows.findLast((row) => row.kind === 'fiche');
  await cell(page, last?.id ?? '', 'reliquats').click();
  await putOnClipboard(page, { text: '5\n6\n7\n' });
  await page.keyboard.press('Control+v');
  await expect(preview).toContainText('Aucune ligne de ce tableau ne lui correspond.');
  await preview.getByRole('button', { name: /Copier ce qui n’a pas de place/ }).click();
  await preview.getByRole('button', { name: 'Coller 1\u00a0cellule' }).click();
  await expect(page.locator('[data-region="status"]')).toContainText(
    '2\u00a0valeurs n’ont pas trouvé de place',
  );
});

test('GR127 missing indicators are created with the paste, and go back with it as one step', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'indicateurs');
  await page.getByRole('gridcell').first().click();
  await putOnClipboard(page, {
    text: 'Action\tIndicateur\tUnité\tObjectif\n2\tVisites d’entreprises\t\t12\n',
  });
  await page.keyboard.press('Control+v');
  const preview = page.getByRole('dialog', { name: 'Vérifier avant de coller' });
  await expect(preview).toContainText('Visites d’entreprises (action\u00a02)');
  await preview.getByRole('button', { name: /^Coller/ }).click();
  await expect(page.locator('[data-region="status"]')).toContainText('1\u00a0cellule collée');
  await expect(saveState(page)).toHaveText('Enregistré');
  const added = async () =>
    (await plan.json()).rows.find((row) => row.label === 'Visites d’entreprises' && row.archived !== true);
  expect((await added())?.cells['target']?.value).toBe(12);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await added()) === undefined).toBe(true);
  await page.keyboard.press('Control+y');
  await expect.poll(async () => (await added())?.cells['target']?.value).toBe(12);
});

test('GR128 one value fills the range; Ctrl+Shift+V takes the figures as they were shown', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  await cell(page, await plan.ficheId(2), 'reliquats').click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  const html = '<table><tr><td sdval="12,345" sdnum="1036;">12</td></tr></table>';
  await putOnClipboard(page, { text: '12', html });
  await page.keyboard.press('Control+v');
  await expect(page.locator('[data-region="status"]')).toContainText('3\u00a0cellules collées');
  await expect(saveState(page)).toHaveText('Enregistré');
  expect(figure(await plan.json(), 4, 'reliquats')).toBe(12.345);
  await page.keyboard.press('Control+Shift+v');
  await expect.poll(async () => figure(await plan.json(), 4, 'reliquats')).toBe(12);
});

test('GR129 a paste goes to its rows while somebody inserts and archives rows around them', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const [second, third, fifth] = [await plan.ficheId(2), await plan.ficheId(3), await plan.ficheId(5)];
  await cell(anne.page, second, 'reliquats').click();
  await anne.page.keyboard.press('Shift+ArrowDown');
  await anne.page.keyboard.press('Shift+ArrowDown');
  await anne.page.keyboard.press('Shift+ArrowDown');
  await putOnClipboard(anne.page, { text: '11\n22\ntrois\n44\n' });
  await anne.page.keyboard.press('Control+v');
  const preview = anne.page.getByRole('dialog', { name: 'Vérifier avant de coller' });
  await expect(preview).toBeVisible();

  // While the preview is open, the third of the four rows goes, and a new one comes in before it.
  const fourth = await plan.ficheId(4);
  await cell(jean.page, fourth, 'row.action').click();
  await jean.page.keyboard.press('Shift+F10');
  await jean.page.getByRole('menuitem', { name: /Archiver/ }).click();
  await expect(cell(anne.page, fourth, 'reliquats')).toHaveCount(0);
  await expect(preview).toContainText('Sa ligne n’est plus là');
  await jean.page.getByRole('button', { name: 'Ajouter une action' }).click();
  const dialog = jean.page.getByRole('dialog');
  await dialog.getByLabel('Intitulé').fill('Nouvelle venue');
  await dialog.getByLabel(/^Axe/).selectOption({ index: 1 });
  await dialog.getByRole('button', { name: 'Ajouter' }).click();
  await expect(anne.page.getByRole('gridcell', { name: /Nouvelle venue/ })).toHaveCount(1);
  await preview.getByRole('button', { name: /^Coller/ }).click();
  await expect(anne.page.locator('[data-region="status"]')).toContainText(
    '1\u00a0valeur n’a pas trouvé de place',
  );
  await expect(saveState(anne.page)).toHaveText('Enregistré');
  for (const { page } of [anne, jean]) {
    await expectFigure(cell(page, second, 'reliquats'), '11');
    await expectFigure(cell(page, third, 'reliquats'), '22');
    await expectFigure(cell(page, fifth, 'reliquats'), '44');
  }
  const written = (await plan.json()).rows.filter((row) => row.cells['reliquats']?.typed !== undefined);
  expect(written.map(({ number }) => number).sort()).toEqual([2, 3, 5]);
});
