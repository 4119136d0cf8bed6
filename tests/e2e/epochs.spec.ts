// A new epoch and a restored backup, as people see them: what is open stays open, what is typed stays, and a restore is told.
import { cell, expect, expectFigure, openTab, type Person, saveState, test, typeInto } from './fixtures.ts';
import { join } from 'node:path';
import { violations } from '../helpers/axe.ts';
import type { CellKey, PlanId } from '../../src/lib/contract/ids.ts';
import { type ClientTarget, TestClient } from '../helpers/test-client.ts';
import type { Page } from '@playwright/test';

/** A tab without a screen, signed in as this person. */
async function targetOf({ context }: Person, url: string, planId: string): Promise<ClientTarget> {
  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { url, planId: planId as PlanId, cookie };
}

/** From now on every state that the page says in words, and how many people it shows. */
async function watch(page: Page): Promise<() => Promise<{ states: string[]; people: number[] }>> {
  await page.evaluate(() => {
    const seen = { states: new Set<string>(), people: new Set<number>() };
    const look = (): void => {
      seen.states.add(document.querySelector('[data-save]')?.getAttribute('data-save') ?? 'none');
      seen.people.add(document.querySelectorAll('ul.people li').length);
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    Object.assign(window, { seen });
  });
  return () =>
    page.evaluate(() => {
      const { seen } = window as unknown as { seen: { states: Set<string>; people: Set<number> } };
      return { states: [...seen.states], people: [...seen.people] };
    });
}

test('EP5 a new epoch begins while two people work: an open editor, the selection and the undo stay, and nothing is alarmed', async ({
  plan,
}) => {
  test.slow();
  const jean = await plan.person('Jean Lopez', 'coordinator');
  const anne = await plan.person('Anne Martin', 'coordinator');
  const [second, third] = [await plan.ficheId(2), await plan.ficheId(3)];
  // Two programs write one cell in turn until its history is too long: the limits of production.
  const target = await targetOf(jean, plan.server.url, plan.planId);
  const busy = [await TestClient.open(target), await TestClient.open(target)];
  const { epoch } = busy[0]?.lease ?? { epoch: 0 };
  const key = `${third}:p104` as CellKey;
  let written = 0;
  const writeUpTo = async (count: number): Promise<void> => {
    for (; written < count; written += 1) await busy[written % 2]?.edit([key, written]);
  };
  // The history is looked at every 500 commits.
  await writeUpTo(1_490);
  await openTab(anne.page, plan, 'budget');
  await openTab(jean.page, plan, 'budget');
  await typeInto(anne.page, cell(anne.page, second, 'reliquats'), '10');
  await expectFigure(cell(jean.page, second, 'reliquats'), '10');
  await cell(jean.page, third, 'reliquats').click();
  await writeUpTo(1_500);

  await cell(anne.page, second, 'collectivite').click();
  await anne.page.keyboard.type('12');
  const anneSaw = await watch(anne.page);
  const jeanSaw = await watch(jean.page);
  // The pause: everybody is sent to the new epoch, and comes back.
  const closed = await Promise.all(busy.map((one) => one.closed()));
  expect(closed.map(({ code }) => code)).toEqual([4409, 4409]);
  await anne.page.keyboard.type('34');
  await anne.page.keyboard.press('Enter');
  await expectFigure(cell(jean.page, second, 'collectivite'), '1 234');
  await expect(saveState(anne.page)).toHaveText('Enregistré');
  const again = await TestClient.open(target);
  expect(again.lease.epoch).toBeGreaterThan(epoch);
  await again.close();

  for (const saw of [await anneSaw(), await jeanSaw()]) {
    expect(saw.states.filter((state) => state !== 'saved' && state !== 'saving')).toEqual([]);
    // The other one, all the time.
    expect(saw.people).toEqual([1]);
  }
  await expect(jean.page.locator('.ag-cell-focus')).toHaveAttribute('col-id', 'reliquats');
  await anne.page.keyboard.press('Control+z');
  await anne.page.keyboard.press('Control+z');
  await expectFigure(cell(jean.page, second, 'collectivite'), '8 900');
  await expectFigure(cell(jean.page, second, 'reliquats'), '');
});

test('OP8 a tab that was open through a restore comes back by itself, sends what waited, and says what was lost', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  const second = await plan.ficheId(2);
  const [early, late, waiting] = ['reliquats', 'collectivite', 'p104'].map((column) =>
    cell(page, second, column),
  );
  if (early === undefined || late === undefined || waiting === undefined) throw new Error('three columns');
  await openTab(page, plan, 'budget');
  await typeInto(page, early, '10');
  await expect(saveState(page)).toHaveText('Enregistré');
  const file = join(plan.server.dataDir, 'before.db');
  await plan.server.trame(['backup', file]);
  await typeInto(page, late, '20');
  await expect(saveState(page)).toHaveText('Enregistré');
  await plan.server.kill();
  await expect(saveState(page)).toHaveAttribute('data-save', 'offline');
  await typeInto(page, waiting, '30');
  expect(await plan.server.trame(['restore', file])).toContain('Restauré');
  await plan.server.restart();

  await expect(saveState(page)).toHaveText('Enregistré');
  await expectFigure(early, '10');
  await expectFigure(late, '8 900');
  await expectFigure(waiting, '30');
  const notice = page.getByRole('alert').filter({ hasText: 'Ce plan a été restauré à son état du' });
  await expect(notice).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const row = (await plan.json()).rows.find(({ id }) => id === second);
  expect(row?.cells['p104']?.typed).toBe('30');
  await notice.getByRole('button', { name: 'J’ai compris' }).click();
  await page.reload();
  await expect(saveState(page)).toHaveText('Enregistré');
  await expect(cell(page, second, 'p104')).toBeVisible();
  await expect(notice).toHaveCount(0);
});
