/** Who changed what in the set-up, and what it was before. */
import { violations } from './axe.mjs';
import { expect, ready, test, visit } from './fixture.mjs';

test('the history says who changed what, newest first, also after a reload', async ({ page }) => {
  await visit(page, '#/history');
  await expect(page.getByText('Nothing has been changed yet.')).toBeVisible();
  const pause = page.getByRole('switch', { name: 'Enabled: SmartAC.com' });
  const entries = page.locator('.history > li');
  const link = (name) => page.getByRole('navigation').getByRole('link', { name });
  await link('Marketing Integrations').click();
  await pause.click();
  await expect(pause).not.toBeChecked();
  await link('History').click();
  await expect(entries).toHaveCount(1);
  await expect(entries.first()).toContainText('SmartAC.com');
  // What was there before is told of the first change too.
  await expect(entries.first().locator('del')).toHaveText('on');
  await expect(entries.first().locator('ins')).toHaveText('off');
  await expect(entries.first()).toContainText('Sample Owner, Owner');
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await ready(page);
  await expect(entries).toHaveCount(1);
});

test('a switch shows what was asked last, however quickly it is clicked', async ({ page }) => {
  await visit(page, '#/set-up/smartac.com/turn-on');
  const toggle = page.getByRole('switch', { name: 'Repair AC from SmartAC.com' });
  await expect(toggle).toBeChecked();
  const seen = await toggle.evaluate(async (element) => {
    const shown = [];
    for (let click = 0; click < 3; click += 1) element.click();
    for (let frame = 0; frame < 120; frame += 1) {
      await new Promise(requestAnimationFrame);
      shown.push(element.checked);
    }
    return shown;
  });
  expect(seen.filter((on) => on)).toEqual([]);
  await page.getByRole('navigation').getByRole('link', { name: 'History' }).click();
  await expect(page.locator('.history > li')).toHaveCount(3);
  await expect(page.locator('.history > li').first().locator('ins')).toHaveText('off');
});

test('what nothing later has changed is taken back from the history', async ({ page }) => {
  await visit(page, '#/set-up/smartac.com/turn-on');
  const toggle = page.getByRole('switch', { name: 'Repair AC from SmartAC.com' });
  for (const on of [false, true, false]) {
    await toggle.click();
    await expect(toggle).toBeChecked({ checked: on });
  }
  await page.getByRole('navigation').getByRole('link', { name: 'History' }).click();
  const entries = page.locator('.history > li');
  await expect(entries).toHaveCount(3);
  await expect(entries.getByRole('button', { name: /^Undo/ })).toHaveCount(1);
  await entries.getByRole('button', { name: 'Undo: Repair AC from SmartAC.com, off' }).click();
  await expect(entries).toHaveCount(4);
  await page.goto('#/set-up/smartac.com/turn-on');
  await expect(toggle).toBeChecked();
});
