/** What breaks around the page: one banner with a number and the next step, and no blank screen. */
import { expect, ready, test } from './fixture.mjs';

test.describe('a core that does not arrive', () => {
  test.use({ tolerated: /Failed to load resource/ });

  // The desk: the whole is another matter, and comes with the validator.
  const wasm = /desk-[\w-]+\.wasm$/;
  const broken = {
    'a missing wasm': (route) => route.fulfill({ status: 404, body: 'Not found' }),
    'a page in place of the wasm': (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Home</title>' }),
    'a truncated wasm': async (route) => {
      const response = await route.fetch();
      const body = (await response.body()).subarray(0, 50_000);
      await route.fulfill({ body, contentType: 'application/wasm' });
    },
    'a dropped connection': (route) => route.abort(),
  };

  for (const [what, answer] of Object.entries(broken)) {
    test(what, async ({ page }) => {
      await page.route(wasm, answer);
      await page.goto('./');
      const banner = page.getByRole('alert');
      await expect(banner).toHaveCount(1);
      await expect(banner).toContainText('Leadloom could not start');
      await expect(banner).toContainText(/LL09\d\d/);
      await expect(banner.getByRole('button', { name: 'Reload page' })).toBeVisible();
      await expect(page.getByRole('heading', { level: 1, name: 'Bookings' })).toBeVisible();
      // Every screen can be opened, and none is blank.
      await page.getByRole('link', { name: 'Validator' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Validator' })).toBeVisible();
      await expect(banner).toHaveCount(1);

      await page.unroute(wasm);
      await banner.getByRole('button', { name: 'Reload page' }).click();
      await ready(page);
      await expect(page.getByRole('alert')).toHaveCount(0);
    });
  }
});

test('a closed IndexedDB: all works, and it is said that nothing is kept', async ({ page }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('closed by the test', 'SecurityError');
    };
  });
  await page.goto('./');
  await ready(page);
  const banner = page.getByRole('alert');
  await expect(banner).toHaveCount(1);
  await expect(banner).toContainText(/not (let|saved)/);
  await expect(banner).toContainText('Save set-up');
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Message' })).toContainText('Accepted: ');
  await expect(page.getByText('155 leads')).toBeVisible();
});

test.describe('a sample file that is missing', () => {
  test.use({ tolerated: /Failed to load resource/ });

  test('is named, and own files can still be opened', async ({ page }) => {
    await page.route(/campaigns-.*\.json$/, (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto('./');
    const banner = page.getByRole('alert');
    await expect(banner).toContainText('campaigns.json');
    await expect(page.getByRole('button', { name: 'Open files' })).toBeEnabled();
  });
});
