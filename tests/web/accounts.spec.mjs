/** Accounts at a partner's portal: business units for each profile, disconnected and back (M8). */
import { expect, test, visit } from './fixture.mjs';

const accounts = (page) => page.getByRole('list', { name: 'Accounts of SmartAC.com' });
const unitsOf = (page, name) => page.getByRole('list', { name: `Business units of ${name}` });

test('business units of a profile are changed, quickly and undone', async ({ page }) => {
  await visit(page, '#/integrations');
  const first = accounts(page).locator('.served').first();
  const name = (await first.locator('span').first().textContent()) ?? '';
  const units = unitsOf(page, name);
  const before = await units.locator('.chosen-one').allTextContents();
  expect(before.length).toBeGreaterThan(0);
  await page.getByRole('button', { name: `Add business unit to ${name}` }).click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(units.locator('.chosen-one')).toHaveCount(before.length + 1);
  await expect(page.getByRole('button', { name: `Add business unit to ${name}` })).toBeFocused();
  // Two clicks before the screen has answered the first.
  await units.evaluate((list) => {
    const [one, two] = list.querySelectorAll('.remove');
    one?.click();
    two?.click();
  });
  await expect(units.locator('.chosen-one')).toHaveCount(before.length - 1);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(units.locator('.chosen-one')).toHaveCount(before.length);
});

test('an account is disconnected, and comes back with its business units', async ({ page }) => {
  await visit(page, '#/integrations');
  const list = accounts(page);
  const all = async () => (await list.locator('.served').allTextContents()).sort();
  const before = await all();
  const count = await list.locator(':scope > li').count();
  await list
    .getByRole('button', { name: /^Disconnect / })
    .first()
    .click();
  await expect(list.locator(':scope > li')).toHaveCount(count - 1);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(list.locator(':scope > li')).toHaveCount(count);
  await expect.poll(all).toEqual(before);
});

test('what is left of a set-up is said, and nothing when all is done', async ({ page }) => {
  await visit(page, '#/integrations');
  const steps = (name) => page.getByRole('list', { name: `Steps of ${name}` });
  await expect(steps('Google Local Services').locator('[aria-current=step]')).toContainText(
    'Accept the data agreement',
  );
  // The mapping that was made for another integration (M11).
  await expect(steps('Google Local Services')).toContainText('One mapping serves all integrations');
  await expect(steps('SmartAC.com')).toHaveCount(0);
  const pause = page.getByRole('switch', { name: 'Enabled: SmartAC.com' });
  await pause.click();
  await expect(steps('SmartAC.com').locator('[aria-current=step]')).toContainText('Turn on');
  const unit = accounts(page).getByRole('button', { name: /^Remove / });
  const profile = accounts(page).locator('.served').first();
  for (let left = await profile.locator('.remove').count(); left > 0; left--) {
    await unit.first().click();
    await expect(profile.locator('.remove')).toHaveCount(left - 1);
  }
  await expect(steps('SmartAC.com').locator('[aria-current=step]')).toContainText(
    'An account or profile has no business unit',
  );
});
