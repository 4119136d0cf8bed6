// Without a server, on one's own computer: what opens after the browser was closed, what can be done, what is sent on
// return, and for whom.
import { putOnClipboard } from '../helpers/real-clipboard.ts';
import { keepPlan, offlineTest as test } from './device.ts';
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
