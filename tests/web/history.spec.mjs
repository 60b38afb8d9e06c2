/** Who changed what in the set-up, and what it was before. */
import { violations } from './axe.mjs';
import { expect, ready, test, visit } from './fixture.mjs';

test('the history says who changed what, newest first, also after a reload', async ({ page }) => {
  await visit(page, '#/integrations');
  const open = async () => {
    await page.getByText('History of the set-up').click();
    await expect(page.locator('.history, .kinds .quiet').last()).toBeVisible();
  };
  await open();
  await expect(page.getByText('Nothing has been changed yet.')).toBeVisible();
  const pause = page.getByRole('switch', { name: 'Enabled: SmartAC.com' });
  const entries = page.locator('.history > li');
  await pause.click();
  await expect(entries).toHaveCount(1);
  await expect(entries.first()).toContainText('SmartAC.com');
  await expect(entries.first()).toContainText('off');
  await expect(entries.first()).toContainText('Sample Owner, Owner');
  await pause.click();
  await expect(entries).toHaveCount(2);
  await expect(entries.first().locator('del')).toHaveText('off');
  await expect(entries.first().locator('ins')).toHaveText('on');
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await ready(page);
  await open();
  await expect(entries).toHaveCount(2);
});
