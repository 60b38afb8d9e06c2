/** After the page has loaded it needs no server any more. */
import { fileURLToPath } from 'node:url';
import { serve } from '../../tools/serve.mjs';
import { test as base, expect, ready, saved } from './fixture.mjs';

/** A server that this test may stop. */
const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures here
  own: async ({}, use) => {
    const { server, address } = await serve(
      fileURLToPath(new URL('../../web/dist', import.meta.url)),
      0,
    );
    const stop = () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(resolve);
      });
    };
    await use({ address, stop });
    await stop();
  },
  baseURL: async ({ own }, use) => use(own.address),
});

// Browsers ask for the icon again whenever the address changes; without it nothing is missing.
test.use({ tolerated: /icon\.svg/ });

test('with the server stopped the desk goes on working', async ({ page, own }) => {
  const failed = [];
  // The screens that wait for their first visit come when nothing else is to be done.
  const late = Promise.all(
    [/\/validator-view-[\w-]+\.js$/, /\/leadloom-[\w-]+\.wasm$/].map((what) =>
      page.waitForResponse(what).then((response) => response.finished()),
    ),
  );
  await page.goto('./');
  await ready(page);
  await expect(page.getByText('Customers are being read.')).toHaveCount(0);
  await late;
  await own.stop();
  page.on('requestfailed', (request) => failed.push(request.url()));

  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Message' })).toContainText('Accepted: ');

  await page.getByRole('link', { name: 'Job Type Mapping' }).click();
  await page.getByRole('button', { name: 'Remove AC No Cool - Same Day from Repair AC' }).click();
  await page.getByRole('button', { name: 'Remove HVAC Service South from Repair AC' }).click();
  await expect(
    page.locator('.map-outcome').getByText('“Repair AC” → “AC Repair - Diagnostic”'),
  ).toBeVisible();

  const file = await saved(page, () => page.getByRole('button', { name: 'Save set-up' }).click());
  expect(file.bytes.length).toBeGreaterThan(1_000);

  for (const name of ['Held back', 'Marketing Integrations', 'History', 'Validator']) {
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
  // The validator itself comes with the first visit of a screen that asks it, which is tested there.
  expect(failed.filter((address) => !/\/icon\.svg$|\/validator\.worker-/.test(address))).toEqual(
    [],
  );
});

test.describe('a page that the browser keeps', () => {
  test.use({ keepsPage: true, tolerated: /icon\.svg|portals\.json|ERR_CONNECTION_REFUSED/ });

  test('opens without its server, with what was done before', async ({ page, own }) => {
    await page.goto('./');
    await ready(page);
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await expect
      .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null))
      .toBe(true);
    await own.stop();
    await page.goto('about:blank');
    await page.goto('./');
    await ready(page);
    await expect(page.getByRole('button', { name: /^Accepted 1$/ })).toBeVisible();
    for (const name of ['Job Type Mapping', 'Validator', 'History']) {
      await page.getByRole('link', { name }).click();
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    }
    // What was not asked for before is there too.
    await page.getByRole('button', { name: 'Set a passphrase' }).click();
    await expect(page.getByRole('dialog', { name: 'Set a passphrase' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Restore sample' }).click();
    await expect(page.getByText('Sample restored.')).toBeVisible();
  });
});

test.describe('a sample that cannot be fetched', () => {
  test.use({ tolerated: /Failed to load resource/ });

  test('leaves the open workspace as it is', async ({ page }) => {
    await page.goto('./');
    await ready(page);
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await expect(page.getByRole('button', { name: /^Accepted 1$/ })).toBeVisible();
    await page.route(/customers-.*\.json$/, (route) => route.abort());
    await page.getByRole('button', { name: 'Restore sample' }).click();
    await expect(page.getByRole('alert')).toContainText('The sample could not be restored');
    await expect(page.getByRole('button', { name: /^Accepted 1$/ })).toBeVisible();
  });
});
