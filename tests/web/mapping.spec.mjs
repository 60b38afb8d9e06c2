/** The mapping's rows say what the validator says of them, as soon as it is there. */
import { expect, test, visit } from './fixture.mjs';

const row = (page, name) => page.locator('.map-row').filter({ hasText: name }).first();

test('a row carries its findings, and loses them when it is mended', async ({ page }) => {
  await visit(page, '#/mapping');
  const repair = row(page, 'Repair AC');
  const several = repair.getByText('LL0102');
  await expect(several).toBeVisible({ timeout: 15_000 });
  await page.getByRole('button', { name: 'Remove AC No Cool - Same Day from Repair AC' }).click();
  await page.getByRole('button', { name: 'Remove HVAC Service South from Repair AC' }).click();
  await expect(several).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(several).toBeVisible();
});

test.describe('a validator that does not arrive', () => {
  test.use({ tolerated: /Failed to load resource/ });

  test('the rows say that nobody checked them', async ({ page }) => {
    await page.route(/leadloom-[\w-]+\.wasm$/, (route) => route.fulfill({ status: 404, body: '' }));
    await visit(page, '#/mapping');
    await expect(page.getByText('The rows are not checked')).toBeVisible();
    await page.unroute(/leadloom-[\w-]+\.wasm$/);
    await page.getByRole('button', { name: 'Remove AC No Cool - Same Day from Repair AC' }).click();
    await expect(row(page, 'Repair AC').getByText('LL0102')).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText('The rows are not checked')).toHaveCount(0);
  });
});
