/** Live feeds: new alerts come by themselves, once, whatever happens to server, tab, network or clock. */
import { password } from '../../tools/partner-portal/users.mjs';
import { violations } from './axe.mjs';
import {
  admitted,
  crash,
  expectLeads,
  held,
  leads,
  lookNow,
  newAlert,
  showsAt,
  status,
  turnOn,
} from './feed.mjs';
import { test as base, expect, ready, skipInFirefox, visit } from './fixture.mjs';

const test = base.extend({
  /** Turns the feed on, from its end; answers what is asked of it, and how many leads there are. */
  begin: ({ page, context, portal, baseURL }, use) =>
    use(async () => {
      const asked = await admitted(context, portal, baseURL);
      await turnOn(page, portal);
      await upToDate(page);
      return { asked, before: await leads(page) };
    }),
});

test.use({ withPortal: true });

/** Numbers of alerts are used once: the portal remembers them from test to test. */
let last = 0;
const fresh = () => `LIVE-${process.pid}-${++last}`;

const upToDate = (page) =>
  expect(status(page)).toContainText(/Up to date · \d+ s ago/, { timeout: 15_000 });

test('new alerts come, once, and what did not change is not sent again', async ({
  page,
  portal,
  begin,
}) => {
  const { before } = await begin();
  expect(await violations(page)).toEqual([]);
  const id = fresh();
  portal.feed.add(`${newAlert(id)}\n`);
  await lookNow(page).click();
  await expectLeads(page, before + 1);
  await upToDate(page);
  const same = page.waitForResponse((response) => response.status() === 304);
  await lookNow(page).click();
  await same;
  // The same alerts under another address: read again, and stored and counted once.
  await turnOnAgain(page, `${portal.issuer}/alerts?after=${portal.feed.end - 1}`);
  await upToDate(page);
  await page.reload();
  await ready(page);
  await upToDate(page);
  await expectLeads(page, before + 1);
  const { batches, feeds } = await held(page);
  expect(batches.filter(({ text }) => text.includes(id))).toHaveLength(1);
  expect(feeds[0].next).toContain(`after=${portal.feed.end}`);
});

async function turnOnAgain(page, address) {
  await page.goto('#/set-up/smartac.com/accounts');
  await page.getByLabel('Address of the live feed of SmartAC.com').fill(address);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Message' })).toContainText('come by themselves');
  await page.goto('#/bookings');
}

test.describe('a server in trouble', () => {
  test.use({ tolerated: /Failed to load resource/ });

  test('is asked ever less often, and believed when it says when', async ({
    page,
    portal,
    begin,
  }) => {
    await page.clock.install();
    const { asked } = await begin();
    portal.faults.set('error');
    let count = asked.length;
    const asks = async (ms) => {
      await page.clock.fastForward(ms);
      count++;
      await expect.poll(() => asked.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
      await expect(status(page)).toContainText('The server answered 500.');
      count = asked.length;
    };
    await asks(34_000);
    for (const wait of [2_000, 4_000, 8_000, 16_000, 32_000]) await asks(wait);
    // By now it waits for half a minute and more.
    await expect(status(page)).toContainText(/Trying again in \d\d s/);
    await page.clock.fastForward(12_000);
    await expect(status(page)).toContainText(/Trying again in \d\d? s/);
    expect(asked.length).toBe(count);
    portal.faults.clear();
    await lookNow(page).click();
    await upToDate(page);
    portal.faults.set('busy', { ms: 85_000, times: 1 });
    await lookNow(page).click();
    await expect(status(page)).toContainText('The server answered 503.');
    await expect(status(page)).toContainText(/Trying again in [78]\d s/);
    count = asked.length;
    await page.clock.fastForward(50_000);
    await expect(status(page)).toContainText(/Trying again in [123]\d s/);
    expect(asked.length).toBe(count);
    await page.clock.fastForward(40_000);
    await upToDate(page);
    expect(asked.length).toBe(count + 1);
  });

  test('that is slow is asked one thing at a time', async ({ page, portal, begin }) => {
    const { asked } = await begin();
    const count = asked.length;
    portal.faults.set('slow', { ms: 3_000, times: 1 });
    await lookNow(page).click();
    await expect(status(page)).toContainText('Looking for new alerts …');
    await lookNow(page).evaluate((button) => {
      for (let press = 0; press < 3; press++) button.click();
    });
    await upToDate(page);
    expect(asked.length).toBe(count + 1);
  });

  test('whose answer comes when the page has crashed loses and doubles nothing', async ({
    page,
    portal,
    begin,
  }) => {
    skipInFirefox('Its driver ends no process.');
    const { asked, before } = await begin();
    const id = fresh();
    portal.feed.add(`${newAlert(id)}\n`);
    const count = asked.length;
    portal.faults.set('slow', { ms: 1_500, times: 1 });
    await lookNow(page).click();
    await expect.poll(() => asked.length).toBe(count + 1);
    const anew = await crash(page);
    await visit(anew);
    await upToDate(anew);
    await expectLeads(anew, before + 1);
    const { batches } = await held(anew);
    expect(batches.filter(({ text }) => text.includes(id))).toHaveLength(1);
  });
});

test('one tab asks; all show it within a second; another goes on when it crashes or is closed', async ({
  page,
  context,
  portal,
  begin,
}) => {
  skipInFirefox('Its driver ends no process.');
  test.slow();
  const { asked, before } = await begin();
  const tabs = [page];
  for (let more = 0; more < 2; more++) {
    const tab = await context.newPage();
    await visit(tab);
    await upToDate(tab);
    tabs.push(tab);
  }
  // The machine may be busy: the best of three is what the page can.
  const delays = [];
  for (let round = 1; round <= 3; round++) {
    const count = asked.length;
    portal.feed.add(`${newAlert(fresh())}\n`);
    const shown = Promise.all(tabs.map((tab) => showsAt(tab, before + round)));
    await lookNow(tabs[2]).click();
    const moments = await shown;
    delays.push(Math.max(...moments) - Math.min(...moments));
    await upToDate(tabs[0]);
    // The alert, and that there is no more.
    expect(asked.length).toBe(count + 2);
  }
  expect(Math.min(...delays)).toBeLessThan(1_000);
  expect(new Set(asked.map((one) => one.page)).size).toBe(1);

  const waits = [];
  while (tabs.length > 1) {
    const { page: leader } = asked.at(-1);
    const count = asked.length;
    tabs.splice(tabs.indexOf(leader), 1);
    const closed = Date.now();
    // The first one crashes, the second is closed.
    if (waits.length === 0) await (await crash(leader)).close();
    else await leader.close();
    await expect.poll(() => asked.length, { intervals: [20] }).toBeGreaterThan(count);
    expect(tabs).toContain(asked.at(-1).page);
    waits.push(asked.at(-1).at - closed);
  }
  expect(Math.min(...waits)).toBeLessThan(1_000);
  await upToDate(tabs[0]);
  await expectLeads(tabs[0], before + 3);
});

test('a clock that jumps changes nothing', async ({ page, portal, begin }) => {
  await page.clock.install();
  const { asked, before } = await begin();
  const day = 86_400_000;
  for (const jump of [day, -2 * day]) {
    const count = asked.length;
    await page.clock.setSystemTime(Date.now() + jump);
    await page.waitForTimeout(1_200);
    await upToDate(page);
    // It was never asked because of the jump; at most because half a minute went by.
    expect(asked.length - count).toBeLessThanOrEqual(1);
    portal.feed.add(`${newAlert(fresh())}\n`);
    await page.clock.fastForward(34_000);
    await expect.poll(() => asked.length).toBeGreaterThan(count);
    await upToDate(page);
  }
  await expectLeads(page, before + 2);
});

test('it waits while offline, and asks at once when the network is back', async ({
  page,
  context,
  portal,
  begin,
}) => {
  const { asked, before } = await begin();
  await context.setOffline(true);
  await expect(status(page)).toContainText('Offline');
  const count = asked.length;
  portal.feed.add(`${newAlert(fresh())}\n`);
  await context.setOffline(false);
  await expectLeads(page, before + 1);
  expect(asked.length).toBeGreaterThan(count);
});

test('it is switched off and on, in all tabs', async ({ page, context, begin }) => {
  const { asked } = await begin();
  const other = await context.newPage();
  await visit(other);
  const toggle = (tab) => status(tab).getByRole('switch', { name: 'Live feed of smartac.com' });
  await toggle(other).click();
  for (const tab of [page, other]) await expect(status(tab)).toContainText('Paused');
  await expect(lookNow(page)).toHaveCount(0);
  const count = asked.length;
  await page.reload();
  await ready(page);
  await expect(status(page)).toContainText('Paused');
  expect(asked.length).toBe(count);
  await toggle(page).click();
  await upToDate(page);
  await upToDate(other);
});

test.describe('a feed that wants to know who asks', () => {
  test.use({ tolerated: /Failed to load resource/ });

  test('says to sign in, and goes on with the token, which stays in memory', async ({
    page,
    portal,
  }) => {
    test.slow();
    await turnOn(page, portal);
    await status(page).getByRole('button', { name: 'Sign in again' }).click();
    await page.getByLabel('E-mail address').fill('dana@prairiestar.example');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Connect' }).click();
    await ready(page);
    await expect(page.locator('.sign-in')).toContainText('You are signed in');
    await page.goto('#/bookings');
    await upToDate(page);
    // A token that has expired is renewed unseen.
    portal.faults.set('expired-token');
    const before = await leads(page);
    portal.feed.add(`${newAlert(fresh())}\n`);
    await lookNow(page).click();
    await expectLeads(page, before + 1);
    await upToDate(page);
    portal.faults.set('signed-out');
    await lookNow(page).click();
    await expect(status(page)).toContainText('Sign in again');
    const { feeds } = await held(page);
    expect(JSON.stringify(feeds)).not.toMatch(/token|bearer/i);
  });
});

test.describe('a server that the host’s policy does not name', () => {
  test.use({ tolerated: /Content[ -]Security[ -]Policy|policy violation/ });

  test('is not asked, and it is said why', async ({ page, portal }) => {
    await turnOn(page, portal, 'https://alerts.invalid/feed');
    await expect(status(page)).toContainText(
      'The host of this page does not let it ask https://alerts.invalid.',
    );
  });
});

test('who may not accept the agreement may not say where alerts come from', async ({ page }) => {
  await visit(page);
  await page.evaluate(() => {
    localStorage.setItem('leadloom.me', JSON.stringify({ name: 'Casey', role: 'CSR' }));
  });
  await page.reload();
  await visit(page, '#/set-up/smartac.com/accounts');
  await expect(page.getByLabel('Address of the live feed of SmartAC.com')).toBeDisabled();
  await expect(page.getByText('Only an Administrator or Owner says where')).toBeVisible();
});
