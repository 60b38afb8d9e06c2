/** Marketing Integrations: the list, its switch and menu, and a partner from a file (M5, M6). */
import { drop } from './drop.mjs';
import { expect, saved, test, visit } from './fixture.mjs';
import { sampleFile } from './sample.mjs';
import { accept } from './terms.mjs';

const zone = (page) => page.getByRole('group', { name: 'Add a partner' });
const card = (page, name) => page.getByRole('region', { name });

const setupOf = (name) => {
  const setup = JSON.parse(sampleFile('prairie-star.setup.json').toString('utf8'));
  setup.tenant.name = name;
  return { name: `${name}.setup.json`, text: JSON.stringify(setup) };
};

const manifest = (more = {}) => ({
  leadloom: 'partner/1',
  id: 'nimbus.example',
  name: 'Nimbus Thermostats',
  about: 'Thermostats that report when cooling fails.',
  learnMore: 'https://nimbus.example/dealers',
  mark: { viewBox: '0 0 32 32', paths: ['M4 4h24v24H4Z'], hue: 120 },
  agreement: { version: '1', title: 'Nimbus data agreement', text: 'Nimbus shares its alerts.' },
  delivers: 'alerts',
  severities: [{ code: 'Critical', severity: 'critical' }],
  passOn: ['critical'],
  alertTypes: [{ name: 'No Cooling', trade: 'hvac', standardJobType: 'repair_hvac' }],
  ...more,
});

test('set-ups that are dropped on the list replace nothing unasked', async ({ page }) => {
  await visit(page, '#/integrations');
  const workspace = page.getByRole('region', { name: 'Workspace' });
  await drop(zone(page), [setupOf('Hill Country Air'), setupOf('Bayou Air')]);
  const first = page.getByRole('region', { name: /^Hill Country Air.setup.json would take/ });
  await expect(first.getByRole('list', { name: 'Differences' })).toBeVisible();
  await expect(workspace).toContainText('Prairie Star');
  await first.getByRole('button', { name: 'Keep mine' }).click();
  const second = page.getByRole('region', { name: /^Bayou Air.setup.json would take/ });
  await expect(second).toBeVisible();
  await expect(workspace).toContainText('Prairie Star');
  await second.getByRole('button', { name: 'Replace the set-up' }).click();
  await expect(workspace).toContainText('Bayou Air');
  await expect(page.getByRole('button', { name: 'Replace the set-up' })).toHaveCount(0);
});

test('a partner from a manifest is led to Finish', async ({ page }) => {
  await visit(page, '#/integrations');
  await drop(zone(page), [{ name: 'nimbus.json', text: JSON.stringify(manifest()) }]);
  await expect(card(page, 'Nimbus Thermostats')).toContainText('Not set up');
  await page.getByRole('link', { name: 'Configure Nimbus Thermostats' }).click();
  // A text of one line fits its box: it is read without scrolling.
  await accept(page);
  await page.getByRole('link', { name: 'Continue' }).click();
  await page.getByLabel('Account number at Nimbus Thermostats').fill('N-7');
  await page.getByRole('button', { name: 'Add Account' }).click();
  const units = page.getByRole('button', { name: /^Add business unit to N-7/ });
  await units.click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('list', { name: 'Business units of N-7' }).locator('.chosen-one'),
  ).toHaveCount(1);
  await page.goto('#/set-up/nimbus.example/turn-on');
  await page.getByRole('button', { name: 'Finish', exact: true }).click();
  await page.goto('#/integrations');
  await expect(card(page, 'Nimbus Thermostats').locator('.tags')).toContainText('Live');
});

test('a manifest that cannot be used is refused, and says why', async ({ page }) => {
  await visit(page, '#/integrations');
  const bad = manifest({ alertTypes: [{ name: 'X', trade: 'hvac', standardJobType: 7 }] });
  await drop(zone(page), [{ name: 'bad.json', text: JSON.stringify(bad) }]);
  await expect(page.getByRole('alert')).toContainText('bad.json was not added');
  await expect(page.getByRole('alert')).toContainText(/LL\d{4}/);
  await expect(card(page, 'Nimbus Thermostats')).toHaveCount(0);
});

test('an integration is paused at once, and the pause is taken back', async ({ page }) => {
  await visit(page, '#/integrations');
  const enabled = page.getByRole('switch', { name: 'Enabled: SmartAC.com' });
  await enabled.click();
  await expect(enabled).not.toBeChecked();
  await expect(card(page, 'SmartAC.com').locator('.tags')).toContainText('Paused');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(enabled).toBeChecked();
  await expect(card(page, 'SmartAC.com').locator('.tags')).toContainText('Live');
});

test('More has the agreement, its PDF, the history and the set-up as a file', async ({ page }) => {
  await visit(page, '#/integrations');
  const more = page.getByRole('button', { name: 'More about SmartAC.com' });
  const entry = (role, name) => card(page, 'SmartAC.com').getByRole(role, { name });
  await more.click();
  const pdf = await saved(page, () => entry('button', 'Download PDF').click());
  expect(pdf.name).toMatch(/^smartac\.com-agreement-.+\.pdf$/);
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  await page.reload();
  await more.click();
  const setup = await saved(page, () => entry('button', 'Save set-up').click());
  expect(JSON.parse(setup.bytes).leadloom).toMatch(/^setup\//);
  await expect(page.getByRole('group', { name: 'Message' })).toContainText(
    /SHA-256: [0-9a-f]{64}$/,
  );
  await page.reload();
  await more.click();
  await entry('link', 'View Agreement').click();
  await expect(page.getByRole('heading', { name: 'Data Agreement' })).toBeVisible();
  await page.goBack();
  await more.click();
  await entry('link', 'History').click();
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
});
