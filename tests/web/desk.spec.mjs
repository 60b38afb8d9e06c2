/** What is done with leads: put off, booked, dismissed, assigned, several at once, and taken back. */
import { createServer } from 'node:http';
import { closeDialog, openFiles } from './drop.mjs';
import { expect, saved, test, visit } from './fixture.mjs';
import { cards, sampleWorkspace } from './sample.mjs';

const all = cards(await sampleWorkspace());

const leads = (page) => page.getByRole('listbox', { name: 'Leads' });
const card = (page) => page.getByRole('region', { name: 'Lead card' });
const heading = (page) => card(page).getByRole('heading', { level: 2 });
const dialog = (page) => page.getByRole('dialog');
const tab = (page, name) =>
  page.getByRole('group', { name: 'Leads by what was done' }).getByRole('button', { name });
const total = (page, count) =>
  expect(page.getByRole('status').filter({ hasText: /leads?$/ })).toHaveText(
    `${count} ${count === 1 ? 'lead' : 'leads'}`,
  );
const state = (page, word) => expect(card(page).locator('.tags').first()).toContainText(word);

async function press(page, key) {
  await leads(page).focus();
  await page.keyboard.press(key);
}

test('a lead is put off by a key, found under Follow Ups, and in a calendar', async ({ page }) => {
  await visit(page);
  const [first] = all;
  await expect(heading(page)).toHaveText(first.contact.name);
  await press(page, 'f');
  await dialog(page).getByRole('button', { name: 'In a week' }).click();
  await dialog(page).getByLabel('Note').fill('Back from holidays, gate code 12');
  await dialog(page).getByRole('button', { name: 'Follow up' }).click();
  await total(page, all.length - 1);
  await tab(page, 'Follow Ups').click();
  await total(page, 1);
  await expect(heading(page)).toHaveText(first.contact.name);
  await state(page, 'Follow-up');
  await expect(card(page)).toContainText('gate code 12');
  const request = card(page).getByRole('region', { name: 'Follow-up request as JSON' });
  await expect(request).toContainText('"followUpDate"');
  const { name, bytes } = await saved(page, () =>
    card(page).getByRole('button', { name: 'Calendar' }).click(),
  );
  expect(name).toBe('lead.ics');
  expect(bytes.toString()).toContain('BEGIN:VEVENT\r\n');
  expect(bytes.toString()).toContain('TRIGGER:-PT5M\r\n');
});

test('a lead is booked with its details, and the job says what it lacks', async ({ page }) => {
  const blank = all.find(({ resolution }) => resolution.candidates.length > 1);
  await visit(page, `#/bookings/${encodeURIComponent(blank.id)}`);
  await expect(heading(page)).toHaveText(blank.contact.name);
  await card(page).focus();
  await page.keyboard.press('b');
  const form = dialog(page);
  await form.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(form.getByRole('alert')).toContainText('Choose a job type and a business unit.');
  const [{ jobType, businessUnit }] = blank.resolution.candidates;
  await form.getByLabel('Job type').selectOption(jobType.id);
  await form.getByLabel('Business unit').selectOption(businessUnit.id);
  await form.getByLabel('Day', { exact: true }).fill('2031-05-06');
  await form.getByLabel('From', { exact: true }).fill('13:00');
  await form.getByLabel('To', { exact: true }).fill('11:00');
  await form.getByLabel('Summary').fill('Bring <a> pump');
  await form.getByRole('button', { name: 'Book', exact: true }).click();
  // The core refuses it, with its number; what was typed stays.
  await expect(form.getByRole('alert')).toContainText('LL0506');
  await form.getByLabel('From', { exact: true }).fill('09:00');
  await form.getByRole('button', { name: 'Book', exact: true }).click();
  await tab(page, 'Booked').click();
  await total(page, 1);
  await state(page, 'Booked');
  const job = card(page).getByRole('region', { name: 'Job request as JSON' });
  // Nine in the morning where the tenant is.
  await expect(job).toContainText('"start": "2031-05-06T14:00:00Z"');
  await expect(job).toContainText('Bring &lt;a&gt; pump');
  await expect(job).toContainText(`"jobTypeId": ${jobType.id}`);
  await expect(card(page)).toContainText('locationId');
  // What ServiceTitan would refuse is shown and not offered; the booking is whole.
  await expect(card(page).getByRole('button', { name: 'Copy job request' })).toHaveCount(0);
  const { name, bytes } = await saved(page, () =>
    card(page).locator('.request').getByRole('button', { name: 'Download' }).click(),
  );
  expect(name).toMatch(/^booking-.*\.json$/);
  expect(JSON.parse(bytes)).toMatchObject({
    externalId: blank.id,
    start: '2031-05-06T14:00:00Z',
    summary: 'Bring <a> pump',
  });
});

test('one lead that is picked is done with, and the next key is for the next', async ({ page }) => {
  await visit(page);
  await leads(page).focus();
  await page.keyboard.press('x');
  await page.keyboard.press('d');
  await dialog(page).getByLabel('False alarm').check();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  const bar = page.getByRole('group', { name: 'Picked leads' });
  await expect(bar).toContainText('1 picked');
  await press(page, 'd');
  await dialog(page).getByLabel('False alarm').check();
  await dialog(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(tab(page, 'Dismissed')).toHaveText('Dismissed1');
  await expect(bar).toHaveCount(0);
  const next = await heading(page).textContent();
  await press(page, 'f');
  await expect(dialog(page)).toContainText(`Follow up: ${next}`);
});

test('keys that are typed while a dialog comes are for the dialog', async ({ page }) => {
  await visit(page);
  const [first] = all;
  await leads(page).focus();
  // At once, as a quick hand types.
  await page.evaluate(() => {
    for (const key of ['f', 'a', 'd'])
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });
  await expect(dialog(page)).toContainText(`Follow up: ${first.contact.name}`);
  await page.keyboard.press('Escape');
  await total(page, all.length);
});

test('after a reload the last step of the open lead is taken back', async ({ page }) => {
  await visit(page);
  const [first] = all;
  await press(page, 's');
  await dialog(page).getByLabel('To', { exact: true }).fill('Cleo Calltaker');
  await dialog(page).getByRole('button', { name: 'Assign' }).click();
  await expect(card(page)).toContainText('Cleo Calltaker');
  await page.goto(`#/bookings/${encodeURIComponent(first.id)}`);
  await page.reload();
  await expect(card(page)).toContainText('Cleo Calltaker');
  await press(page, 'u');
  await expect(card(page)).not.toContainText('Cleo Calltaker');
});

test('a card has its number to dial, and the story of its device', async ({ page }) => {
  const told = all.find(({ episode, contact }) => episode && contact.tel);
  await visit(page, `#/bookings/${encodeURIComponent(told.id)}`);
  await expect(card(page).getByRole('link', { name: told.contact.phone })).toHaveAttribute(
    'href',
    told.contact.tel,
  );
  await expect(card(page).locator('.timeline li')).toHaveCount(told.episode.timeline.length);
  await expect(card(page)).toContainText(/alerts of this device, first .* ago, last .* ago/);
});

test('nobody dismisses without a reason; it is taken back and done again', async ({ page }) => {
  await visit(page);
  const [first, second] = all;
  await press(page, 'd');
  await dialog(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('Say why.');
  await dialog(page).getByLabel('False alarm').check();
  await dialog(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(heading(page)).toHaveText(second.contact.name);
  await expect(tab(page, 'Dismissed')).toHaveText('Dismissed1');
  await press(page, 'u');
  await expect(tab(page, 'Dismissed')).toHaveText('Dismissed0');
  await expect(heading(page)).toHaveText(first.contact.name);
  await press(page, 'Shift+U');
  await expect(tab(page, 'Dismissed')).toHaveText('Dismissed1');
  await page.reload();
  await tab(page, 'Dismissed').click();
  await expect(card(page)).toContainText('False alarm');
});

test('several leads are picked and assigned together', async ({ page }) => {
  await visit(page);
  await leads(page).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('x');
  const bar = page.getByRole('group', { name: 'Picked leads' });
  await expect(bar).toContainText('3 picked');
  await bar.getByRole('button', { name: 'Assign' }).click();
  await dialog(page).getByLabel('To', { exact: true }).fill('Cleo Calltaker');
  await dialog(page).getByRole('button', { name: 'Assign' }).click();
  await expect(page.getByText('Assigned to Cleo Calltaker: 3 leads.')).toBeVisible();
  await expect(leads(page).getByText('Cleo Calltaker')).toHaveCount(3);
  await press(page, 'u');
  await expect(leads(page).getByText('Cleo Calltaker')).toHaveCount(0);
});

test('filters are in the address, and have names', async ({ page }) => {
  await visit(page);
  await page.getByRole('button', { name: 'Urgent' }).click();
  await expect(page).toHaveURL(/[?&]severity=urgent/);
  await page.getByRole('button', { name: 'Filters' }).click();
  await dialog(page).getByLabel('Job type is').selectOption('no');
  await dialog(page).getByLabel('Name for this filter').fill('Urgent and open');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await page.keyboard.press('Escape');
  const workspace = await sampleWorkspace();
  const wanted = workspace.leads({ state: 'new', severity: 'urgent', filledIn: false }).total;
  await total(page, wanted);
  await page.reload();
  await total(page, wanted);
  await page.getByRole('button', { name: 'Filters' }).click();
  await dialog(page).getByRole('button', { name: 'Clear all' }).click();
  await dialog(page).getByRole('button', { name: 'Urgent and open', exact: true }).click();
  await page.keyboard.press('Escape');
  await total(page, wanted);
  await page.getByRole('button', { name: 'Filters' }).click();
  const { bytes } = await saved(page, () =>
    dialog(page).getByRole('button', { name: 'Export CSV' }).click(),
  );
  expect(bytes.toString().trim().split('\r\n')).toHaveLength(wanted + 1);
});

test('an address leads back to its lead and its filter, however far down', async ({ page }) => {
  const workspace = await sampleWorkspace();
  const { leads: lines, total: wanted } = workspace.leads({
    state: 'new',
    severity: 'urgent',
    sort: 'newest',
    count: 500,
  });
  const far = lines.at(-3);
  await visit(page, `#/bookings/${encodeURIComponent(far.id)}?severity=urgent&sort=newest`);
  await total(page, wanted);
  await expect(heading(page)).toHaveText(far.name);
  const row = leads(page).getByRole('option', { selected: true });
  await expect(row).toContainText(far.name);
  await expect(row).toBeInViewport();
  await press(page, 'k');
  await expect(heading(page)).toHaveText(lines.at(-4).name);
});

test('everything has a name in the palette, and a key in the help sheet', async ({ page }) => {
  await visit(page);
  await press(page, '?');
  for (const label of ['Accept', 'Book', 'Follow up', 'Dismiss', 'Search the leads'])
    await expect(dialog(page).getByText(label, { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('go to booked');
  await page.keyboard.press('Enter');
  await expect(tab(page, 'Booked')).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('filters');
  await page.keyboard.press('Enter');
  await dialog(page).getByLabel('The first tab is called').selectOption('Job Booking');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1 }).first()).toHaveText('Job Booking');
});

test('a candidate fills the lead in by its number, or becomes the rule (N1)', async ({ page }) => {
  const blank = all.find(({ resolution }) => resolution.candidates.length > 1);
  await visit(page, `#/bookings/${encodeURIComponent(blank.id)}`);
  await expect(heading(page)).toHaveText(blank.contact.name);
  const [first] = blank.resolution.candidates;
  await card(page).focus();
  await page.keyboard.press('2');
  await expect(card(page)).toContainText('The office picked it.');
  await expect(card(page).locator('.candidates li').nth(1)).toContainText('Picked');
  await page.keyboard.press('u');
  await expect(card(page)).not.toContainText('The office picked it.');
  const pair = `${first.jobType.name} at ${first.businessUnit.name}`;
  await card(page)
    .getByRole('button', { name: `Make it the rule for ${pair}` })
    .click();
  await expect(dialog(page)).toContainText(/validator/);
  await dialog(page).getByRole('button', { name: 'Make it the rule' }).click();
  await expect(page.getByText(`is ${pair} from now on.`)).toBeVisible();
  await expect(card(page).locator('.candidates')).toHaveCount(0);
});

test('leads that come while nobody looks are told by the desktop, if somebody asked for it', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['notifications']);
  await page.addInitScript(() => {
    // What the desktop would be told.
    globalThis.told = [];
    globalThis.Notification = class {
      static permission = 'granted';
      static requestPermission = async () => 'granted';
      constructor(title) {
        globalThis.told.push(title);
      }
    };
    // Nobody looks.
    Object.defineProperty(document, 'hidden', { get: () => globalThis.away === true });
  });
  await visit(page);
  const more = (id) => ({
    name: `${id}.ndjson`,
    text: JSON.stringify({
      source: 'smartac.com',
      id,
      type: 'Water Detected',
      severity: 'Critical',
      submittedOn: '2031-11-20T12:00:00Z',
      device: { id },
      member: { name: 'Late Lead' },
    }),
  });
  const come = async (id) => {
    await openFiles(page, [more(id)], false);
    await closeDialog(page);
  };
  await page.getByRole('button', { name: 'Filters' }).click();
  await dialog(page).getByLabel('Notify me when leads come and nobody looks').check();
  await page.keyboard.press('Escape');
  await come('N-1');
  // What the notice counts by has come.
  await expect(page.getByRole('link', { name: /^Bookings/ })).toContainText(`${all.length + 1}`);
  expect(await page.evaluate(() => globalThis.told)).toEqual([]);
  await page.evaluate(() => {
    globalThis.away = true;
  });
  await come('N-2');
  await expect.poll(() => page.evaluate(() => globalThis.told)).toEqual(['A new lead']);
});

test.describe('an endpoint of the host', () => {
  test.use({ tolerated: /Failed to load resource/ });

  test('is handed a request once, and again only after it refused', async ({ page, served }) => {
    const received = [];
    let status = 503;
    const endpoint = createServer((request, response) => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', 'content-type, idempotency-key');
      if (request.method === 'OPTIONS') return response.end();
      let body = '';
      request.on('data', (piece) => {
        body += piece;
      });
      request.on('end', () => {
        received.push({ key: request.headers['idempotency-key'], body, ...JSON.parse(body) });
        response.statusCode = status;
        response.end(status === 201 ? '{"id": 9007199254740993, "status": "New"}' : '');
      });
    });
    await new Promise((done) => endpoint.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${endpoint.address().port}/requests`;
    served.portals.handOver = { address };
    try {
      const [first] = all;
      await visit(page, `#/bookings/${encodeURIComponent(first.id)}`);
      await card(page).focus();
      await page.keyboard.press('a');
      await page.getByRole('link', { name: 'Show' }).click();
      await card(page).getByRole('button', { name: 'Hand over' }).click();
      await expect(page.getByText('It answered 503.')).toBeVisible();
      status = 201;
      await card(page).getByRole('button', { name: 'Hand over' }).click();
      const done = card(page).getByRole('button', { name: 'Handed over' });
      await expect(done).toHaveAttribute('aria-disabled', 'true');
      await done.press('Enter');
      await page.reload();
      await expect(done).toBeVisible();
      expect(received.map(({ key }) => key)).toEqual([received[0].key, received[0].key]);
      expect(received[1]).toMatchObject({ lead: first.id, name: 'CreateBookingRequest' });
      expect(received[1].request.externalId).toBe(first.id);
      // Ids keep all their digits.
      expect(received[1].body).toContain(`"jobTypeId": ${first.resolution.jobType.id}`);
      // The lead that follows it up names the booking.
      await expect(card(page)).toContainText('The booking in ServiceTitan is 9007199254740993.');
      await card(page).focus();
      await page.keyboard.press('f');
      await dialog(page).getByRole('button', { name: 'Follow up' }).click();
      const follow = card(page).getByRole('region', { name: 'Follow-up request as JSON' });
      await expect(follow).toContainText('"bookingId": 9007199254740993');
    } finally {
      delete served.portals.handOver;
      endpoint.closeAllConnections();
      endpoint.close();
    }
  });
});
