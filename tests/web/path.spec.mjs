/** The whole path of the product in one session, from an empty set-up to a booking and a file. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { load } from '../../dist/node.js';
import { expect, ready, saved, test, visit } from './fixture.mjs';
import { readToEnd } from './terms.mjs';

const manifest = JSON.parse(
  readFileSync(new URL('../../catalog/partners/smartac.json', import.meta.url), 'utf8'),
);
const { agreement } = manifest;
const fingerprint = createHash('sha256').update(agreement.text).digest('hex');

const go = (page, name) =>
  page.getByRole('navigation').getByRole('link', { name, exact: false }).click();

async function becomes(page, role) {
  await page.getByRole('button', { name: /change name or role/ }).click();
  await page.getByLabel('Your role').selectOption(role);
  await page.keyboard.press('Escape');
}

async function named(page, name) {
  await page.getByRole('button', { name: /change name or role/ }).click();
  await page.getByLabel('Your name').fill(name);
  await page.keyboard.press('Escape');
}

/** Presses Tab until the control has the focus: what the keyboard cannot reach is never found. */
async function tabTo(page, control) {
  await expect(control).toBeVisible();
  for (let presses = 0; presses < 150; presses++) {
    // Backwards where that is nearer, for at its end Tab leaves the page.
    const key = await control.evaluate((node) => {
      const at = document.activeElement;
      if (node === at) return undefined;
      const before = node.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING;
      return before ? 'Shift+Tab' : 'Tab';
    });
    if (!key) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not reach ${control}`);
}

/** Opens the combobox of one cell, types, and takes the choice of this name. Keys only. */
async function addByKeys(page, what, row, typed, name) {
  await tabTo(page, page.getByRole('button', { name: `Add ${what} to ${row}` }));
  await page.keyboard.press('Enter');
  const box = page.getByRole('combobox', { name: `Add ${what} to ${row}` });
  await expect(box).toBeFocused();
  await page.keyboard.type(typed);
  const active = page.locator('.combobox [role=option][aria-selected=true]');
  for (let presses = 0; presses < 20; presses++) {
    const id = await box.getAttribute('aria-activedescendant');
    await expect(active).toHaveAttribute('id', id);
    if ((await active.textContent()).startsWith(name)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  const chosen = page.getByRole('list', { name: new RegExp(`of ${row}$`) });
  await expect(chosen.getByText(name, { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: `Add ${what} to ${row}` })).toBeFocused();
}

/** Goes to a row of the mapping by the keys of its grid. */
async function openRow(page, label) {
  await page.getByRole('button', { name: /^Used by alerts/ }).click();
  const grid = page.getByRole('grid', { name: 'Job type mapping' });
  await grid.focus();
  for (let presses = 0; presses < 50; presses++) {
    if (await page.getByRole('region', { name: label, exact: true }).count()) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`No row ${label}`);
}

const leadsList = (page) => page.getByRole('listbox', { name: 'Leads' });
const card = (page) => page.getByRole('region', { name: 'Lead card' });
const fact = (page, name) =>
  card(page)
    .locator('.fact')
    .filter({ has: page.getByText(name, { exact: true }) })
    .getByRole('definition');

async function openMaintenanceLead(page) {
  await go(page, 'Bookings');
  await page.getByRole('searchbox', { name: 'Search leads' }).fill('Service Request-Normal');
  await expect(page.getByRole('status').filter({ hasText: /^18 leads$/ })).toBeVisible();
  await leadsList(page).getByRole('option').first().click();
  await expect(fact(page, 'Standard job type')).toHaveText('AC Maintenance');
}

test('from an empty set-up to a booking, and back from the disk', async ({ page }) => {
  test.setTimeout(180_000);
  await visit(page);

  await test.step('start empty: no leads, and a way on', async () => {
    await page.getByRole('button', { name: 'Start empty' }).click();
    await expect(page.getByText('No leads yet.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'See what was held back' })).toBeVisible();
  });

  await test.step('held back: counted, because the agreement is needed', async () => {
    await page.getByRole('link', { name: 'See what was held back' }).click();
    await expect(page.getByRole('heading', { name: 'Held back' })).toBeFocused();
    await expect(page.getByText('300 alerts did not become leads.')).toBeVisible();
    const reason = page.getByRole('button', { name: /data agreement has not been accepted/ });
    await expect(reason).toContainText('165');
    await reason.click();
    await expect(page.getByRole('status').filter({ hasText: '1 to 100 of 165' })).toBeVisible();
  });

  await test.step('a CSR reads the agreement and is told who may accept it', async () => {
    await becomes(page, 'CSR');
    await go(page, 'Marketing Integrations');
    const integration = page.getByRole('region', { name: 'SmartAC.com' });
    await expect(integration).toContainText('Not set up');
    await integration.getByRole('link', { name: 'Configure' }).click();
    const text = page.getByRole('region', { name: 'Text of the agreement' });
    await expect(text).toBeVisible();
    await expect(page.getByRole('heading', { name: 'SmartAC.com', level: 1 })).toBeFocused();
    await expect(text).toContainText('SAMPLE TEXT – NOT A CONTRACT');
    await expect(text).toContainText('10. Changes');
    await expect(page.getByText('The role “CSR” may read the data agreement.')).toContainText(
      'ask someone with the role Admin or Owner',
    );
    await expect(page.getByRole('button', { name: 'Agree' })).toHaveCount(0);
  });

  await test.step('an owner reads, ticks and agrees', async () => {
    await becomes(page, 'Owner');
    await named(page, 'Olive Ownerby');
    const text = page.getByRole('region', { name: 'Text of the agreement' });
    await page.getByRole('button', { name: 'Agree' }).click();
    await expect(text).toBeFocused();
    await expect(page.getByText('Read the terms to their end first.')).toBeVisible();
    await readToEnd(page);
    await expect(page.getByText('Read the terms to their end first.')).toHaveCount(0);
    await page.getByRole('button', { name: 'Agree' }).click();
    const tick = page.getByRole('checkbox', { name: 'I have read the terms' });
    await expect(tick).toBeFocused();
    await expect(tick).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByText('Tick the box, then agree.')).toBeVisible();
    await tick.check();
    await page.getByRole('button', { name: 'Agree' }).click();
    const record = page.getByRole('region', { name: 'Accepted' });
    await expect(record).toContainText('Olive Ownerby, Owner');
    await expect(record).toContainText(agreement.version);
    await expect(record).toContainText(fingerprint);
    await expect(page.getByRole('button', { name: 'Agree' })).toHaveCount(0);
  });

  await test.step('nothing goes live before its steps are done', async () => {
    await page.getByRole('link', { name: 'Continue' }).click();
    await page.getByLabel('Account number at SmartAC.com').fill('SA-ACCT-1');
    await page.getByRole('button', { name: 'Add Account' }).click();
    await expect(page.getByRole('list', { name: 'Accounts of SmartAC.com' })).toBeVisible();
    await page.goto('#/set-up/smartac.com/turn-on');
    await page.getByRole('button', { name: 'Finish', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('LL0308');
    await page.locator('.steps').getByRole('link', { name: 'Job types' }).click();
    await page.locator('.set-up-step').getByRole('link', { name: 'Job Type Mapping' }).click();
  });

  await test.step('select a trade and map a standard job type, by keyboard only', async () => {
    await expect(page.getByText('No trade selected yet.')).toBeVisible();
    await tabTo(page, page.getByRole('button', { name: 'Select Trades' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('checkbox', { name: 'HVAC' }));
    await page.keyboard.press('Space');
    await expect(page.getByRole('list', { name: 'Selected trades' })).toHaveText('HVAC');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Manage Trades' })).toBeFocused();
    await openRow(page, 'AC Maintenance');
    await addByKeys(page, 'job type', 'AC Maintenance', 'tune', 'AC Tune-Up');
    await addByKeys(page, 'business unit', 'AC Maintenance', 'hvac main', 'HVAC Maintenance');
    const row = page.getByRole('region', { name: 'AC Maintenance' });
    await expect(row).toContainText('Fills in');
    await expect(row).toContainText('“AC Maintenance” → “AC Tune-Up” at “HVAC Maintenance”.');
  });

  await test.step('switch off what is not mapped, return, and finish', async () => {
    await page.getByRole('link', { name: 'Return to Integration Setup of SmartAC.com' }).click();
    await page.getByRole('link', { name: 'Continue' }).click();
    const kinds = ['Leak Detected', 'Repair Heating System', 'Repair AC', 'HVAC Maintenance'];
    for (const kind of [...kinds, 'Repair HVAC']) {
      const toggle = page.getByRole('switch', { name: `${kind} from SmartAC.com` });
      await toggle.click();
      await expect(page.getByText(`${kind} of SmartAC.com is off.`)).toBeVisible();
      await expect(toggle).not.toBeChecked();
    }
    await page.getByRole('button', { name: 'Finish', exact: true }).click();
    await expect(page.getByText('SmartAC.com is live. Leads start to arrive.')).toBeVisible();
    const bookings = page.getByRole('navigation').getByRole('link', { name: 'Bookings' });
    await expect(bookings).toContainText('18');
  });

  await test.step('the validator numbers what is left to do, and says where', async () => {
    const toggle = page.getByRole('switch', { name: 'Repair AC from SmartAC.com' });
    await toggle.click();
    await expect(toggle).toBeChecked();
    await go(page, 'Validator');
    const finding = page
      .getByRole('listitem')
      .filter({ hasText: '“Repair AC” is not mapped, but Poor Cooling Performance' });
    await expect(finding).toContainText('LL0101');
    await expect(finding).toContainText(/new\.setup\.json:\d+:\d+/);
    await expect(finding).toContainText('Map it to a job type and a business unit');
    await page.goBack();
    await toggle.click();
    await expect(toggle).not.toBeChecked();
  });

  await test.step('leads of that type are filled in', async () => {
    await openMaintenanceLead(page);
    await expect(fact(page, 'Job type')).toHaveText('AC Tune-Up');
    await expect(fact(page, 'Business unit')).toContainText('HVAC Maintenance');
  });

  await test.step('a second job type: the consequence, blank again, undone (M3)', async () => {
    await go(page, 'Job Type Mapping');
    await openRow(page, 'AC Maintenance');
    await addByKeys(page, 'job type', 'AC Maintenance', 'diagnostic', 'AC Repair - Diagnostic');
    await expect(
      page.locator('.map-outcome').getByText('“AC Maintenance” → 2 job types × 1 business unit'),
    ).toBeVisible();
    await openMaintenanceLead(page);
    await expect(fact(page, 'Job type')).toHaveText('Left open');
    await go(page, 'Job Type Mapping');
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.click();
    await expect(
      page.locator('.map-outcome').getByText('“AC Maintenance” → “AC Tune-Up”'),
    ).toBeVisible();
    await openMaintenanceLead(page);
    await expect(fact(page, 'Job type')).toHaveText('AC Tune-Up');
  });

  let who = '';
  await test.step('accept by key: the booking request with its exact ids', async () => {
    who = await card(page).getByRole('heading', { level: 2 }).textContent();
    await leadsList(page).focus();
    await page.keyboard.press('a');
    // The next lead opens; the message leads back.
    await expect(card(page).getByRole('heading', { level: 2 })).not.toHaveText(who);
    await page.getByRole('link', { name: 'Show', exact: true }).click();
    const json = page.getByRole('region', { name: 'Booking request as JSON' });
    await expect(json).toBeVisible();
    const text = await json.textContent();
    const request = JSON.parse(text);
    expect(request.source).toBe('SmartAC.com');
    expect(request.name).toBe(who);
    expect(request.summary).toContain('Service Request-Normal');
    expect(typeof request.isFirstTimeClient).toBe('boolean');
    expect(request.externalId).toMatch(/^smartac\.com\/SA-\d+$/);
    // Above 2^53: the text is right where a number of JavaScript would not be.
    expect(text).toContain('"jobTypeId": 9007199254740993');
    expect(text).toContain('"businessUnitId": 21700377');
    expect(text).toContain('"campaignId": 30558087');
    await expect(card(page)).toContainText('POST crm/v2/tenant/{tenant}/booking-provider');
    await expect(card(page)).toContainText('by Olive Ownerby (Owner)');
  });

  await test.step('undo, and accept again', async () => {
    await card(page).focus();
    await page.keyboard.press('z');
    await expect(page.getByRole('region', { name: 'Booking request as JSON' })).toHaveCount(0);
    await expect(card(page).getByRole('heading', { level: 2 })).toHaveText(who);
    await card(page).getByRole('button', { name: 'Accept', exact: true }).click();
    await expect(page.getByRole('button', { name: /^Accepted 1$/ })).toBeVisible();
  });

  await test.step('after a reload everything is still there', async () => {
    await page.goto('#/set-up/smartac.com/turn-on');
    await page.reload();
    await ready(page);
    await expect(
      page.getByRole('switch', { name: 'Repair AC from SmartAC.com' }),
    ).not.toBeChecked();
    await go(page, 'Job Type Mapping');
    await openRow(page, 'AC Maintenance');
    await expect(
      page.locator('.map-outcome').getByText('“AC Maintenance” → “AC Tune-Up”'),
    ).toBeVisible();
    await go(page, 'Bookings');
    await page.getByRole('button', { name: /^Accepted/ }).click();
    await leadsList(page).getByRole('option', { name: who }).click();
    await expect(page.getByRole('region', { name: 'Booking request as JSON' })).toContainText(
      '"jobTypeId": 9007199254740993',
    );
  });

  await test.step('the saved set-up is read back without errors', async () => {
    const { name, bytes } = await saved(page, () =>
      page.getByRole('button', { name: 'Save set-up' }).click(),
    );
    const setup = JSON.parse(bytes.toString('utf8'));
    expect(name).toMatch(/\.setup\.json$/);
    expect(setup.integrations[0].agreement.sha256).toBe(fingerprint);
    expect(setup.integrations[0].agreement.acceptedBy).toEqual({
      name: 'Olive Ownerby',
      role: 'Owner',
    });
    const leadloom = await load();
    const tenant = ['business-units', 'job-types', 'campaigns'].map((kind) => ({
      name: `${kind}.json`,
      bytes: readFileSync(new URL(`../../catalog/sample/${kind}.json`, import.meta.url)),
    }));
    const report = leadloom.validate([...tenant, { name, bytes }]);
    expect(report.findings.filter(({ level }) => level === 'error')).toEqual([]);
    expect(report.documents.at(-1)).toMatchObject({ kind: 'setup', records: 1 });
  });
});

test('the whole set-up by keys alone', async ({ page }) => {
  test.setTimeout(180_000);
  await visit(page);
  const press = async (control) => {
    await tabTo(page, control);
    await page.keyboard.press('Enter');
  };
  const menu = (name) => page.getByRole('navigation').getByRole('link', { name });
  await press(page.getByRole('button', { name: 'Start empty' }));
  await expect(page.getByText('No leads yet.')).toBeVisible();
  await press(menu('Marketing Integrations'));
  await expect(page.getByRole('heading', { name: 'Marketing Integrations' })).toBeFocused();
  await press(
    page.getByRole('region', { name: 'SmartAC.com' }).getByRole('link', { name: 'Configure' }),
  );

  const text = page.getByRole('region', { name: 'Text of the agreement' });
  await tabTo(page, text);
  await readToEnd(page);
  await tabTo(page, page.getByRole('checkbox', { name: 'I have read the terms' }));
  await page.keyboard.press('Space');
  await press(page.getByRole('button', { name: 'Agree' }));
  await expect(page.getByRole('region', { name: 'Accepted' })).toContainText(fingerprint);
  await press(page.getByRole('link', { name: 'Continue' }));

  await tabTo(page, page.getByLabel('Account number at SmartAC.com'));
  await page.keyboard.type('SA-ACCT-1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Accounts of SmartAC.com' })).toBeVisible();
  await press(page.getByRole('link', { name: 'Continue' }));

  await press(page.locator('.set-up-step').getByRole('link', { name: 'Job Type Mapping' }));
  await press(page.getByRole('button', { name: 'Select Trades' }));
  await tabTo(page, page.getByRole('checkbox', { name: 'HVAC' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await press(page.getByRole('button', { name: /^Used by alerts/ }));
  const grid = page.getByRole('grid', { name: 'Job type mapping' });
  await tabTo(page, grid);
  const row = page.getByRole('region', { name: 'AC Maintenance', exact: true });
  for (let presses = 0; presses < 50 && !(await row.count()); presses++)
    await page.keyboard.press('ArrowDown');
  await addByKeys(page, 'job type', 'AC Maintenance', 'tune', 'AC Tune-Up');
  await addByKeys(page, 'business unit', 'AC Maintenance', 'hvac main', 'HVAC Maintenance');
  await press(page.getByRole('link', { name: 'Return to Integration Setup of SmartAC.com' }));
  await press(page.getByRole('link', { name: 'Continue' }));

  for (const kind of [
    'Leak Detected',
    'Repair Heating System',
    'Repair AC',
    'HVAC Maintenance',
    'Repair HVAC',
  ]) {
    await tabTo(page, page.getByRole('switch', { name: `${kind} from SmartAC.com` }));
    await page.keyboard.press('Space');
    await expect(page.getByText(`${kind} of SmartAC.com is off.`)).toBeVisible();
  }
  await press(page.getByRole('button', { name: 'Finish', exact: true }));
  await expect(page.getByText('SmartAC.com is live. Leads start to arrive.')).toBeVisible();
  await press(menu(/^Bookings/));
  await tabTo(page, leadsList(page));
  await page.keyboard.press('a');
  await expect(page.getByRole('button', { name: /^Accepted 1$/ })).toBeVisible();
});
