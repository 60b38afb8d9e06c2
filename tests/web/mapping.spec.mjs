/** The mapping's rows say what the validator says of them, as soon as it is there. */
import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { violations } from './axe.mjs';
import { closeDialog, openFiles } from './drop.mjs';
import { expect, saved, skipInFirefox, test, visit } from './fixture.mjs';
import { sampleFile } from './sample.mjs';

/** A workbook of one sheet, as far as it matters. */
function workbook(rows) {
  const cell = (value, row, column) =>
    `<c r="${'ABCDEF'[column]}${row + 1}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const lines = rows.map(
    (values, row) =>
      `<row r="${row + 1}">${values.map((value, i) => cell(value, row, i)).join('')}</row>`,
  );
  const files = {
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="Mapping" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${lines.join('')}</sheetData></worksheet>`,
  };
  const bytes = Object.entries(files).map(([name, text]) => [name, strToU8(text)]);
  return Buffer.from(zipSync(Object.fromEntries(bytes)));
}

const grid = (page) => page.getByRole('grid', { name: 'Job type mapping' });
const rowOf = (page, name) => grid(page).getByRole('row').filter({ hasText: name }).first();
const pane = (page, name) => page.getByRole('region', { name, exact: true });

test('a row carries its findings, and loses them when it is mended', async ({ page }) => {
  await visit(page, '#/mapping');
  const several = pane(page, 'Repair AC').getByText('LL0102');
  await expect(several).toBeVisible({ timeout: 15_000 });
  await page.getByRole('button', { name: 'Remove AC No Cool - Same Day from Repair AC' }).click();
  await page.getByRole('button', { name: 'Remove HVAC Service South from Repair AC' }).click();
  await expect(several).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(several).toBeVisible();
});

test('a finding is mended where it is shown', async ({ page }) => {
  await visit(page);
  const set = JSON.parse(sampleFile('prairie-star.setup.json').toString('utf8'));
  const repair = set.mapping.find(({ standardJobType }) => standardJobType === 'ac_maintenance');
  // Renamed in ServiceTitan since.
  repair.jobTypes[0].name = 'AC Tune Up (old)';
  const dialog = await openFiles(
    page,
    [{ name: 'old.setup.json', text: JSON.stringify(set) }],
    false,
  );
  await expect(dialog.getByText('Opened: set-up')).toBeVisible();
  await closeDialog(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Job Type Mapping' }).click();
  await page.getByRole('button', { name: /^Used by alerts/ }).click();
  await rowOf(page, 'AC Maintenance').getByRole('gridcell').first().click();
  const said = pane(page, 'AC Maintenance').locator('.map-findings');
  await expect(said).toContainText('AC Tune Up (old)');
  await said.getByRole('button').first().click();
  await expect(said).toHaveCount(0);
});

test('the grid is worked by keys alone: select, add, fill down, clear, undo', async ({ page }) => {
  await visit(page, '#/mapping');
  await page.getByRole('button', { name: /^Not mapped/ }).click();
  await grid(page).focus();
  const first = grid(page).locator('.map-space [role=row]').first();
  const cell = (line, column) =>
    grid(page)
      .locator(`[aria-rowindex="${line + 2}"]`)
      .getByRole('gridcell')
      .nth(column);
  await expect(first).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type('tune');
  await page.keyboard.press('Enter');
  await expect(cell(0, 1)).toContainText('Tune-Up');
  const name = await cell(0, 1).textContent();
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(grid(page).locator('[aria-selected=true]')).toHaveCount(3);
  await page.keyboard.press('Control+d');
  await expect(cell(2, 1)).toHaveText(name);
  await expect(page.getByRole('group', { name: 'Message' })).toContainText('2 rows changed');
  await page.keyboard.press('Delete');
  // What was there is suggested from now on.
  await expect(cell(0, 1)).toHaveText(`${name}? 100 %`);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(cell(2, 1)).toHaveText(name);
});

test('columns of a spreadsheet are pasted, and names nobody has are refused whole', async ({
  page,
}) => {
  await visit(page, '#/mapping');
  await page.getByRole('button', { name: /^Not mapped/ }).click();
  const paste = (text) =>
    grid(page).evaluate((node, given) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', given);
      // Firefox takes the text apart from the object.
      const options = { clipboardData, dataType: 'text/plain', data: given, bubbles: true };
      node.dispatchEvent(new ClipboardEvent('paste', options));
    }, text);
  await grid(page).focus();
  await paste('AC Tune-Up\tHVAC Maintenance\nAC Repair - Diagnostic\tHVAC Service North\n');
  const cell = (line, column) =>
    grid(page)
      .locator(`[aria-rowindex="${line + 2}"]`)
      .getByRole('gridcell')
      .nth(column);
  await expect(cell(0, 1)).toHaveText('AC Tune-Up');
  await expect(cell(1, 2)).toHaveText('HVAC Service North');
  await paste('AC Tune-Up\nNo Such Job Type\n');
  await expect(page.getByRole('alert')).toContainText('No Such Job Type');
  await expect(cell(1, 1)).toHaveText('AC Repair - Diagnostic');
});

test('a range is copied and pasted by keys', async ({ page }) => {
  skipInFirefox('Its driver has no clipboard.');
  await visit(page, '#/mapping');
  const cell = (line, column) =>
    grid(page)
      .locator(`[aria-rowindex="${line + 2}"]`)
      .getByRole('gridcell')
      .nth(column);
  await page.getByRole('button', { name: /^All/ }).click();
  await grid(page).focus();
  await expect(cell(1, 1)).not.toHaveText('');
  const given = [await cell(0, 1).textContent(), await cell(1, 1).textContent()];
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+c');
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('group', { name: 'Message' })).toContainText('rows changed');
  await expect(cell(5, 1)).toHaveText(given[0]);
  await expect(cell(6, 1)).toHaveText(given[1]);
});

test('the last changes are taken back by Control Z, one by one', async ({ page }) => {
  await visit(page, '#/mapping');
  await page.getByRole('button', { name: /^Used by alerts/ }).click();
  const cell = (line) =>
    grid(page)
      .locator(`[aria-rowindex="${line + 2}"]`)
      .getByRole('gridcell')
      .nth(1);
  await grid(page).focus();
  const before = [await cell(0).textContent(), await cell(1).textContent()];
  await page.keyboard.press('Delete');
  await expect(cell(0)).not.toHaveText(before[0]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await expect(cell(1)).not.toHaveText(before[1]);
  await page.keyboard.press('Control+z');
  await expect(cell(1)).toHaveText(before[1]);
  await expect(cell(0)).not.toHaveText(before[0]);
  await page.keyboard.press('Control+z');
  await expect(cell(0)).toHaveText(before[0]);
});

test('names with a semicolon stay whole when they are copied and pasted', async ({ page }) => {
  skipInFirefox('Its driver has no clipboard.');
  await visit(page);
  const { data } = JSON.parse(sampleFile('job-types.json').toString('utf8'));
  const one = {
    ...data.find(({ name }) => name === 'AC Tune-Up'),
    id: 99_001,
    name: 'Zephyr; May',
  };
  const text = JSON.stringify({ data: [one] });
  const dialog = await openFiles(page, [{ name: 'more-job-types.json', text }], false);
  await expect(dialog.getByText('Opened:')).toBeVisible();
  await closeDialog(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Job Type Mapping' }).click();
  await page.getByRole('button', { name: /^Not mapped/ }).click();
  const cell = (line) =>
    grid(page)
      .locator(`[aria-rowindex="${line + 2}"]`)
      .getByRole('gridcell')
      .nth(1);
  await grid(page).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('zephyr');
  await page.keyboard.press('Enter');
  await expect(cell(0)).toHaveText('Zephyr; May');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+v');
  await expect(cell(1)).toHaveText('Zephyr; May');
});

test('all sure suggestions of a list are taken over at once, and back', async ({ page }) => {
  await visit(page, '#/mapping');
  await page.getByRole('button', { name: /^Used by alerts/ }).click();
  const mapped = page.getByRole('button', { name: /^Fills in/ });
  await grid(page).focus();
  await expect(grid(page).getByRole('gridcell').first()).toBeVisible();
  const before = await mapped.textContent();
  await page.keyboard.press('End');
  for (let i = 0; i < 12; i += 1) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Delete');
  const use = page.getByRole('button', { name: /^Use \d+ sure suggestion/ });
  const count = Number(/\d+/.exec(await use.textContent())[0]);
  expect(count).toBeGreaterThan(0);
  await expect(mapped).not.toHaveText(before);
  await use.click();
  await expect(use).toHaveCount(0);
  await expect(page.getByRole('group', { name: 'Message' })).toContainText(
    count === 1 ? 'changed' : `${count} rows changed`,
  );
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(use).toHaveText(new RegExp(`Use ${count} sure`));
});

test('rows are found by their trade, and listed for one alone', async ({ page }) => {
  await visit(page, '#/mapping');
  await page.getByRole('button', { name: /^All/ }).click();
  const lines = grid(page).locator('.map-space .map-line');
  await expect(lines.first()).toBeVisible();
  const choice = page.getByRole('combobox', { name: 'Trade' });
  const all = Number(await grid(page).getAttribute('aria-rowcount'));
  const names = (await choice.getByRole('option').allTextContents()).slice(1);
  expect(names.length).toBeGreaterThan(1);
  await choice.selectOption({ label: names[1] });
  await expect
    .poll(async () => Number(await grid(page).getAttribute('aria-rowcount')))
    .toBeLessThan(all);
  const one = Number(await grid(page).getAttribute('aria-rowcount'));
  await choice.selectOption({ label: 'All trades' });
  await page.getByRole('searchbox', { name: 'Search the mapping' }).fill(names[1]);
  await expect(grid(page)).not.toHaveAttribute('aria-rowcount', String(all));
  // A name may have the word, too.
  expect(Number(await grid(page).getAttribute('aria-rowcount'))).toBeGreaterThanOrEqual(one);
});

test('what comes of a row stands in it, and its sample lead is in view', async ({ page }) => {
  await visit(page, '#/mapping');
  await page.getByRole('button', { name: /^Used by alerts/ }).click();
  await rowOf(page, 'Repair AC').getByRole('gridcell').first().click();
  const consequence = await pane(page, 'Repair AC').locator('.map-outcome > span').last();
  const said = rowOf(page, 'Repair AC').locator('.map-consequence');
  await expect(said).toHaveText(await consequence.textContent());
  const sample = page.getByRole('region', { name: 'A lead would get' });
  await expect(sample).toBeInViewport({ ratio: 1 });
  await expect(sample).toContainText('Urgent');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(said).toBeVisible();
  await said.scrollIntoViewIfNeeded();
  await expect(said).toBeInViewport();
});

test('a suggestion says why, and is taken over only by hand', async ({ page }) => {
  await visit(page, '#/mapping');
  await page.getByRole('button', { name: /^Not mapped/ }).click();
  const suggested = grid(page)
    .locator('.map-line')
    .filter({ has: page.locator('.suggested') });
  await suggested.first().getByRole('gridcell').first().click();
  const shown = page.locator('.suggestions li').first();
  await expect(shown).toContainText(/\d+ % · (Both say|The names are the same)/);
  const wanted = await shown.locator('strong').textContent();
  await shown.getByRole('button', { name: /^Use / }).click();
  await expect(page.locator('.map-pane .chosen').first()).toContainText(wanted);
});

test('a condition lets one standard type mean two things (N2)', async ({ page }) => {
  await visit(page, '#/mapping');
  await page.getByRole('button', { name: /^Used by alerts/ }).click();
  await rowOf(page, 'AC Maintenance').getByRole('gridcell').first().click();
  const of = pane(page, 'AC Maintenance');
  await of.getByRole('button', { name: 'Add condition' }).click();
  const field = (name) => of.locator('.rule-form').getByRole('combobox', { name });
  await field('Job type').selectOption({ label: 'AC Repair - Diagnostic' });
  await field('Business unit').selectOption({ label: 'HVAC Service North' });
  await of.getByRole('button', { name: 'Add condition' }).click();
  await expect(of.getByRole('alert')).toContainText('Say when');
  await field('Severity').selectOption('critical');
  await of.getByRole('textbox', { name: 'States' }).fill('TX, OK');
  await of.getByRole('checkbox', { name: 'Sat' }).check();
  await of.getByLabel('From', { exact: true }).fill('08:00');
  await of.getByLabel('To', { exact: true }).fill('17:00');
  await of.getByRole('button', { name: 'Add condition' }).click();
  await expect(of.locator('.rules li')).toContainText('severity critical');
  for (const part of ['TX', 'Sat', '08:00'])
    await expect(of.locator('.rules li')).toContainText(part);
  await of.getByRole('button', { name: /^Remove the condition/ }).click();
  await of.getByRole('button', { name: 'Add condition' }).click();
  await field('Job type').selectOption({ label: 'AC Repair - Diagnostic' });
  await field('Business unit').selectOption({ label: 'HVAC Service North' });
  await field('Severity').selectOption('critical');
  await of.getByRole('button', { name: 'Add condition' }).click();
  await expect(of.locator('.rules li')).toContainText('severity critical');
  const sample = page.getByRole('region', { name: 'A lead would get' });
  await expect(sample).not.toContainText('AC Repair - Diagnostic');
  await sample.getByRole('combobox').selectOption('critical');
  await expect(sample.locator('dd').first()).toHaveText('AC Repair - Diagnostic');
  await of.getByRole('button', { name: /^Remove the condition/ }).click();
  await expect(of.locator('.rules li')).toHaveCount(0);
});

test('a condition is edited in its place, and its form belongs to its row', async ({ page }) => {
  await visit(page, '#/mapping');
  await page.getByRole('button', { name: /^Used by alerts/ }).click();
  const chooses = (name) => rowOf(page, name).getByRole('gridcell').first().click();
  await chooses('AC Maintenance');
  const of = pane(page, 'AC Maintenance');
  const field = (name) => of.locator('.rule-form').getByRole('combobox', { name });
  await of.getByRole('button', { name: 'Add condition' }).click();
  await field('Severity').selectOption('critical');
  // Another row has a form of its own.
  await chooses('Repair AC');
  await expect(pane(page, 'Repair AC').locator('.rule-form')).toHaveCount(0);
  await chooses('AC Maintenance');
  await of.getByRole('button', { name: 'Add condition' }).click();
  await field('Severity').selectOption('critical');
  await of.getByRole('textbox', { name: 'States' }).fill('TX, OK');
  await of.getByRole('checkbox', { name: 'Sat' }).check();
  await field('Job type').selectOption({ label: 'AC Repair - Diagnostic' });
  await field('Business unit').selectOption({ label: 'HVAC Service North' });
  await of.getByRole('button', { name: 'Add condition' }).click();
  const rules = of.locator('.rules li');
  await expect(rules).toHaveCount(1);
  await of.getByRole('button', { name: /^Edit the condition/ }).click();
  await expect(field('Severity')).toHaveValue('critical');
  await expect(of.getByRole('textbox', { name: 'States' })).toHaveValue('TX, OK');
  await expect(of.getByRole('checkbox', { name: 'Sat' })).toBeChecked();
  await of.getByRole('textbox', { name: 'States' }).fill('TX');
  await field('Job type').selectOption({ label: 'AC Tune-Up' });
  await of.getByRole('button', { name: 'Save condition' }).click();
  await expect(of.locator('.rule-form')).toHaveCount(0);
  await expect(rules).toHaveCount(1);
  await expect(rules).toContainText('AC Tune-Up');
  await expect(rules).not.toContainText('OK');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(rules).toContainText('AC Repair - Diagnostic');
  await expect(rules).toContainText('OK');
});

test('a file is looked at before it is imported, and what it changed is taken back', async ({
  page,
}) => {
  await visit(page, '#/mapping');
  await page.getByRole('button', { name: /^Used by alerts/ }).click();
  const csv = [
    'Trade,Standard Job Type,Job Type,Business Unit',
    'HVAC,AC Maintenance,AC Repair - Diagnostic,HVAC Service North',
    'HVAC,Repair AC,No Such Thing,HVAC Service North',
  ].join('\n');
  await page
    .getByLabel('Import', { exact: true })
    .setInputFiles({ name: 'm.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  const dialog = page.getByRole('dialog', { name: 'Import m.csv' });
  await expect(dialog.getByRole('status')).toHaveText(
    '0 new, 1 changed, 0 same, 1 refused. Nothing is changed yet.',
  );
  await expect(dialog.getByText('The tenant has no job type “No Such Thing”.')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Import 1 row' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(page, 'AC Maintenance')).toContainText('AC Repair - Diagnostic');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(rowOf(page, 'AC Maintenance')).toContainText('AC Tune-Up');
});

test('a long file says how many rows are not shown', async ({ page }) => {
  await visit(page, '#/mapping');
  const file = new URL('../../catalog/standard-job-types.json', import.meta.url);
  const { trades } = JSON.parse(readFileSync(file, 'utf8'));
  const rows = trades.flatMap(({ label, jobTypes }) =>
    jobTypes.map((type) => `"${label}","${type.label}",No Such Thing,HVAC Service North`),
  );
  const some = rows.slice(0, 250);
  const csv = ['Trade,Standard Job Type,Job Type,Business Unit', ...some].join('\n');
  await page
    .getByLabel('Import', { exact: true })
    .setInputFiles({ name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  const dialog = page.getByRole('dialog', { name: 'Import long.csv' });
  const refused = /(\d+) refused/.exec(await dialog.getByRole('status').textContent());
  await expect(dialog.getByText(`… and ${Number(refused[1]) - 200} more`)).toBeVisible();
});

test('the mapping goes out as CSV and comes back unchanged, as a workbook too', async ({
  page,
}) => {
  await visit(page, '#/mapping');
  const file = await saved(page, () => page.getByRole('button', { name: 'Export CSV' }).click());
  const same = async (name, buffer, rows) => {
    await page
      .getByLabel('Import', { exact: true })
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    const dialog = page.getByRole('dialog', { name: `Import ${name}` });
    await expect(dialog.getByRole('status')).toHaveText(
      `0 new, 0 changed, ${rows} same, 0 refused. Nothing is changed yet.`,
    );
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await same('mapping.csv', file.bytes, 31);
  await same(
    'mapping.xlsx',
    workbook([
      ['Trade', 'Standard Job Type', 'Job Type', 'Business Unit'],
      ['HVAC', 'AC Maintenance', 'AC Tune-Up', 'HVAC Maintenance'],
    ]),
    1,
  );
});

test.describe('a core that does not arrive', () => {
  test.use({ tolerated: /Failed to load resource/ });

  const wasm = /leadloom-[\w-]+\.wasm$/;

  test('the mapping says so, and comes when it does', async ({ page }) => {
    let refused = 0;
    await page.route(wasm, (route) => {
      refused++;
      return route.fulfill({ status: 404, body: '' });
    });
    await visit(page, '#/mapping');
    await expect(page.getByText('This cannot be shown')).toBeVisible();
    // Until nothing asks any more: a question that is answered brings the mapping without a click.
    let before;
    do {
      before = refused;
      await page.waitForTimeout(1_500);
    } while (refused > before);
    await page.unroute(wasm);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(grid(page)).toBeVisible();
    await expect(page.getByText('This cannot be shown')).toHaveCount(0);
  });

  test('the mapping comes by itself when only the first tries failed', async ({ page }) => {
    let refused = 0;
    await page.route(wasm, (route) =>
      refused++ < 3 ? route.fulfill({ status: 404, body: '' }) : route.continue(),
    );
    await visit(page, '#/mapping');
    await expect(grid(page)).toBeVisible();
    await expect(page.getByText('This cannot be shown')).toHaveCount(0);
    expect(refused).toBeGreaterThan(3);
  });
});
