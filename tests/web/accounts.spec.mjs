/** Accounts at a partner's portal: business units for each profile, disconnected and back (M8). */
import { expect, test, visit } from './fixture.mjs';
import { sampleWorkspace } from './sample.mjs';
import { accept } from './terms.mjs';

const accounts = (page) => page.getByRole('list', { name: 'Accounts of SmartAC.com' });
const unitsOf = (page, name) => page.getByRole('list', { name: `Business units of ${name}` });

test('business units of a profile are changed, quickly and undone', async ({ page }) => {
  await visit(page, '#/set-up/smartac.com/accounts');
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
  await visit(page, '#/set-up/smartac.com/accounts');
  const list = accounts(page);
  await expect(list).toBeVisible();
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
  await page.goto('#/set-up/smartac.com/accounts');
  const unit = accounts(page).getByRole('button', { name: /^Remove / });
  const profile = accounts(page).locator('.served').first();
  await expect(profile).toBeVisible();
  for (let left = await profile.locator('.remove').count(); left > 0; left--) {
    await unit.first().click();
    await expect(profile.locator('.remove')).toHaveCount(left - 1);
  }
  await expect(steps('SmartAC.com')).toContainText('An account or profile has no business unit');
});

test('what is left is said of an integration that is live, too', async ({ page }) => {
  await visit(page, '#/set-up/smartac.com/accounts');
  const profile = accounts(page).locator('.served').first();
  await expect(profile).toBeVisible();
  for (let left = await profile.locator('.remove').count(); left > 0; left--) {
    await profile.locator('.remove').first().click();
    await expect(profile.locator('.remove')).toHaveCount(left - 1);
  }
  await page.goto('#/integrations');
  const integration = page.getByRole('region', { name: 'SmartAC.com' });
  await expect(integration.locator('.tags')).toContainText('Live');
  await expect(integration.getByRole('list', { name: 'Steps of SmartAC.com' })).toContainText(
    'An account or profile has no business unit',
  );
});

test('step 4 counts leads, as many as there are', async ({ page }) => {
  const workspace = await sampleWorkspace();
  const { alertTypes } = workspace
    .integrations({ now: new Date().toISOString() })
    .find(({ id }) => id === 'smartac.com');
  const sum = alertTypes.reduce((all, { leads }) => all + leads, 0);
  expect(sum).toBe(workspace.leads({ integration: 'smartac.com' }).total);
  const leads = alertTypes
    .filter(({ standardJobType }) => standardJobType === 'repair_ac')
    .reduce((all, type) => all + type.leads, 0);
  await visit(page, '#/set-up/smartac.com/turn-on');
  await expect(
    page.locator('.kinds li').filter({ has: page.getByText('Repair AC', { exact: true }) }),
  ).toContainText(`${leads} leads in all`);
});

test('who is no dealer reads what one is, and where to become one', async ({ page }) => {
  await visit(page, '#/integrations');
  const google = page.getByRole('region', { name: 'Google Local Services' });
  await expect(google).toContainText('A dealer here is a contractor whom Google has screened');
  await expect(google.getByRole('link', { name: /^Learn more/ })).toBeVisible();
});

test('whoever comes back goes on at the first open step; Back goes back', async ({ page }) => {
  await visit(page, '#/integrations');
  await page.getByRole('link', { name: 'Configure Google Local Services' }).click();
  await expect(page).toHaveURL(/#\/set-up\/google-local-services\/agreement$/);
  await expect(
    page.getByRole('heading', { level: 1, name: 'Google Local Services' }),
  ).toBeFocused();
  await page.getByRole('link', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Your accounts' })).toBeFocused();
  await expect(page).toHaveURL(/\/accounts$/);
  await expect(page.getByText('Accept the data agreement first.')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Data Agreement' })).toBeFocused();
  await page.goto('#/set-up/nobody');
  await expect(page.getByText('There is no integration of this name')).toBeVisible();
});

test('where no portal is known, an account is added by its number; a set-up is finished', async ({
  page,
}) => {
  await visit(page, '#/set-up/google-local-services');
  await accept(page);
  await page.getByRole('link', { name: 'Continue' }).click();
  await page.getByRole('link', { name: 'Marketing Integrations' }).last().click();
  const integration = page.getByRole('region', { name: 'Google Local Services' });
  await expect(integration).toContainText('Step 2 of 4');
  await integration.getByRole('link', { name: 'Finish Editing' }).click();
  await page.getByLabel('Account number at Google Local Services').fill('GLS-42');
  await page.getByRole('button', { name: 'Add Account' }).click();
  await expect(page.getByRole('list', { name: 'Accounts of Google Local Services' })).toContainText(
    'GLS-42',
  );
  // The second integration passes the mapping over, and hears why (M11).
  await page
    .getByRole('button', { name: /^Add business unit to (GLS-42|All)/ })
    .first()
    .click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const ways = page.getByRole('navigation', { name: 'Steps' });
  await expect(ways).toContainText(
    'Job types: nothing to do. One mapping serves all integrations.',
  );
  await ways.getByRole('link', { name: 'Continue' }).click();
  await expect(page).toHaveURL(/\/turn-on$/);
  await ways.getByRole('link', { name: 'Back' }).click();
  await expect(page.getByText('Mapped already.')).toBeVisible();
  await ways.getByRole('link', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Finish', exact: true }).click();
  await expect(page.getByText('Google Local Services is live. Its leads')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText('Google Local Services is paused')).toBeVisible();
});
