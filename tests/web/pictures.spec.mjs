/** The main screens in Chromium and Firefox, against their pictures. */
import { picturesTaken, test } from './fixture.mjs';
import { forms, moment, pictured, same } from './pictures.mjs';
import { show } from './screens.mjs';

test.use(picturesTaken);

for (const form of forms) {
  test.describe(`${form.colorScheme}, ${form.viewport.width} px`, () => {
    test.use({ ...form, deviceScaleFactor: 1, contextOptions: { reducedMotion: 'reduce' } });

    test('every main screen', async ({ page }) => {
      await page.clock.setFixedTime(new Date(moment));
      for (const { name } of pictured) {
        await show(page, name);
        // Straight to the address, as from a bookmark: no focus moved there.
        await page.reload();
        await show(page, name);
        same(await page.screenshot({ animations: 'disabled' }), name, form);
      }
    });
  });
}
