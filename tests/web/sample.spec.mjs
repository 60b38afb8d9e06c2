/** The desk at work on the sample that ships with the page. */
import { expect, test, visit } from './fixture.mjs';
import { cards, sampleWorkspace } from './sample.mjs';

const workspace = await sampleWorkspace();
const all = cards(workspace);

const leads = (page) => page.getByRole('listbox', { name: 'Leads' });
const options = (page) => leads(page).getByRole('option');
const selected = (page) => leads(page).locator('[role=option][aria-selected=true]');
const card = (page) => page.getByRole('region', { name: 'Lead card' });
const heading = (page) => card(page).getByRole('heading', { level: 2 });
const link = (lead) => `#/bookings/${encodeURIComponent(lead.id)}`;
const search = (page) => page.getByRole('searchbox', { name: 'Search leads' });
const total = (page, count) =>
  expect(page.getByRole('status').filter({ hasText: /leads?$/ })).toHaveText(
    `${count} ${count === 1 ? 'lead' : 'leads'}`,
  );

test('leads are there at the first visit, the most pressing one open', async ({ page }) => {
  await visit(page);
  await expect(page).toHaveTitle(/^\(\d+\) Bookings · Leadloom$/);
  await total(page, 156);
  await expect(options(page).first()).toContainText(all[0].contact.name);
  await expect(options(page).first()).toContainText('Critical');
  await expect(heading(page)).toHaveText(all[0].contact.name);
});

test('what was held back is counted by reason', async ({ page }) => {
  await visit(page, '#/held');
  await expect(page.getByText('144 alerts did not become leads.')).toBeVisible();
  const { reasons } = workspace.held();
  expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(144);
  for (const { text, count } of reasons) {
    await expect(page.getByRole('button', { name: text })).toHaveText(new RegExp(`^${count}\\D`));
  }
  // The greatest share stands first.
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText('110');
  await page.getByRole('button', { name: /Its severity is not in/ }).click();
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(8 + 1);
});

test('the card shows everything that the partner sent (M15)', async ({ page }) => {
  const lead = all.find(
    ({ scheduledOn, profile, contact, device, remarks }) =>
      scheduledOn && profile && contact.email && device?.placement && remarks.length === 0,
  );
  await visit(page, link(lead));
  const shown = card(page);
  await expect(heading(page)).toHaveText(lead.contact.name);
  for (const text of [
    lead.contact.phone,
    lead.contact.email,
    lead.contact.address.street,
    lead.contact.address.zip,
    lead.integration.name,
    lead.alertType,
    lead.standardJobType.label,
    lead.device.placement,
    lead.account.name,
    lead.profile.name,
    lead.alertId,
    lead.reminder,
    lead.resolution.campaign.name,
    ...lead.details.flatMap(({ name, value }) => [name, value]),
  ]) {
    await expect(shown).toContainText(text);
  }
  // Both dates in the contractor's time zone, and the integration's own mark.
  for (const iso of [lead.submittedOn, lead.scheduledOn]) {
    await expect(shown.locator(`time[datetime="${iso}"]`)).toContainText(/2026, .+ C[SD]T/);
  }
  await expect(shown.locator('.card-from .mark')).toBeVisible();
});

test('a blank lead says why and ranks what it could be', async ({ page }) => {
  const blank = all.find(({ standardJobType }) => standardJobType.id === 'repair_ac');
  await visit(page, link(blank));
  await expect(card(page)).toContainText(
    '“Repair AC” → 2 job types × 2 business units, so neither is filled in.',
  );
  const candidates = card(page).locator('.candidates li');
  await expect(candidates).toHaveCount(4);
  for (const [index, { jobType, businessUnit }] of blank.resolution.candidates.entries()) {
    await expect(candidates.nth(index)).toContainText(jobType.name);
    await expect(candidates.nth(index)).toContainText(businessUnit.name);
    await expect(candidates.nth(index)).toContainText('Can be booked');
  }
});

test('what is odd about an alert is said on its card', async ({ page }) => {
  const masked = all.find(({ remarks }) => remarks.some(({ code }) => code === 'masked_phone'));
  await visit(page, link(masked));
  await expect(card(page)).toContainText(
    'The phone number is masked. Look it up in the customer record.',
  );
});

test('search, filters and order are the answers of the core', async ({ page }) => {
  await visit(page);
  await search(page).fill('water detected austin');
  const found = workspace.leads({ state: 'new', text: 'water detected austin' });
  expect(found.total).toBeGreaterThan(0);
  await total(page, found.total);
  await search(page).fill('no such name');
  await expect(page.getByText('Nothing matches these filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all leads' }).click();
  await expect(search(page)).toBeFocused();
  await total(page, 156);
  await page.getByRole('button', { name: 'Urgent' }).click();
  await total(page, workspace.leads({ severity: 'urgent' }).total);
  await page.getByRole('button', { name: 'Urgent' }).click();
  for (const sort of ['newest', 'oldest']) {
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption(sort);
    const first = workspace.leads({ sort, count: 1 }).leads[0];
    await expect(options(page).first()).toContainText(first.name);
  }
});

test('the list is driven by keys', async ({ page }) => {
  await visit(page);
  await expect(heading(page)).toHaveText(all[0].contact.name);
  await leads(page).focus();
  for (const [key, index] of [
    ['j', 1],
    ['ArrowDown', 2],
    ['k', 1],
    ['ArrowUp', 0],
  ]) {
    await page.keyboard.press(key);
    await expect(selected(page)).toHaveAttribute('aria-posinset', `${index + 1}`);
    await expect(heading(page)).toHaveText(all[index].contact.name);
  }
  await page.keyboard.press('Enter');
  await expect(card(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(leads(page)).toBeFocused();
  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  // In a field the letters are letters.
  await page.keyboard.type('ja');
  await expect(search(page)).toHaveValue('ja');
  await total(page, workspace.leads({ state: 'new', text: 'ja' }).total);
  await page.keyboard.press('Escape');
  await expect(search(page)).toHaveValue('');
  await total(page, 156);
  await page.keyboard.press('ArrowDown');
  await expect(leads(page)).toBeFocused();
});

test('accepting by key opens the next lead and is taken back by Z', async ({ page }) => {
  await visit(page);
  await leads(page).focus();
  await expect(heading(page)).toHaveText(all[0].contact.name);
  await page.keyboard.press('a');
  await expect(page.getByText(`Accepted: ${all[0].contact.name}.`)).toBeVisible();
  await total(page, 155);
  await expect(heading(page)).toHaveText(all[1].contact.name);
  await expect(selected(page)).toHaveAttribute('aria-posinset', '1');
  await page.keyboard.press('z');
  await total(page, 156);
  await expect(heading(page)).toHaveText(all[0].contact.name);
  await page.keyboard.press('a');
  await total(page, 155);
  await expect(heading(page)).toHaveText(all[1].contact.name);
  await page.keyboard.press('j');
  await expect(heading(page)).toHaveText(all[2].contact.name);
});

test('Z walks back everything that was done, one by one', async ({ page }) => {
  await visit(page);
  await leads(page).focus();
  for (const index of [0, 1, 2]) {
    await expect(heading(page)).toHaveText(all[index].contact.name);
    await page.keyboard.press('a');
    await total(page, 155 - index);
    await expect(heading(page)).toHaveText(all[index + 1].contact.name);
  }
  // Also when nothing on the screen offers it any more.
  await page.getByRole('button', { name: 'Close message' }).click();
  await leads(page).focus();
  for (const index of [2, 1, 0]) {
    await page.keyboard.press('z');
    await total(page, 156 - index);
    await expect(heading(page)).toHaveText(all[index].contact.name);
  }
  await page.keyboard.press('z');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await total(page, 156);
});

test('a key that is pressed twice in a row acts once', async ({ page }) => {
  await visit(page);
  await leads(page).focus();
  await expect(heading(page)).toHaveText(all[0].contact.name);
  // Both in one task: faster than any hand.
  await page.evaluate(() => {
    const list = document.getElementById('leads');
    for (let i = 0; i < 3; i++) {
      list.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
    }
  });
  await total(page, 155);
  await expect(heading(page)).toHaveText(all[1].contact.name);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('z');
  await total(page, 156);
  await expect(heading(page)).toHaveText(all[0].contact.name);
  // The button too.
  await page.getByRole('button', { name: 'Accept', exact: true }).dblclick();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(heading(page)).not.toHaveText(all[0].contact.name);
});

test('the last lead of a list stays open when it is accepted', async ({ page }) => {
  await visit(page);
  const [only] = workspace.leads({ state: 'new', text: all[0].contact.name }).leads;
  await search(page).fill(only.name);
  await total(page, 1);
  await expect(heading(page)).toHaveText(only.name);
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(card(page).getByText('Booking request', { exact: true })).toBeVisible();
  await expect(heading(page)).toHaveText(only.name);
});

for (const [size, viewport] of Object.entries({
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
})) {
  test.describe(size, () => {
    test.use({ viewport });

    test('nobody accepts without a name: the page asks for it', async ({ page }) => {
      await page.addInitScript(() => {
        // Firefox runs it in its blank page too, which has no storage.
        if (location.protocol === 'http:' && !localStorage.getItem('leadloom.me')) {
          localStorage.setItem('leadloom.me', JSON.stringify({ name: '', role: 'Owner' }));
        }
      });
      await visit(page, link(all[0]));
      await page.getByRole('button', { name: 'Accept', exact: true }).click();
      const field = page.getByLabel('Your name');
      await expect(field).toBeFocused();
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByText('A name must say who does this.')).toBeVisible();
      await field.fill('Olive Ownerby');
      await page.keyboard.press('Enter');
      await expect(page.getByText('A name must say who does this.')).toHaveCount(0);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Accept', exact: true }).click();
      await expect(page.getByText(`Accepted: ${all[0].contact.name}.`)).toBeVisible();
    });
  });
}

test('a name that was cleared is not signed as another, also after a reload', async ({ page }) => {
  await visit(page);
  await page.getByRole('button', { name: /change name or role/ }).click();
  // By keys: what Firefox's driver fills in is not a change to the page.
  await page.getByLabel('Your name').press('ControlOrMeta+a');
  await page.keyboard.type('  ');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Enter your name.')).toBeVisible();
  await page.reload();
  await visit(page, link(all[0]));
  await expect(page.getByText('Sample Owner')).toHaveCount(0);
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByLabel('Your name')).toBeFocused();
  await total(page, 156);
});

test.describe('at 390 px', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the table of what was held back is read without scrolling sideways', async ({ page }) => {
    await visit(page, '#/held');
    const frame = page.getByRole('region', { name: 'Alerts held back' });
    const row = frame.getByRole('row').nth(1);
    await expect(row).toBeVisible();
    for (const cell of await row.getByRole('cell').all()) {
      const { x, width } = await cell.boundingBox();
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(390);
    }
    expect(await frame.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
  });
});

test('a lead has an address that outlives a reload', async ({ page }) => {
  const lead = all[100];
  await visit(page, link(lead));
  await expect(heading(page)).toHaveText(lead.contact.name);
  await page.reload();
  await expect(heading(page)).toHaveText(lead.contact.name);
  expect(page.url()).toContain(link(lead));
  await expect(page).toHaveTitle(/^\(\d+\) Bookings · Leadloom$/);
  await page.goto('./#/bookings/nobody%2F1');
  await expect(heading(page)).toHaveText('No such lead');
});

test('whoever begins with the settings is told nothing that is not so', async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.states = new Set();
    new MutationObserver(() => {
      const tag = document.querySelector('[aria-labelledby="integration-smartac.com"] .tag');
      if (tag) states.add(tag.textContent);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  // Whatever comes late: then what is stored is not whole for long.
  await page.route(/customers-[\w-]+\.json$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  const all = page.waitForResponse(/customer-locations-[\w-]+\.json$/);
  await visit(page, '#/integrations');
  await expect(page.getByRole('switch', { name: 'Enabled: SmartAC.com' })).toBeChecked();
  await all;
  await expect(page.getByRole('switch', { name: 'Enabled: SmartAC.com' })).toBeChecked();
  expect(await page.evaluate(() => [...states])).toEqual(['Live']);
});

test('two tabs follow each other', async ({ context, page }) => {
  await visit(page);
  const other = await context.newPage();
  await visit(other);
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await total(page, 155);
  await total(other, 155);
  await other.getByRole('button', { name: /^Accepted/ }).click();
  await expect(options(other).first()).toContainText(all[0].contact.name);
  await other.getByRole('button', { name: 'Reopen', exact: true }).click();
  await total(page, 156);
});
