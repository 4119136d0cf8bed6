// The return after work without network, between two people: what changed meanwhile is chosen, and the keyboard is not lost.
// (Edits refused meanwhile: rights.spec.ts and two-people.spec.ts.)
import { bothAtBudget, cell, expect, expectFigure, saveState, test, typeInto } from './fixtures.ts';

test('OF14 OF15 HI10 cells changed meanwhile: by whom and when, mine or theirs, each or all at once, and undone as one step', async ({
  plan,
}) => {
  const { anne, jean } = await bothAtBudget(plan);
  const [second, third, fourth] = [await plan.ficheId(2), await plan.ficheId(3), await plan.ficheId(4)];
  const fifth = await plan.ficheId(5);
  await anne.page.clock.install();
  await anne.context.setOffline(true);
  await expect(saveState(anne.page)).toContainText('Hors ligne');
  for (const [row, text] of [
    [second, '41 000'],
    [third, '13 000'],
    [fourth, '9 000'],
    [fifth, '8 000'],
  ] as const)
    await typeInto(anne.page, cell(anne.page, row, 'p104'), text);
  await anne.page.clock.fastForward('02:00:00');
  for (const [row, text] of [
    [second, '42 000'],
    [third, '14 000'],
    [fourth, '9 500'],
  ] as const)
    await typeInto(jean.page, cell(jean.page, row, 'p104'), text);
  await expect(saveState(jean.page)).toHaveText('Enregistré');
  await anne.context.setOffline(false);

  const review = anne.page.getByRole('complementary', { name: 'Modifications à voir' });
  await expect(review.getByRole('listitem')).toHaveCount(3);
  await expect(review.getByText(/Jean Lopez, le \d\d\/\d\d\/\d{4} à/)).toHaveCount(3);
  // One panel beside the grid: whoever asks who wrote the figure is shown it, and comes back to what waits.
  await anne.page.getByRole('button', { name: 'Historique', exact: true }).click();
  await expect(anne.page.getByRole('complementary', { name: 'Historique' })).toBeVisible();
  await expect(review).toHaveCount(0);
  await anne.page.getByRole('button', { name: 'Modifications à voir' }).click();
  await expect(anne.page.getByRole('complementary', { name: 'Historique' })).toHaveCount(0);
  const first = review.getByRole('listitem').first();
  await first.getByRole('button', { name: 'Garder celle du plan' }).focus();
  await anne.page.keyboard.press('Enter');
  await expect(review.getByRole('listitem')).toHaveCount(2);
  await expect(review.getByRole('listitem').first().locator('.place')).toBeFocused();
  await expectFigure(cell(anne.page, second, 'p104'), '42 000');

  await review.getByRole('button', { name: 'Remettre les miennes (2)' }).focus();
  await anne.page.keyboard.press('Enter');
  await expect(review).toHaveCount(0);
  await expect(anne.page.getByRole('gridcell').and(anne.page.locator(':focus'))).toHaveCount(1);
  for (const { page } of [anne, jean]) {
    await expectFigure(cell(page, third, 'p104'), '13 000');
    await expectFigure(cell(page, fourth, 'p104'), '9 000');
  }
  await anne.page.keyboard.press('Control+z');
  for (const { page } of [anne, jean]) {
    await expectFigure(cell(page, third, 'p104'), '14 000');
    await expectFigure(cell(page, fourth, 'p104'), '9 500');
  }

  // What she typed two hours ago is in the history with both moments.
  await cell(jean.page, fifth, 'p104').click();
  await jean.page.keyboard.press('Alt+Shift+Enter');
  await expect(
    jean.page.getByRole('complementary', { name: 'Historique' }).getByRole('listitem').first(),
  ).toContainText(/Anne Martin.*Faite hors ligne le \d\d\/\d\d\/\d{4} à \d+\sh\s\d\d, reçue au retour\./s);
});
