/** The documentation beside the page, under the same policy: every request and violation is watched. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clean } from './axe.mjs';
import { expect, notInFirefox, ready, test, visit } from './fixture.mjs';

const site = fileURLToPath(new URL('../../web/dist/docs', import.meta.url));
const pages = readdirSync(site).filter((name) => name.endsWith('.html'));

test('the page leads to it, and it back', async ({ page }) => {
  await visit(page);
  await page.getByRole('link', { name: 'Documentation' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leadloom');
  await page.getByRole('main').getByRole('link', { name: 'CSR' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Get started as a CSR');
  await page.getByRole('link', { name: 'Open Leadloom' }).click();
  await ready(page);
});

test('no page is wider than the screen, and each picture is there', async ({ page }) => {
  test.slow();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    for (const name of [...pages, 'rules/LL0103.html', 'api/leadloom.html']) {
      await page.goto(`./docs/${name}`);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wider, `${name} at ${width} px`).toBe(0);
      for (const picture of await page.locator('main img').all()) {
        await picture.scrollIntoViewIfNeeded();
        await expect(picture).toHaveJSProperty('complete', true);
        expect(await picture.evaluate((image) => image.naturalWidth), name).toBeGreaterThan(300);
      }
    }
  }
});

test('search finds a page by its words, a rule by its number, and is used by keys alone', async ({
  page,
}) => {
  await page.goto('./docs/index.html');
  await page.keyboard.press('/');
  const field = page.getByRole('searchbox', { name: 'Search the documentation' });
  await expect(field).toBeFocused();
  await page.keyboard.type('baseline');
  const found = page.locator('.found');
  await expect(found.getByRole('link').first()).toBeVisible();
  await field.fill('LL0103');
  await expect(found.getByRole('link').first()).toContainText('LL0103 pair_not_bookable');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('LL0103 pair_not_bookable');
  await field.fill('日本');
  await expect(found.getByText('Nothing found.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(found).toBeHidden();
});

test('the theme that was chosen in the page holds here', async ({ page }) => {
  await visit(page);
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await page.goto('./docs/limits.html');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(
    'dark',
  );
});

for (const name of ['index', 'file-formats', 'rules/LL0103', 'api/leadloom', 'cpp/doors']) {
  test(`axe finds nothing on ${name}`, async ({ page }) => {
    await page.goto(`./docs/${name}.html`);
    await clean(page, name);
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });

  test.skip(...notInFirefox('its driver leaves scripts on'));

  test('everything but the search is there', async ({ page }) => {
    await page.goto('./docs/index.html');
    await page.getByText('All pages').click();
    await page.getByRole('link', { name: 'Rules', exact: true }).first().click();
    await page.getByRole('link', { name: 'LL0103' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('LL0103 pair_not_bookable');
    await expect(page.locator('#site-search')).toBeHidden();
  });
});
