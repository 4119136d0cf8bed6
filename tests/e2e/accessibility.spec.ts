// axe finds nothing on any page, in light and dark; the workspace can be used by keyboard alone.
import { putOnClipboard } from '../helpers/real-clipboard.ts';
import { violations } from '../helpers/axe.ts';
import { cell, expect, expectFigure, openTab, saveState, test } from './fixtures.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page (${colorScheme})`, async ({ plan }) => {
    test.slow();
    const { page } = await plan.person('Anne Martin', 'coordinator', { admin: true });
    await page.emulateMedia({ colorScheme });
    const { url } = plan.server;
    for (const path of [
      '/',
      '/contracts/new',
      `/contracts/${plan.contractId}`,
      `/contracts/${plan.contractId}/personnes`,
      '/nulle-part',
    ]) {
      await page.goto(url + path);
      expect(await violations(page), path).toEqual([]);
    }
    const other = await plan.person('Jean Lopez', 'viewer');
    await openTab(other.page, plan, 'budget');
    for (const tab of ['budget', 'beneficiaires', 'indicateurs'] as const) {
      await openTab(page, plan, tab);
      await expect(page.getByRole('button', { name: /Jean Lopez/ })).toBeVisible();
      expect(await violations(page), tab).toEqual([]);
    }
    await page.getByRole('button', { name: 'Ajouter un indicateur' }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await violations(page), 'dialog').toEqual([]);
    await page.keyboard.press('Escape');
    await openTab(page, plan, 'budget');
    await cell(page, await plan.ficheId(2), 'p104').click();
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.locator('.trame-range')).toHaveCount(1);
    expect(await violations(page), 'a range').toEqual([]);
    await page.keyboard.press('Control+h');
    await page
      .getByRole('region', { name: 'Rechercher et remplacer' })
      .getByLabel('Rechercher', { exact: true })
      .fill('00');
    await expect(page.getByRole('button', { name: /^Remplacer dans/ })).toBeEnabled();
    expect(await violations(page), 'find and replace').toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await violations(page), 'the keys').toEqual([]);
    await page.keyboard.press('Escape');
    await putOnClipboard(page, { text: 'environ 7\n8\n' });
    await page.keyboard.press('Control+v');
    await expect(page.getByRole('dialog', { name: 'Vérifier avant de coller' })).toBeVisible();
    expect(await violations(page), 'the preview of a paste').toEqual([]);
    const signedOut = await (await plan.newContext()).newPage();
    await signedOut.emulateMedia({ colorScheme });
    for (const path of ['/login', '/invitations/inconnue', '/reset/inconnu', '/setup']) {
      await signedOut.goto(url + path);
      expect(await violations(signedOut), path).toEqual([]);
    }
  });
}

test('a cell is reached, filled and left by keyboard alone', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  const second = await plan.ficheId(2);
  await openTab(page, plan, 'budget');
  await cell(page, second, 'row.action').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('47000');
  await page.keyboard.press('Tab');
  await expectFigure(cell(page, second, 'p104'), '47 000');
  await page.keyboard.type('800');
  await page.keyboard.press('Enter');
  await expectFigure(cell(page, second, 'reliquats'), '800');
  // GR54: Enter went back to the column where the Tabs began.
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Delete');
  await expectFigure(cell(page, second, 'reliquats'), '');
  await expect(saveState(page)).toHaveText('Enregistré');
  await page.keyboard.press('F6');
  expect(
    await page.evaluate(() => document.activeElement?.closest('[role="treegrid"], [role="grid"]')),
  ).toBeNull();
});

test('at 200 % zoom everything is still reached: nothing is cut off, the grid scrolls inside the page', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  // What a window of 1 280 × 800 shows at 200 %.
  await page.setViewportSize({ width: 640, height: 400 });
  await openTab(page, plan, 'budget');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const fourth = await plan.ficheId(4);
  await cell(page, await plan.ficheId(2), 'row.action').click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(cell(page, fourth, 'part_enveloppe')).toBeInViewport();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, fourth, 'p104')).toBeInViewport();
  await putOnClipboard(page, { text: 'environ 7\n8\n' });
  await page.keyboard.press('Control+v');
  const preview = page.getByRole('dialog', { name: 'Vérifier avant de coller' });
  await expect(preview.getByRole('button', { name: 'Ne rien coller' })).toBeInViewport();
});

test('with reduced motion nothing moves, and changes of others are still marked', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openTab(page, plan, 'budget');
  const longest = await page.evaluate(() =>
    [...document.querySelectorAll('*')].reduce((most, element) => {
      const { animationDuration, transitionDuration } = getComputedStyle(element);
      const seconds = `${animationDuration},${transitionDuration}`.split(',').map((one) => {
        const value = Number.parseFloat(one);
        return one.trim().endsWith('ms') ? value / 1_000 : value;
      });
      return Math.max(most, ...seconds.filter(Number.isFinite));
    }, 0),
  );
  expect(longest).toBeLessThanOrEqual(0.01);
});
