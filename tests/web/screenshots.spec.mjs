/**
 * The pictures of the documentation. `UPDATE_SCREENSHOTS=1` writes docs/images in Chromium; else the
 * screens are only looked at, so that a test run leaves the tree as it was.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, picturesTaken, test, visit } from './fixture.mjs';
import { small } from './png.mjs';
import { screens, show } from './screens.mjs';

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));
const update = process.env.UPDATE_SCREENSHOTS === '1';

async function take(page, name, suffix) {
  const picture = await page.screenshot({ animations: 'disabled' });
  expect(picture.length).toBeGreaterThan(10_000);
  if (!update || page.context().browser().browserType().name() !== 'chromium') return;
  const written = small(picture);
  expect(written.length).toBeLessThan(200_000);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}-${suffix}.png`, written);
}

test.use(picturesTaken);

// Relative times read the same whenever the pictures are made.
test.beforeEach(({ page }) => page.clock.setFixedTime(new Date('2026-11-20T20:00:00Z')));

for (const colorScheme of ['light', 'dark']) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 });

    test('every screen', async ({ page }) => {
      test.slow();
      for (const name of Object.keys(screens)) {
        await show(page, name);
        // Straight to the address, as from a bookmark: no focus moved there.
        await page.reload();
        await show(page, name);
        await take(page, name, colorScheme);
      }
    });
  });
}

test.describe('narrow', () => {
  test.use({ colorScheme: 'light', viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 });

  test('bookings', async ({ page }) => {
    await visit(page);
    await expect(page.getByRole('option').nth(6)).toBeVisible();
    await take(page, 'bookings', 'narrow');
  });
});
