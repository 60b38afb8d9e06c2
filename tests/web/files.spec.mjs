/** The user's own files: good ones, broken ones, hostile ones, and very many alerts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violations } from './axe.mjs';
import { closeDialog, openFiles } from './drop.mjs';
import { expect, saved, skipInFirefox, test, visit } from './fixture.mjs';
import { sampleFile } from './sample.mjs';

const setup = () => JSON.parse(sampleFile('prairie-star.setup.json').toString('utf8'));
const leads = (page) => page.getByRole('listbox', { name: 'Leads' });
const bookings = (page) => page.getByRole('navigation').getByRole('link', { name: 'Bookings' });

const alert = (id, more = {}) =>
  JSON.stringify({
    source: 'smartac.com',
    id,
    type: 'Water Detected',
    severity: 'Urgent',
    submittedOn: '2026-11-20T12:00:00Z',
    account: 'acct-2211',
    member: { name: `Member ${id}`, phone: '737-555-0100' },
    // Of its own: what one device repeats is one lead.
    device: { id: `device-${id}` },
    ...more,
  });

test('a set-up of one’s own takes the place of the sample’s', async ({ page }) => {
  await visit(page);
  const own = setup();
  own.tenant.name = 'Hill Country Air';
  own.mapping = own.mapping.filter(({ standardJobType }) => standardJobType !== 'leak_detected');
  const files = [{ name: 'hill.setup.json', text: JSON.stringify(own, null, 2) }];
  const dialog = await openFiles(page, files, false);
  // What it changes is shown before it takes the place of the other (N9).
  const differences = dialog.getByRole('list', { name: 'Differences' });
  await expect(differences).toContainText('Leak Detected');
  await expect(dialog.locator('.hash')).toHaveText(/^[0-9a-f]{64}$/);
  const workspaceName = page.getByRole('region', { name: 'Workspace' });
  await expect(workspaceName).not.toContainText('Hill Country Air');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Replace the set-up' }).click();
  await expect(dialog.getByText('Opened: set-up')).toBeVisible();
  await closeDialog(page);
  const workspace = page.getByRole('region', { name: 'Workspace' });
  await expect(workspace).toContainText('Hill Country Air');
  await page.getByRole('searchbox', { name: 'Search leads' }).fill('Water Detected');
  await expect(leads(page).getByRole('option').first()).toContainText('Job type open');
  await page.reload();
  await expect(workspace).toContainText('Hill Country Air');
});

test('alerts in a table become leads, and lines that cannot be read can be saved', async ({
  page,
}) => {
  await visit(page);
  const text = [
    'Source,Alert ID,Alert Type,Severity,Submitted On,Account,Name,Phone',
    'smartac.com,T-1,Water Detected,Critical,2031-11-20T12:00:00Z,acct-2211,Tabitha Row,737-555-0100',
    'smartac.com,1.2E+11,Water Detected,Critical,2031-11-20T12:00:00Z,acct-2211,Rounded Row,',
  ].join('\n');
  const dialog = await openFiles(page, [{ name: 'alerts.csv', text }], false);
  await expect(dialog.getByText('Opened: 2 alerts')).toBeVisible();
  await closeDialog(page);
  await page.getByRole('searchbox', { name: 'Search leads' }).fill('Tabitha Row');
  await expect(leads(page).getByRole('option')).toHaveCount(1);
  await page.reload();
  await expect(leads(page).getByRole('option')).toHaveCount(1);
  await page.goto('#/held');
  const { name, bytes } = await saved(page, () =>
    page.getByRole('button', { name: 'Lines that could not be read' }).click(),
  );
  expect(name).toBe('set-aside.ndjson');
  const rows = bytes.toString().trim().split('\n').map(JSON.parse);
  const [row] = rows.filter(({ text: line }) => line.includes('Rounded Row'));
  expect(row).toMatchObject({ line: 3, rule: 'LL0026' });
  expect(row.message).toContain('rounded');
});

test('a broken set-up is refused at its place, and nothing is lost', async ({ page }) => {
  await visit(page);
  const text = `${JSON.stringify(setup(), null, 2).slice(0, 400)} ]`;
  const dialog = await openFiles(page, [{ name: 'broken.setup.json', text }], false);
  await expect(dialog.getByText('Refused, nothing of it was taken over')).toBeVisible();
  await expect(dialog.getByText(/^LL\d{4}$/).first()).toBeVisible();
  await expect(dialog.getByText(/^broken\.setup\.json:\d+:\d+$/).first()).toBeVisible();
  await closeDialog(page);
  await expect(bookings(page)).toContainText('156');
  await page.reload();
  await expect(bookings(page)).toContainText('156');
});

test('refused files do not start a new workspace', async ({ page }) => {
  await visit(page);
  const dialog = await openFiles(page, [{ name: 'x.json', text: '{' }], true);
  await expect(dialog.getByText('Refused, nothing of it was taken over')).toBeVisible();
  await expect(bookings(page)).toContainText('156');
});

test('files that are opened as a new workspace lead back to the one before', async ({ page }) => {
  await visit(page);
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Accepted 1$/ })).toBeVisible();
  const own = { ...setup(), tenant: { name: 'Hill Country Air' } };
  const other = { ...setup(), tenant: { name: 'Bayou Air' } };
  const files = [own, other].map((each) => ({
    name: `${each.tenant.name}.setup.json`,
    text: JSON.stringify(each),
  }));
  const dialog = await openFiles(page, files, true);
  const workspace = page.getByRole('region', { name: 'Workspace' });
  await expect(workspace).toContainText('Hill Country Air');
  // The second set-up of one drop is asked about like any other.
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  await dialog.getByRole('button', { name: 'Back to the one before' }).click();
  await expect(workspace).toContainText('Prairie Star');
  await closeDialog(page);
  await expect(page.getByRole('button', { name: /^Accepted 1$/ })).toBeVisible();
});

const hostile = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(2)</script>',
  '<svg/onload=fetch("https://leadloom.invalid/")>',
  '</title><style>*{display:none}</style>',
  'javascript:alert(3)',
];

test('hostile text stays text', async ({ page }) => {
  await visit(page);
  const [name, street, value, device, email] = hostile;
  const feed = alert('HX-<b>1</b>', {
    severity: 'Critical',
    submittedOn: '2026-11-01T00:00:00Z',
    member: { name, phone: value, email, address: { street, city: value, state: 'TX', zip: '1' } },
    device: { id: street, name: device, placement: value },
    details: { [name]: value, [street]: device },
  });
  const dialog = await openFiles(page, [{ name: `${name}.ndjson`, text: `${feed}\n{"` }], false);
  await expect(dialog.getByText(`${name}.ndjson`, { exact: true })).toBeVisible();
  await closeDialog(page);
  const row = leads(page).getByRole('option').filter({ hasText: name });
  await row.click();
  const card = page.getByRole('region', { name: 'Lead card' });
  await expect(card.getByRole('heading', { level: 2 })).toHaveText(name);
  for (const text of hostile) await expect(card).toContainText(text);
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByText(`Accepted: ${name}.`)).toBeVisible();
  for (const hash of ['#/validator', '#/held', '#/bookings']) {
    await page.goto(`./${hash}`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await expect(page.locator('#app :is(img, script, style, iframe, object)')).toHaveCount(0);
  }
  await expect(page.locator('#app [onerror], #app [onload]')).toHaveCount(0);
});

test('a link of a hostile manifest leads nowhere', async ({ page }) => {
  await visit(page);
  const manifest = {
    leadloom: 'partner/1',
    id: 'evil.example',
    name: hostile[0],
    about: hostile[1],
    learnMore: 'javascript:alert(1)',
    mark: { viewBox: '0 0 32 32', paths: ['M0 0h32'], hue: 1 },
    agreement: { version: '1', title: hostile[2], text: hostile[3] },
    delivers: 'alerts',
    severities: [{ code: 'Critical', severity: 'critical' }],
    passOn: ['critical'],
    alertTypes: [{ name: 'X', trade: 'hvac', standardJobType: 'repair_ac' }],
  };
  const files = [{ name: 'evil.partner.json', text: JSON.stringify(manifest) }];
  await openFiles(page, files, false);
  await expect(page.getByRole('dialog')).toContainText('evil.partner.json');
  await closeDialog(page);
  await page.getByRole('link', { name: 'Marketing Integrations' }).click();
  await expect(page.getByRole('region', { name: 'SmartAC.com' })).toBeVisible();
  const targets = await page
    .locator('a[href]')
    .evaluateAll((links) => links.map((each) => each.protocol));
  expect(targets.filter((protocol) => protocol === 'javascript:')).toEqual([]);
});

test('of very many leads the page asks for one window at a time', async ({ page }) => {
  await page.addInitScript(() => {
    self.windows = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (message?.method === 'leads') self.windows.push(message.args[0].count);
      return post.call(this, message, ...rest);
    };
  });
  await visit(page);
  const many = Array.from({ length: 20_000 }, (_, index) => alert(`MANY-${index}`)).join('\n');
  const dialog = await openFiles(page, [{ name: 'many.ndjson', text: many }], false);
  await expect(dialog.getByText('Opened: 20,000 alerts')).toBeVisible({ timeout: 30_000 });
  await closeDialog(page);
  await expect(page.getByText('20,156 leads', { exact: true })).toBeVisible();
  await leads(page).focus();
  await page.keyboard.press('End');
  const last = leads(page).locator('[aria-posinset="20156"]');
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute('aria-selected', 'true');
  expect(await leads(page).getByRole('option').count()).toBeLessThan(40);
  await page.keyboard.press('Home');
  await expect(leads(page).locator('[aria-posinset="1"]')).toBeInViewport();
  expect(Math.max(...(await page.evaluate(() => self.windows)))).toBeLessThanOrEqual(200);
});

test('a set-up that is kept is kept, and the same file changes nothing', async ({ page }) => {
  await visit(page);
  const own = setup();
  own.tenant.name = 'Hill Country Air';
  const dialog = await openFiles(
    page,
    [{ name: 'hill.setup.json', text: JSON.stringify(own) }],
    false,
  );
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  await closeDialog(page);
  await expect(page.getByRole('region', { name: 'Workspace' })).toContainText('Prairie Star');
});

test('the sample is left behind with one click, and found again', async ({ page }) => {
  await visit(page);
  await page.getByRole('button', { name: 'Leave sample' }).click();
  const workspace = page.getByRole('region', { name: 'Workspace' });
  await expect(workspace).toContainText('Your files');
  await expect(bookings(page)).toContainText('0');
  await page.reload();
  await expect(workspace).toContainText('Your files');
  await page.getByRole('button', { name: 'Restore sample' }).click();
  await expect(bookings(page)).toContainText('156');
});

test('everything is erased, once it was asked twice', async ({ page }) => {
  await visit(page);
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Accepted 1$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Erase everything' }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase everything' });
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: /^Accepted 1$/ })).toBeVisible();
  await page.evaluate(() => localStorage.setItem('another page of this host', 'stays'));
  await page.getByRole('button', { name: 'Erase everything' }).click();
  await dialog.getByRole('button', { name: 'Erase everything' }).click();
  await expect(page.getByText('Everything is erased.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Accepted 0$/ })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('another page of this host'))).toBe(
    'stays',
  );
  const kept = await page.evaluate(async () => {
    const open = indexedDB.open('leadloom');
    const db = await new Promise((resolve) => {
      open.onsuccess = () => resolve(open.result);
    });
    const count = db.transaction('journal').objectStore('journal').count();
    return new Promise((resolve) => {
      count.onsuccess = () => resolve(count.result);
    });
  });
  expect(kept).toBe(0);
});

test('a folder of exports is opened whole, and what is no document in it is passed over', async ({
  page,
}) => {
  skipInFirefox('Its driver opens no folders.');
  await visit(page);
  const folder = mkdtempSync(join(tmpdir(), 'exports-'));
  for (const name of ['business-units.json', 'job-types.json', 'alerts.ndjson'])
    writeFileSync(join(folder, name), sampleFile(name));
  writeFileSync(join(folder, 'notes.txt'), 'not a document');
  await page.getByRole('button', { name: 'Open files' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open files' });
  await dialog.getByLabel('Choose a folder').setInputFiles(folder);
  await expect(dialog.locator('.opened')).toHaveCount(3);
  await expect(dialog.getByText('Opened:')).toHaveCount(3);
  rmSync(folder, { recursive: true });
});
