/** Signing in at a partner's portal, which is a real one (M7 to M9): the way there, back, and what fails. */
import { password } from '../../tools/partner-portal/users.mjs';
import { violations } from './axe.mjs';
import { status, turnOn } from './feed.mjs';
import { expect, ready, test, visit } from './fixture.mjs';

test.use({ withPortal: true });

const accounts = (page) => page.getByRole('list', { name: 'Accounts of SmartAC.com' });
const panel = (page) => page.locator('.sign-in');

/** From the integration to the portal's own page. */
async function leave(page, name = 'Add Account') {
  await visit(page, '#/set-up/smartac.com/accounts');
  await page.getByRole('button', { name }).click();
  await expect(page.getByLabel('E-mail address')).toBeVisible();
}

async function enter(page, email) {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** All the way back to the page. */
async function signIn(page, email) {
  await leave(page);
  await enter(page, email);
  await page.getByRole('button', { name: 'Connect' }).click();
  await ready(page);
}

/** Does something between the tokens and the pairing. */
const beforePairing = (page, act) =>
  page.route(
    '**/pairings',
    async (route) => {
      act();
      await route.continue();
    },
    { times: 1 },
  );

test('accounts of other credentials are added and have business units', async ({
  page,
  portal,
}) => {
  expect(portal).toBeDefined();
  await signIn(page, 'luis@prairiestar.example');
  const address = new URL(page.url());
  expect(address.search).toBe('');
  expect(address.hash).toBe('#/set-up/smartac.com/accounts');
  await expect(panel(page)).toContainText('Which of these accounts are yours?');
  await expect(panel(page).getByRole('heading')).toBeFocused();
  await expect(panel(page).getByText('Connected already')).toHaveCount(1);
  await panel(page)
    .getByRole('checkbox', { name: /Prairie Star South/ })
    .uncheck();
  await panel(page).getByRole('button', { name: 'Connect Prairie Star West' }).click();
  await expect(panel(page)).toHaveCount(0);
  await expect(accounts(page)).toContainText('Prairie Star West');
  const add = page.getByRole('button', { name: 'Add business unit to Prairie Star West' });
  await add.click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('list', { name: 'Business units of Prairie Star West' }).locator('.chosen-one'),
  ).toHaveCount(1);
  // Nothing of the sign-in is kept: no token in any storage.
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(stored).not.toMatch(/token|verifier|Bearer/);
  await page.reload();
  await ready(page);
  await expect(accounts(page)).toContainText('Prairie Star West');
});

test('a sign-in that is cancelled says so and can be begun again', async ({ page }) => {
  await leave(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await ready(page);
  await expect(panel(page)).toContainText('The sign-in was cancelled');
  await panel(page).getByRole('button', { name: 'Sign in again' }).click();
  await expect(page.getByLabel('E-mail address')).toBeVisible();
});

test('who is no dealer, or is declined, hears what to do', async ({ page }) => {
  await signIn(page, 'robin@lonepine.example');
  await expect(panel(page)).toContainText('You are not a dealer yet');
  await expect(panel(page)).toContainText('Become a dealer');
  await expect(
    panel(page).getByRole('link', { name: /^Learn more about SmartAC.com/ }),
  ).toBeVisible();
  await panel(page).getByRole('button', { name: 'Sign in as somebody else' }).click();
  await enter(page, 'casey@bluebonnet.example');
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(panel(page)).toContainText('The account is on hold');
});

test('another company’s account is not connected unseen', async ({ page, portal }) => {
  portal.faults.set('wrong-account');
  await signIn(page, 'dana@prairiestar.example');
  await expect(panel(page)).toContainText('Cottonwood Comfort');
  await expect(accounts(page)).not.toContainText('Cottonwood Comfort');
  await panel(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(panel(page)).toHaveCount(0);
});

test('who disconnects an account ends the session at the portal too', async ({ page }) => {
  await signIn(page, 'luis@prairiestar.example');
  await panel(page).getByRole('button', { name: 'Connect 2 accounts' }).click();
  await expect(accounts(page)).toContainText('Prairie Star West');
  const ended = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/revocation')) ended.push(request);
  });
  await page.getByRole('button', { name: 'Disconnect Prairie Star West' }).click();
  await expect(accounts(page)).not.toContainText('Prairie Star West');
  // Its sibling came with the same session, which goes on.
  await page.waitForTimeout(500);
  expect(ended).toEqual([]);
  const revoked = page.waitForResponse((response) => response.url().endsWith('/revocation'));
  await page.getByRole('button', { name: 'Disconnect Prairie Star South' }).click();
  expect((await revoked).status()).toBe(200);
  await expect(accounts(page)).not.toContainText('Prairie Star South');
  expect(ended).toHaveLength(1);
});

test('whoever leaves to sign in as somebody else, or erases all, ends the session first', async ({
  page,
}) => {
  const revoked = () => page.waitForResponse((response) => response.url().endsWith('/revocation'));
  await signIn(page, 'luis@prairiestar.example');
  await panel(page).getByRole('button', { name: 'Connect 2 accounts' }).click();
  await expect(panel(page)).toHaveCount(0);
  let over = revoked();
  await page.getByRole('button', { name: 'Add Account' }).click();
  expect((await over).status()).toBe(200);
  await enter(page, 'dana@prairiestar.example');
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(panel(page)).toContainText('Prairie Star North');
  over = revoked();
  await page.getByRole('button', { name: 'Erase everything' }).click();
  await page
    .getByRole('dialog', { name: 'Erase everything' })
    .getByRole('button', { name: 'Erase everything' })
    .click();
  expect((await over).status()).toBe(200);
  await expect(page.getByText('Everything is erased.')).toBeVisible();
});

test('a pairing is shown while the portal decides, and has a limit', async ({ page }) => {
  await page.route('**/pairings/*', async (route) => {
    const response = await route.fetch();
    const { id } = await response.json();
    await route.fulfill({ response, json: { id, status: 'processing' } });
  });
  await page.clock.install();
  await signIn(page, 'dana@prairiestar.example');
  await expect(panel(page)).toContainText('SmartAC.com is connecting your accounts');
  expect(await violations(page)).toEqual([]);
  await page.clock.fastForward('02:30');
  await expect(panel(page)).toContainText('SmartAC.com has not connected your accounts yet');
  await expect(panel(page).getByRole('button', { name: 'Sign in again' })).toBeVisible();
});

test('a pairing that is declined without a reason is not a choice of no accounts', async ({
  page,
}) => {
  await page.route('**/pairings/*', async (route) => {
    const response = await route.fetch();
    const { id } = await response.json();
    await route.fulfill({ response, json: { id, status: 'declined' } });
  });
  await signIn(page, 'dana@prairiestar.example');
  await expect(panel(page)).toContainText('SmartAC.com declined the connection');
  await expect(panel(page).getByRole('button', { name: 'Sign in as somebody else' })).toBeVisible();
});

test('clocks that differ are told apart from all else', async ({ page, portal }) => {
  portal.faults.set('clock-skew', { ms: -3_600_000 });
  await signIn(page, 'dana@prairiestar.example');
  await expect(panel(page)).toContainText('The clocks of this computer and of SmartAC.com differ');
});

test.describe('trouble that the browser reports too', () => {
  test.use({ tolerated: /Failed to load resource|CORS|ERR_/ });

  test('a portal that is down, then back', async ({ page, portal }) => {
    await visit(page, '#/set-up/smartac.com/accounts');
    portal.faults.set('down');
    await page.getByRole('button', { name: 'Add Account' }).click();
    await expect(panel(page)).toContainText('SmartAC.com cannot be reached');
    portal.faults.clear();
    await panel(page).getByRole('button', { name: 'Sign in again' }).click();
    await expect(page.getByLabel('E-mail address')).toBeVisible();
  });

  test('a token that expired meanwhile is renewed unseen', async ({ page, portal }) => {
    await beforePairing(page, () => portal.faults.set('expired-token'));
    await signIn(page, 'dana@prairiestar.example');
    await expect(panel(page)).toContainText('Prairie Star North');
  });

  test('whoever signs in again to another account hears so', async ({ page, portal }) => {
    await turnOn(page, portal);
    portal.faults.set('wrong-account');
    await status(page).getByRole('button', { name: 'Sign in again' }).click();
    await enter(page, 'dana@prairiestar.example');
    await page.getByRole('button', { name: 'Connect' }).click();
    await expect(panel(page)).toContainText('You are signed in to another account');
    await expect(panel(page)).toContainText('Cottonwood Comfort');
    await expect(panel(page).getByRole('button')).toHaveText(['Sign in as somebody else', 'Close']);
  });

  test('a sign-in that took too long says so', async ({ page }) => {
    await page.route('**/token', (route) =>
      route.fulfill({
        status: 400,
        headers: { 'access-control-allow-origin': '*' },
        json: { error: 'invalid_grant' },
      }),
    );
    await signIn(page, 'dana@prairiestar.example');
    await expect(panel(page)).toContainText('The sign-in has expired');
    await expect(panel(page).getByRole('button', { name: 'Sign in again' })).toBeVisible();
  });

  test('a portal that does not end the connection is told of', async ({ page, portal }) => {
    await signIn(page, 'luis@prairiestar.example');
    await panel(page).getByRole('button', { name: 'Connect 2 accounts' }).click();
    await page.getByRole('button', { name: 'Disconnect Prairie Star West' }).click();
    portal.faults.set('error');
    await page.getByRole('button', { name: 'Disconnect Prairie Star South' }).click();
    await expect(page.getByRole('alert')).toContainText(
      'The portal did not answer that the connection has ended',
    );
  });

  test('a portal that answers with an error', async ({ page, portal }) => {
    await beforePairing(page, () => portal.faults.set('error', { times: 1 }));
    await signIn(page, 'dana@prairiestar.example');
    await expect(panel(page)).toContainText('Something went wrong at the partner’s portal.');
    // It was nobody's credentials.
    await expect(panel(page).getByRole('button', { name: 'Sign in again' })).toBeVisible();
  });
});

for (const colorScheme of ['light', 'dark']) {
  test.describe(`the whole way by keys alone, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('and for everybody', async ({ page }) => {
      await visit(page, '#/set-up/smartac.com/accounts');
      await page.getByRole('button', { name: 'Add Account' }).focus();
      await page.keyboard.press('Enter');
      await expect(page.getByLabel('E-mail address')).toBeFocused();
      await page.keyboard.type('luis@prairiestar.example');
      await page.keyboard.press('Tab');
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Connect' }).focus();
      await page.keyboard.press('Enter');
      await expect(panel(page).getByRole('heading', { name: 'You are signed in' })).toBeFocused();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
      await expect(panel(page).getByRole('checkbox', { name: /West/ })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(panel(page)).toHaveCount(0);
      await expect(page.getByRole('button', { name: 'Add Account' })).toBeFocused();
      await expect(accounts(page)).toContainText('Prairie Star West');
    });
  });
}

test('an answer that nobody here asked for is not used', async ({ page }) => {
  await page.goto('./?code=stolen&state=foreign');
  await ready(page);
  await expect(page.getByRole('alert')).toContainText('The sign-in has expired');
  expect(new URL(page.url()).search).toBe('');
});
