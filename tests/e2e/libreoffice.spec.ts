// Copied out of Trame and read by a real LibreOffice, and the other way round; skipped where there is none.
import type { Page } from '@playwright/test';
import { exportedHtml, findLibreOffice, openInCalc } from '../helpers/libreoffice.ts';
import { sheetDocument, textDocument } from '../helpers/open-document.ts';
import { clipboardOf, type Flavours, putOnClipboard } from '../helpers/real-clipboard.ts';
import { cell, expect, type MetzPlan, openTab, type PlanRow, saveState, test } from './fixtures.ts';

const program = findLibreOffice() ?? '';
test.skip(program === '', 'LibreOffice is not installed');

const status = '[data-region="status"]';

async function fiche(plan: MetzPlan, number: number): Promise<PlanRow> {
  const row = (await plan.json()).rows.find((one) => one.kind === 'fiche' && one.number === number);
  if (row === undefined) throw new Error(`no action ${number}`);
  return row;
}

async function copyEverything(page: Page): Promise<{ text: string; html: string }> {
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await expect(page.locator(status)).toContainText('copiées');
  return clipboardOf(page);
}

test('GR85 GR86 what is copied arrives in LibreOffice as figures with all their digits, from html and from text', async ({
  plan,
}) => {
  const { page, context } = await plan.person('Anne Martin', 'coordinator');
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: plan.server.url });
  await openTab(page, plan, 'budget');
  await cell(page, await plan.ficheId(2), 'p104').click();
  const columns = await page
    .locator('.ag-header-cell')
    .evaluateAll((headers) => headers.map((header) => header.getAttribute('col-id') ?? ''));
  const flavours = await copyEverything(page);
  const fiches = (await plan.json()).rows.filter((row) => row.kind === 'fiche');
  for (const as of ['html', 'text'] as const) {
    const sheet = await openInCalc(program, flavours[as], as);
    for (const row of fiches.filter(({ number }) => (number ?? 0) <= 10)) {
      const line = sheet.find(([title]) => String(title).startsWith(`${row.number} · `)) ?? [];
      for (const column of ['p104', 'collectivite', 'cout_total', 'cout_unitaire', 'taux_cofinancement']) {
        const value = row.derived[column]?.value ?? row.cells[column]?.value ?? null;
        const read = line[columns.indexOf(column)] ?? null;
        const where = `${column} of action ${row.number}, ${as}`;
        if (typeof value !== 'number') expect(read, where).toBeNull();
        else expect(read, where).toBeCloseTo(value, 8);
      }
    }
  }
});

async function pasteOn(page: Page, rowId: string, column: string, flavours: Flavours): Promise<void> {
  await cell(page, rowId, column).click();
  await putOnClipboard(page, flavours);
  await page.keyboard.press('Control+v');
}

test('GR80 a sheet that LibreOffice Calc opens is pasted by its names, true values and not displayed ones', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  const sheet = sheetDocument([
    [{ text: 'Budget 2024-2025', across: 4 }],
    ['N°', 'Action', 'Subvention P104', 'Reliquats disponibles au titre de l’exécution n-1'],
    [2, 'Langue', { value: 12345.678, style: 'euros' }, { value: -50.25, style: 'euros' }],
    [3, 'Français\nprofessionnel', { formula: 'of:=[.C3]*2', style: 'euros' }, null],
  ]);
  const html = await exportedHtml(program, 'budget.fods', sheet);
  await pasteOn(page, await plan.ficheId(1), 'p104', { html });
  const preview = page.getByRole('dialog', { name: 'Vérifier avant de coller' });
  await expect(preview.getByLabel('d’après les en-têtes et les noms des lignes')).toBeChecked();
  await preview.getByRole('button', { name: /^Coller \d+\scellules$/ }).click();
  await expect(saveState(page)).toHaveText('Enregistré');
  const [second, third] = [await fiche(plan, 2), await fiche(plan, 3)];
  expect(second.cells['p104']?.value).toBe(12345.678);
  expect(second.cells['reliquats']?.value).toBe(-50.25);
  expect(third.cells['p104']?.value).toBe(24691.356);
});

test('GR72 a table of LibreOffice Writer keeps its grid, its figures as people write them', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'budget');
  const document = textDocument([
    ['1\u202f562,86', '(1\u00a0463)'],
    ['56 k€', '\u2212200 €'],
  ]);
  const html = await exportedHtml(program, 'tableau.fodt', document);
  await pasteOn(page, await plan.ficheId(2), 'p104', { html, text: 'un texte de secours' });
  await expect(page.locator(status)).toContainText('4\u00a0cellules collées');
  await expect(saveState(page)).toHaveText('Enregistré');
  const [second, third] = [await fiche(plan, 2), await fiche(plan, 3)];
  expect([second, third].map(({ cells }) => [cells['p104']?.value, cells['reliquats']?.value])).toEqual([
    [1562.86, -1463],
    [56_000, -200],
  ]);
});
