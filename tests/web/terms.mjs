/** Reads the agreement that is on the screen to its end, by keys. */
import { expect } from './fixture.mjs';

export async function readToEnd(page) {
  const text = page.getByRole('region', { name: 'Text of the agreement' });
  await text.focus();
  await page.keyboard.press('End');
  // Browsers scroll smoothly.
  await expect
    .poll(() => text.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight))
    .toBeLessThan(8);
}

/** Reads, ticks and agrees. */
export async function accept(page) {
  await readToEnd(page);
  await page.getByRole('checkbox', { name: 'I have read the terms' }).check();
  await page.getByRole('button', { name: 'Agree' }).click();
  await expect(page.getByRole('region', { name: 'Accepted' })).toBeVisible();
}
