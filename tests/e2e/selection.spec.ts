// The hands on the grid that need a browser: ranges by mouse and keys, clearing, copying.
import { clipboardOf } from '../helpers/real-clipboard.ts';
import { cell, expect, openTab, test } from './fixtures.ts';

type Box = { x: number; y: number; width: number; height: number } | null;

/** From the first cell's corner to the last one's, but for the hairline that ends a row. */
function expectAround(drawn: Box, first: Box, last: Box): void {
  if (drawn === null || first === null || last === null) throw new Error('a box is not on the screen');
  const edges = [
    [drawn.x, first.x],
    [drawn.y, first.y],
    [drawn.x + drawn.width, last.x + last.width],
    [drawn.y + drawn.height, last.y + last.height],
  ] as const;
  for (const [ours, theirs] of edges) expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1);
}

test('GR60 a range is selected by keys and by dragging, and drawn over its cells', async ({ plan }) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await page.goto(plan.url('budget'));
  const [first, third] = [await plan.ficheId(2), await plan.ficheId(4)];
  const range = page.locator('.trame-range');

  await cell(page, first, 'p104').click();
  await expect(range).toHaveCount(0);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  const [one, corner, drawn] = [
    await cell(page, first, 'p104').boundingBox(),
    await cell(page, await plan.ficheId(3), 'reliquats').boundingBox(),
    await range.boundingBox(),
  ];
  expectAround(drawn, one, corner);

  await cell(page, first, 'p104').hover();
  await page.mouse.down();
  await cell(page, third, 'p104').hover();
  await page.mouse.up();
  await expect(range).toHaveCount(1);
  expectAround(await range.boundingBox(), one, await cell(page, third, 'p104').boundingBox());
});

test('GR61 copying gives every program its flavour; clearing empties the range in one gesture', async ({
  plan,
}) => {
  const { page, context } = await plan.person('Anne Martin', 'coordinator');
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: plan.server.url });
  await page.goto(plan.url('budget'));
  const first = await plan.ficheId(2);
  await page.locator(`.ag-row[row-id="${first}"] [role="gridcell"][col-id="p104"]`).click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+c');
  await expect(page.locator('[data-region="status"]')).toContainText('2\u00a0cellules copiées');
  const flavours = await clipboardOf(page);
  expect(flavours.text.trimEnd()).toBe('45800\n27940');
  expect(flavours.html).toContain('sdval="45800"');

  await page.keyboard.press('Delete');
  await expect(page.locator('[data-save="saved"]')).toBeVisible();
  const rows = (await plan.json()).rows;
  const amounts = [2, 3].map(
    (number) => rows.find((row) => row.kind === 'fiche' && row.number === number)?.cells.p104?.typed ?? null,
  );
  expect(amounts).toEqual([null, null]);
});

test('GR60 GR40 a drag beyond the edge scrolls on; Ctrl adds a range, Shift with a click ends it there', async ({
  plan,
}) => {
  const { page } = await plan.person('Anne Martin', 'coordinator');
  await openTab(page, plan, 'indicateurs');
  const viewport = page.locator('.ag-grid-viewport');
  const range = page.locator('.trame-range');
  const box = await viewport.boundingBox();
  if (box === null) throw new Error('no viewport');
  await page.locator('.ag-row [col-id="target"][role="gridcell"]').nth(2).hover();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 40, box.y + box.height + 10);
  await expect.poll(() => viewport.evaluate((element) => element.scrollTop)).toBeGreaterThan(300);
  await page.mouse.up();
  const scrolled = await viewport.evaluate((element) => element.scrollTop);
  expect((await range.boundingBox())?.height ?? 0).toBeGreaterThan(scrolled);

  await openTab(page, plan, 'budget');
  const at = async (number: number) => cell(page, await plan.ficheId(number), 'p104');
  await (await at(2)).click();
  await (await at(3)).click({ modifiers: ['Shift'] });
  await (await at(5)).click({ modifiers: ['ControlOrMeta'] });
  await (await at(6)).click({ modifiers: ['Shift'] });
  await expect(range).toHaveCount(2);
  for (const [number, isSelected] of [
    [2, true],
    [3, true],
    [4, false],
    [5, true],
    [6, true],
  ] as const)
    await expect(await at(number)).toHaveAttribute('aria-selected', String(isSelected));
});
