// Two people in one plan, a partner and a coordinator: what is locked looks so and says why, and follows rights, carriers and
// signing while both have the plan open.
import { violations } from '../helpers/axe.ts';
import {
  cell,
  expect,
  expectFigure,
  type MetzPlan,
  openTab,
  type Person,
  plain,
  saveState,
  test,
  typeInto,
} from './fixtures.ts';

async function bothAtBudget(plan: MetzPlan): Promise<{ anne: Person; lea: Person }> {
  const anne = await plan.person('Anne Martin', 'coordinator');
  const lea = await plan.person('Léa Roux', 'partner', { organisation: 'Maison du FLE' });
  await openTab(anne.page, plan, 'budget');
  await openTab(lea.page, plan, 'budget');
  return { anne, lea };
}

const isLocked = /is-locked/;

function phaseButton({ page }: Person) {
  return page.getByRole('button', { name: /^Étape du plan et droits/ });
}

async function openRowMenu({ page }: Person, rowId: string): Promise<void> {
  await cell(page, rowId, 'p104').click({ button: 'right' });
}

async function sign(anne: Person): Promise<void> {
  await phaseButton(anne).click();
  await anne.page.getByRole('menuitem', { name: /^Signer/ }).click();
  await anne.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Signer/ })
    .click();
  await expect(anne.page.getByRole('dialog')).toBeHidden();
}

test('GR230 GR231 a partner writes their own actions, sees the others locked and why; carriers unlock them live', async ({
  plan,
}) => {
  const { anne, lea } = await bothAtBudget(plan);
  const [own, other] = [await plan.ficheId(4), await plan.ficheId(2)];
  await expect(phaseButton(lea)).toHaveText(/En préparation.*Partenaire · Maison du FLE/);
  await typeInto(lea.page, cell(lea.page, own, 'p104'), '9700');
  await expectFigure(cell(anne.page, own, 'p104'), '9 700');

  expect(await violations(lea.page)).toEqual([]);
  const locked = cell(lea.page, other, 'p104');
  await expect(locked).toHaveClass(isLocked);
  await expect(cell(lea.page, own, 'p104')).not.toHaveClass(isLocked);
  await locked.click();
  const status = lea.page.locator('[data-region="status"]');
  // Before one tries, and after.
  await expect(status).toContainText('Portée par CASSIS.');
  await lea.page.keyboard.type('1');
  await expect(lea.page.locator('.ag-cell-inline-editing')).toHaveCount(0);
  await expect(status).toContainText('Seuls les porteurs de l’action et les coordinateurs la modifient.');
  await expectFigure(locked, '45 800');

  await openRowMenu(anne, other);
  await anne.page.getByRole('menuitem', { name: 'Porteurs…' }).click();
  const dialog = anne.page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { name: 'CASSIS' })).toBeChecked();
  await dialog.getByRole('checkbox', { name: 'Maison du FLE' }).check();
  expect(await violations(anne.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(locked).not.toHaveClass(isLocked);
  await typeInto(lea.page, locked, '45900');
  await expectFigure(cell(anne.page, other, 'p104'), '45 900');
  // As any other act on a row: it can be taken back.
  await anne.page
    .getByRole('button', { name: /^Annuler/ })
    .first()
    .click();
  await expect(locked).toHaveClass(isLocked);
});

test('GR230 GR233 a paste over one’s own and others’ actions says what is locked, and writes the rest', async ({
  plan,
}) => {
  const { lea } = await bothAtBudget(plan);
  const [third, own] = [await plan.ficheId(3), await plan.ficheId(4)];
  await lea.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await lea.page.evaluate(() => navigator.clipboard.writeText('1\n2'));
  await cell(lea.page, third, 'p104').click();
  await lea.page.keyboard.press('ControlOrMeta+v');
  const preview = lea.page.getByRole('dialog');
  await expect(preview).toContainText('Seuls les porteurs de l’action et les coordinateurs la modifient.');
  await preview
    .getByRole('button', { name: /^Coller/ })
    .first()
    .click();
  await expectFigure(cell(lea.page, own, 'p104'), '2');
  await expectFigure(cell(lea.page, third, 'p104'), '27 940');
  await expect(saveState(lea.page)).toHaveText('Enregistré');
});

test('GR231 GR232 CM7 signing freezes what is planned for everybody and opens what follows, on both screens', async ({
  plan,
}) => {
  const { anne, lea } = await bothAtBudget(plan);
  const own = await plan.ficheId(4);
  await phaseButton(lea).click();
  await expect(lea.page.getByRole('menuitem', { name: /Signer/ })).toHaveCount(0);
  await lea.page.keyboard.press('Escape');
  await phaseButton(anne).click();
  await anne.page.getByRole('menuitem', { name: 'Signer le plan…' }).click();
  await expect(anne.page.getByRole('dialog')).toContainText('Une signature ne s’annule pas.');
  expect(await violations(anne.page)).toEqual([]);
  await anne.page.getByRole('dialog').getByRole('button', { name: 'Signer le plan' }).click();
  for (const person of [anne, lea]) {
    await expect(phaseButton(person)).toHaveText(/Signé.*version 1/);
    await expect(cell(person.page, own, 'p104')).toHaveClass(isLocked);
    await expect(cell(person.page, own, 'p104@spent')).not.toHaveClass(isLocked);
  }
  await cell(anne.page, own, 'p104').click();
  await expect(anne.page.locator('[data-region="status"]')).toContainText('seul un avenant la change');
  await typeInto(lea.page, cell(lea.page, own, 'p104@spent'), '4500');
  await expectFigure(cell(anne.page, own, 'p104@spent'), '4 500');
  await expectFigure(anne.page.locator('.ag-row-pinned [col-id="p104@spent"]'), '4 500');

  // A wish for the next amendment, agreed by the next signature.
  const row = (await plan.json()).rows.find(({ kind, ficheId }) => kind === 'indicator' && ficheId === own);
  if (row === undefined) throw new Error('action 4 has no indicator');
  await lea.page.goto(`${plan.url('indicateurs')}?cell=${row.id}:target`);
  await expect(cell(lea.page, row.id, 'target')).toBeVisible();
  const before = plain((await cell(lea.page, row.id, 'target').textContent()) ?? '');
  await typeInto(lea.page, cell(lea.page, row.id, 'target@proposed'), '77');
  await expect(saveState(lea.page)).toHaveText('Enregistré');
  await expectFigure(cell(lea.page, row.id, 'target'), before);
  await phaseButton(anne).click();
  await anne.page.getByRole('menuitem', { name: 'Signer un avenant…' }).click();
  await expect(anne.page.getByRole('dialog')).toContainText('1 valeur proposée devient la valeur prévue.');
  await anne.page.getByRole('dialog').getByRole('button', { name: 'Signer la version 2' }).click();
  await expectFigure(cell(lea.page, row.id, 'target'), '77');
  await expectFigure(cell(lea.page, row.id, 'target@proposed'), '');
});

test('GR231 CM8 a closed action is locked for everybody until it is reopened', async ({ plan }) => {
  const { anne, lea } = await bothAtBudget(plan);
  await sign(anne);
  const own = await plan.ficheId(4);
  const spent = cell(lea.page, own, 'p104@spent');
  await expect(spent).not.toHaveClass(isLocked);
  await openRowMenu(anne, own);
  await anne.page.getByRole('menuitem', { name: 'Clore l’action' }).click();
  await expect(spent).toHaveClass(isLocked);
  await expect(cell(anne.page, own, 'p104@spent')).toHaveClass(isLocked);
  await openRowMenu(anne, own);
  await anne.page.getByRole('menuitem', { name: 'Rouvrir l’action' }).click();
  await expect(spent).not.toHaveClass(isLocked);
});

test('GR233 what was typed without network into an action that was taken away is kept with the reason', async ({
  plan,
}) => {
  const { anne, lea } = await bothAtBudget(plan);
  const own = await plan.ficheId(4);
  await lea.context.setOffline(true);
  await expect(saveState(lea.page)).not.toHaveText('Enregistré');
  await typeInto(lea.page, cell(lea.page, own, 'p104'), '9999');
  await openRowMenu(anne, own);
  await anne.page.getByRole('menuitem', { name: 'Porteurs…' }).click();
  await anne.page.getByRole('dialog').getByRole('checkbox', { name: 'Maison du FLE' }).uncheck();
  await anne.page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(anne.page.getByRole('dialog')).toBeHidden();
  await lea.context.setOffline(false);
  const review = lea.page.getByRole('complementary', { name: 'Modifications à voir' });
  await expect(review).toContainText('9999');
  await expect(review).toContainText('portée par d’autres organisations que la vôtre');
  await expectFigure(cell(lea.page, own, 'p104'), '9 600');
  await expect(cell(lea.page, own, 'p104')).toHaveClass(isLocked);
  await expect(saveState(lea.page)).toHaveText('Enregistré');
});

test('GR234 the page of rights says the matrix in words, to anybody, and axe finds nothing', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/aide/droits`);
  const signed = page.getByRole('table', { name: 'Étape : Signé' });
  const spent = signed.getByRole('row', { name: /^Action Dépensé/ });
  await expect(spent.getByRole('cell')).toHaveText([
    'Action',
    'toutes les actions',
    'les actions de son organisation',
    'non',
    'non',
  ]);
  await expect(signed.getByRole('row', { name: /^Action Prévu non non non non$/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
