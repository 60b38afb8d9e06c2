/** The fixture notices what it promises to notice: each of these tests must fail. */
import { notInFirefox, test, visit } from './fixture.mjs';

test.skip(...notInFirefox('Its driver tells of no trouble of the page.'));

const troubles = {
  'a console warning': (page) => page.evaluate(() => console.warn('by the test')),
  'an uncaught error': (page) =>
    page.evaluate(() => {
      setTimeout(() => {
        throw new Error('by the test');
      });
    }),
  'a request elsewhere': (page) => page.evaluate(() => fetch('https://leadloom.invalid/')),
  'a violation in the worker': (page) =>
    page.workers()[0].evaluate(() => fetch('https://leadloom.invalid/').catch(() => {})),
};

for (const [what, make] of Object.entries(troubles)) {
  test(what, async ({ page }) => {
    test.fail();
    await visit(page);
    await make(page).catch(() => {});
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  });
}
