// A day of two people with a bad network, a server that is killed, a backup that is put back: at its end both can say for
// every figure who typed it, and nothing is missing.
import { join } from 'node:path';
import {
  cell,
  expect,
  expectFigure,
  bothAtBudget,
  saveState,
  test,
  totalCell,
  typeInto,
} from './fixtures.ts';
import type { Person } from './fixtures.ts';

test('HI8 PR20 OP8 through a broken line, a kill and a restore two people miss nothing, and the history names who typed what', async ({
  plan,
}) => {
  test.slow();
  const { anne, jean } = await bothAtBudget(plan);
  const [second, third, fourth] = [await plan.ficheId(2), await plan.ficheId(3), await plan.ficheId(4)];
  const at = ({ page }: Person, row: string, column = 'p104') => cell(page, row, column);
  const saved = async (...people: readonly Person[]): Promise<void> => {
    for (const { page } of people) await expect(saveState(page)).toHaveText('Enregistré');
  };

  // Anne's line breaks; Jean goes on, in a cell of his own and in one of hers.
  await anne.context.setOffline(true);
  await typeInto(anne.page, at(anne, second), '40 100');
  await typeInto(anne.page, at(anne, third), '20 100');
  await typeInto(jean.page, at(jean, third), '20 200');
  await typeInto(jean.page, at(jean, fourth), '9 900');
  await saved(jean);
  await anne.context.setOffline(false);
  await saved(anne);
  const review = anne.page.getByRole('complementary', { name: 'Modifications à voir' });
  await expect(review).toContainText(/20\s100/);
  await expect(review).toContainText(/20\s200/);
  await review.getByRole('button', { name: 'Remettre la mienne' }).click();
  await expectFigure(at(jean, third), '20 100');
  await saved(anne, jean);

  const backup = join(plan.server.dataDir, 'noon.db');
  await plan.server.trame(['backup', backup]);

  // The server is killed while both type; what they type meanwhile waits with them.
  await typeInto(jean.page, at(jean, second, 'reliquats'), '11');
  await plan.server.kill();
  await typeInto(anne.page, at(anne, second, 'autres'), '12');
  await typeInto(jean.page, at(jean, fourth, 'reliquats'), '13');
  await plan.server.restart();
  await saved(anne, jean);
  for (const person of [anne, jean]) {
    await expectFigure(at(person, second, 'reliquats'), '11');
    await expectFigure(at(person, second, 'autres'), '12');
    await expectFigure(at(person, fourth, 'reliquats'), '13');
  }

  // The disk is lost; the backup of noon comes back, and what waits is sent again.
  await plan.server.kill();
  await typeInto(anne.page, at(anne, fourth), '9 950');
  await plan.server.trame(['restore', backup]);
  await plan.server.restart();
  await saved(anne, jean);
  for (const person of [anne, jean]) {
    await expect(person.page.getByRole('alert').filter({ hasText: 'a été restauré' })).toBeVisible();
    await expectFigure(at(person, second), '40 100');
    await expectFigure(at(person, third), '20 100');
    await expectFigure(at(person, fourth), '9 950');
    // Acknowledged after noon: gone with the disk, and said.
    await expectFigure(at(person, second, 'reliquats'), '');
  }
  const total = await totalCell(anne.page, 'p104').textContent();
  await expect(totalCell(jean.page, 'p104')).toHaveText(total ?? '');

  await jean.page.getByRole('button', { name: 'Historique', exact: true }).click();
  const history = jean.page.getByRole('complementary', { name: 'Historique' });
  const lines = history.locator('ol > li');
  for (const [row, expected] of [
    [second, [/Anne Martin.*→ 40\s100/s]],
    [third, [/Anne Martin.*20\s200.*→ 20\s100/s, /Vous.*→ 20\s200/s]],
    [fourth, [/Anne Martin.*9\s900.*→ 9\s950/s, /Vous.*→ 9\s900/s]],
  ] as const) {
    await at(jean, row).click();
    await expect(lines.filter({ hasText: '→' })).toHaveText(expected);
  }
  await history.getByRole('button', { name: 'Le plan' }).click();
  await expect(lines.filter({ hasText: 'Plan restauré par l’exploitant' })).toHaveCount(1);
});
