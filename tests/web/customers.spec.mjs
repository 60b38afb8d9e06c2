/** Whose record a lead belongs to: matched, suggested with reasons, found by typing, linked (M16, N5). */
import { closeDialog, openFiles } from './drop.mjs';
import { expect, test, visit } from './fixture.mjs';
import { cards, sampleCustomers, sampleWorkspace } from './sample.mjs';

const all = cards(await sampleWorkspace());
const customers = await sampleCustomers();
const matched = all.map((lead) => ({ lead, match: customers.match(lead.contact) }));
const withReason = (reason, fits = () => true) =>
  matched.find(({ match }) => match.reason === reason && fits(match));

const card = (page) => page.getByRole('region', { name: 'Lead card' });
const panel = (page) =>
  card(page)
    .getByRole('heading', { name: 'Customer', exact: true })
    .locator('xpath=ancestor::section[1]');
const open = (page, { lead }) => visit(page, `#/bookings/${encodeURIComponent(lead.id)}`);
const find = (page) => page.getByRole('combobox', { name: 'Find a customer' });
const state = (page, word) => expect(card(page).locator('.tags').first()).toContainText(word);

test('a customer that agrees is linked with what is done, and taken back with it', async ({
  page,
}) => {
  const one = withReason('matched', ({ suggestions: [{ location }] }) => location);
  const [record] = one.match.suggestions;
  await open(page, one);
  await expect(panel(page)).toContainText('Matched automatically');
  await expect(panel(page)).toContainText(record.name);
  await expect(panel(page)).toContainText(record.id);
  await panel(page).getByText('Why it is this one').click();
  for (const { words } of record.evidence) await expect(panel(page)).toContainText(words);
  await card(page).getByRole('button', { name: 'Accept', exact: true }).click();
  await page.getByRole('link', { name: 'Show' }).click();
  await state(page, 'Accepted');
  await expect(panel(page).getByRole('button', { name: 'Unlink' })).toBeVisible();
  await page.reload();
  await expect(panel(page).getByRole('button', { name: 'Unlink' })).toBeVisible();
});

test('undo takes back the link together with the accept', async ({ page }) => {
  const one = withReason('matched');
  await open(page, one);
  await expect(panel(page)).toContainText('Matched automatically');
  await card(page).focus();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Undo' }).click();
  await state(page, 'New');
  await expect(panel(page).getByRole('button', { name: 'Link now' })).toBeVisible();
});

test('whoever is not certain is suggested, with what speaks for and against', async ({ page }) => {
  const one = withReason('too_little', ({ suggestions }) => suggestions.length > 1);
  const [likeliest] = one.match.suggestions;
  await open(page, one);
  await expect(panel(page)).toContainText('Not matched');
  await expect(panel(page)).toContainText(one.match.text);
  const list = panel(page).getByRole('list', { name: 'Customers it could be, likeliest first' });
  const first = list.getByRole('listitem').first();
  await expect(first).toContainText(likeliest.name);
  await expect(first).toContainText(`${Math.round(likeliest.probability * 100)} %`);
  const rows = first.locator('.evidence tbody');
  await expect(rows).toHaveCount(likeliest.evidence.length);
  for (const [at, { words, lead, record }] of likeliest.evidence.entries()) {
    await expect(rows.nth(at).getByRole('rowheader')).toContainText(words);
    const text = (pieces) => pieces.map((piece) => piece.text).join('');
    await expect(rows.nth(at).locator('td').first()).toHaveText(text(lead));
    await expect(rows.nth(at).locator('td').last()).toHaveText(text(record));
  }
  await first.getByRole('button', { name: `Link to ${likeliest.name}` }).click();
  await expect(panel(page).getByRole('button', { name: 'Unlink' })).toBeVisible();
  await panel(page).getByRole('button', { name: 'Unlink' }).click();
  await expect(panel(page)).toContainText('The office said that it is nobody’s yet.');
});

test('a record that must not be served is shown and never taken by itself', async ({ page }) => {
  await open(page, withReason('do_not_service'));
  await expect(panel(page)).toContainText('The record is marked “do not service”.');
  await expect(panel(page).getByText('Do not service', { exact: true })).toBeVisible();
  await card(page).focus();
  await page.keyboard.press('a');
  await page.getByRole('link', { name: 'Show' }).click();
  await state(page, 'Accepted');
  await expect(panel(page)).toContainText('Not matched');
});

test('a customer is found by keys alone, in any order of words', async ({ page }) => {
  const one = withReason('too_little');
  const wanted = matched.find(
    ({ match }) => match.automatic && /^\w+ \w+$/.test(match.suggestions[0].name),
  ).match.suggestions[0];
  await open(page, one);
  await expect(find(page)).toBeVisible();
  await card(page).focus();
  await page.keyboard.press('c');
  await expect(find(page)).toBeFocused();
  const [given, surname] = wanted.name.toLowerCase().split(' ');
  const query = `${surname} ${given} ${wanted.phones[0]?.slice(-4) ?? ''}`.trim();
  await page.keyboard.type(query);
  const hits = customers.search(query, { count: 8 });
  const options = page.getByRole('listbox', { name: 'Customers found' }).getByRole('option');
  await expect(options).toHaveCount(hits.length);
  await expect(options.first()).toContainText(wanted.id);
  await expect(find(page)).toHaveAttribute('aria-expanded', 'true');
  const active = await find(page).getAttribute('aria-activedescendant');
  await expect(page.locator(`#${active}`)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByText('Linked', { exact: true })).toBeVisible();
  await expect(panel(page)).toContainText(wanted.id);
});

test('escape closes what was found and gives the card its keys back', async ({ page }) => {
  await open(page, withReason('too_little'));
  await find(page).fill('zzzzqqqq');
  await expect(panel(page)).toContainText('No customer is found by that.');
  await find(page).press('Escape');
  await expect(panel(page)).not.toContainText('No customer is found by that.');
});

test('nobody fits: the request that creates the customer is filled in', async ({ page }) => {
  const one = matched.find(({ match, lead }) => !match.automatic && lead.contact.name);
  await open(page, one);
  await panel(page).getByText('New customer').click();
  const request = panel(page).getByRole('region', { name: 'Customer request as JSON' });
  await expect(request).toContainText(JSON.stringify(one.lead.contact.name));
  expect(JSON.parse(await request.textContent())).toEqual(customers.newCustomer(one.lead.contact));
});

test('the location that the job needs can be chosen', async ({ page }) => {
  const one = matched.find(
    ({ match: { automatic, suggestions } }) => automatic && suggestions[0].locations.length > 1,
  );
  const [record] = one.match.suggestions;
  await open(page, one);
  await panel(page).getByRole('button', { name: 'Link now' }).click();
  const places = panel(page).getByLabel('At which location');
  await expect(places).toHaveValue(record.location ?? '');
  const other = record.locations.find(({ id }) => id !== record.location);
  await places.selectOption(other.id);
  await expect(places).toHaveValue(other.id);
  await expect(panel(page)).toContainText(other.address.street);
});

test('customers in a table are read, and match', async ({ page }) => {
  const [{ lead }] = matched.filter(({ match }) => match.reason === 'too_little');
  await visit(page);
  const { name, phone, address } = lead.contact;
  const text = [
    'ID,Name,Phone,Street,City,State,ZIP',
    `77000001,"${name}",${phone},"${address.street}",${address.city},${address.state},${address.zip}`,
  ].join('\n');
  const dialog = await openFiles(page, [{ name: 'ours.csv', text }], false);
  await expect(dialog.getByText('Opened: 1 customer')).toBeVisible();
  await closeDialog(page);
  await open(page, { lead });
  await expect(panel(page)).toContainText('77000001');
});

test.describe('customers that do not arrive', () => {
  test.use({ tolerated: /Failed to load resource|customers/ });

  test('are said so, and are there after another try', async ({ page }) => {
    await page.route(/\/customers-[\w-]+\.wasm$/, (route) => route.abort());
    await page.goto('./');
    await expect(panel(page)).toContainText('The customers could not be read.');
    await page.unroute(/\/customers-[\w-]+\.wasm$/);
    await panel(page).getByRole('button', { name: 'Try again' }).click();
    await expect(panel(page)).toContainText('Matched automatically');
  });
});
