/** The Validator view: files in, findings with their source, fixes, files out. Nothing leaves. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { clean } from './axe.mjs';
import { drop } from './drop.mjs';
import { expect, saved, skipInFirefox, test, visit } from './fixture.mjs';
import { sampleFile } from './sample.mjs';

const setup = `{
  "leadloom": "setup/1",
  "trades": ["hvac",],
  "mapping": [
    {"trade": "hvac", "standardJobType": "repair_acc", "jobTypes": [1], "businessUnits": [2]},
  ]
}
`;
const csv = `Trade,Standard Job Type,Job Type,Business Unit
HVAC,Repair Hetaing System,Furnace Repair,HVAC North
`;
const both = [
  { name: 'acme.setup.json', text: setup },
  { name: 'mapping.csv', text: csv },
];

const zone = (page) => page.getByRole('group', { name: 'Check files' });
const results = (page) => page.getByRole('region', { name: / in \d+ documents?$/ });
const finding = (page, text) => page.getByRole('listitem').filter({ hasText: text }).first();

/** Drops files and waits for the report on them. */
async function check(page, files) {
  await visit(page, '#/validator');
  await drop(zone(page), files);
  await expect(results(page)).toBeVisible({ timeout: 20_000 });
}

/** Bytes of what a click saves. */
async function savedText(page, button) {
  const { name, bytes } = await saved(page, () =>
    page.getByRole('button', { name: button }).click(),
  );
  return { name, text: bytes.toString('utf8') };
}

test('dropped files: findings by file, errors first, the place marked', async ({ page }) => {
  await check(page, both);
  await expect(zone(page).page().getByText('Nothing leaves this machine.')).toBeVisible();
  const heading = page.getByRole('heading', { level: 2, name: / in 2 documents$/ });
  await expect(heading).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: / in 2 documents\.$/ })).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 3 })).toHaveText([
    /acme\.setup\.json|mapping\.csv/,
    /acme\.setup\.json|mapping\.csv/,
  ]);
  const wrong = finding(page, 'Repair Hetaing System');
  await expect(wrong).toContainText('LL0113');
  await expect(wrong).toContainText('row 2, column “Standard Job Type”');
  await expect(wrong.locator('mark')).toHaveText('Repair Hetaing System');
  for (const list of await page.getByRole('region', { name: /json$|csv$/ }).all()) {
    const levels = await list.locator('.tag-bad, .tag-warn, .tag-plain').allTextContents();
    const order = ['Error', 'Warning', 'Note'];
    expect(levels).toEqual(levels.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  }
});

test('filters by level, rule and text', async ({ page }) => {
  await check(page, both);
  const shown = page.locator('.finding');
  const all = await shown.count();
  const levels = page.getByRole('group', { name: 'Filter by level' });
  await levels.getByRole('button', { name: /^Errors/ }).click();
  const errors = await shown.count();
  expect(errors).toBeGreaterThan(0);
  await expect(levels.getByRole('button', { name: /^Errors/ })).toContainText(String(errors));
  await levels.getByRole('button', { name: /^All/ }).click();
  await page.getByRole('combobox', { name: 'Filter by rule' }).selectOption('LL0015');
  await expect(shown).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Filter by rule' }).selectOption('');
  await page.getByRole('searchbox', { name: 'Search findings' }).fill('hetaing');
  await expect(shown).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search findings' }).fill('nothing like it');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(shown).toHaveCount(all);
});

test('one fix: changed, checked again, focus kept, downloaded, undone', async ({ page }) => {
  await check(page, both);
  await finding(page, 'Repair Hetaing System')
    .getByRole('button', { name: 'Write “repair_heating_system”' })
    .click();
  await expect(page.getByText('Repair Hetaing System')).toHaveCount(0);
  await expect(page.locator('.finding:focus')).toHaveCount(1);
  const file = page.getByRole('region', { name: 'mapping.csv' });
  await expect(file.getByText('Changed')).toBeVisible();
  expect(await savedText(page, 'Download corrected file')).toEqual({
    name: 'mapping.csv',
    text: csv.replace('Repair Hetaing System', 'repair_heating_system'),
  });
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(page.getByText('Repair Hetaing System').first()).toBeVisible();
  await expect(page.getByText('Changed')).toHaveCount(0);
});

test('all safe fixes: the rest of the file stays byte for byte', async ({ page }) => {
  await check(page, both);
  await page.getByRole('button', { name: /^Apply all safe fixes \(\d+\)$/ }).click();
  await expect(page.getByText(/fixes were made\./)).toBeVisible();
  await expect(page.getByText('LL0015')).toHaveCount(0);
  await expect(page.locator('#checked-title')).toBeFocused();
  const { name, text } = await savedText(page, 'Download corrected file');
  expect(name).toBe('acme.setup.json');
  expect(text).toBe(setup.replace('"hvac",]', '"hvac"]').replace('[2]},', '[2]}'));
});

test('several corrected files come as one archive', async ({ page }) => {
  const other = { name: 'other.setup.json', text: setup };
  await check(page, [both[0], other]);
  await page.getByRole('button', { name: /^Apply all safe fixes/ }).click();
  await expect(page.getByText(/fixes were made\./)).toBeVisible();
  const file = await saved(page, () =>
    page.getByRole('button', { name: 'Download corrected files (2)' }).click(),
  );
  expect(file.name).toBe('corrected.zip');
  const inside = unzipSync(file.bytes);
  expect(Object.keys(inside).sort()).toEqual(['acme.setup.json', 'other.setup.json']);
  expect(strFromU8(inside['other.setup.json'])).toContain('"hvac"]');
});

test('SARIF and Markdown', async ({ page, context, baseURL, browserName }) => {
  test.skip(browserName === 'firefox', 'Its driver grants no clipboard.');
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL });
  await check(page, both);
  const { name, text } = await savedText(page, 'Download SARIF');
  expect(name).toBe('leadloom.sarif');
  const log = JSON.parse(text);
  expect(log.version).toBe('2.1.0');
  expect(log.runs[0].results.some(({ ruleId }) => ruleId === 'LL0113')).toBe(true);
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(page.getByText('Copied: the findings as Markdown')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('LL0113');
});

test('shows a place in its file, related places, and what a rule says', async ({ page }) => {
  const rows = csv.trim().split('\n');
  const twice = [...rows, ...Array.from({ length: 30 }, (_, i) => `HVAC,x${i},y,z`), rows[1]];
  await check(page, [{ name: 'twice.csv', text: `${twice.join('\n')}\n` }]);
  const again = finding(page, 'LL0114');
  const open = again.getByRole('button', { name: 'Show in file' });
  await open.click();
  await expect(open).toHaveAttribute('aria-expanded', 'true');
  const panel = again.getByRole('group', { name: 'twice.csv around line 33' });
  await expect(panel).toContainText('HVAC,x29,y,z');
  await expect(panel).not.toContainText('HVAC,x1,y,z');
  await panel.getByRole('button', { name: 'More lines' }).click();
  await expect(panel).toContainText('HVAC,x10,y,z');
  await again.getByRole('button', { name: 'twice.csv:2:1' }).click();
  await expect(again.getByRole('group', { name: 'twice.csv around line 2' })).toContainText(
    'Trade',
  );
  await again.getByRole('button', { name: 'About LL0114' }).click();
  await expect(page.getByRole('dialog', { name: /^LL0114/ })).toContainText(/row/i);
  await page.keyboard.press('Escape');
  await expect(again.getByRole('button', { name: 'About LL0114' })).toBeFocused();
});

test('a folder: only documents, named with their folders', async ({ page }) => {
  skipInFirefox('Its driver opens no folders.');
  const folder = mkdtempSync(join(tmpdir(), 'leadloom-folder-'));
  try {
    mkdirSync(join(folder, 'tenant'));
    writeFileSync(join(folder, 'mapping.csv'), csv);
    writeFileSync(join(folder, 'tenant', 'job-types.json'), sampleFile('job-types.json'));
    writeFileSync(join(folder, 'readme.pdf'), 'no document');
    await visit(page, '#/validator');
    await page.getByLabel('Choose a folder').setInputFiles(folder);
    await expect(page.getByRole('heading', { level: 2, name: / in 2 documents$/ })).toBeVisible();
    await expect(page.getByText(/tenant\/job-types\.json \(60 job types\)/)).toBeVisible();
    await expect(page.getByRole('region', { name: /\/mapping\.csv$/ })).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('pasted text, by keyboard alone', async ({ page }) => {
  await visit(page, '#/validator');
  await page.getByRole('button', { name: 'Paste text' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Paste text' });
  await dialog.getByRole('textbox').focus();
  await page.keyboard.insertText(setup);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: / in 1 document$/ })).toBeFocused();
  const button = finding(page, 'LL0015').getByRole('button', { name: 'Delete the comma' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.finding').filter({ hasText: 'LL0015' })).toHaveCount(1);
  await expect(page.locator('.finding:focus')).toHaveCount(1);
});

test('a clean set of files says so', async ({ page }) => {
  const names = ['business-units.json', 'job-types.json', 'campaigns.json'];
  const files = names.map((name) => ({ name, text: sampleFile(name).toString('utf8') }));
  await check(page, files);
  await expect(page.getByText('No findings in 3 documents.', { exact: true }).last()).toBeVisible();
  await page.getByRole('button', { name: 'Back to your workspace' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Your workspace' })).toBeVisible();
});

test('what is no workbook, though it is named so, is a finding', async ({ page }) => {
  await check(page, [{ name: 'map.xlsx', text: 'PK\u0003\u0004 and nothing else' }]);
  await expect(finding(page, 'LL0027')).toContainText(/cannot be read as a table: it is damaged/);
});

/** Puts a large export on the zone without sending it through the test's own connection. */
async function dropLarge(page, megabytes) {
  const transfer = await page.evaluateHandle((size) => {
    const row = `{"id": 1, "name": "${'Ada Lovelace '.repeat(8)}", "active": true},\n`;
    const rows = new Array(Math.floor((size * 1e6) / row.length)).fill(row);
    const data = new DataTransfer();
    const text = ['{"data": [\n', ...rows, '{"id": 2}]}'];
    data.items.add(new File(text, 'customers.json'));
    return data;
  }, megabytes);
  await page.evaluate(() => {
    self.longest = PerformanceObserver.supportedEntryTypes.includes('longtask') ? 0 : Infinity;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) self.longest = Math.max(self.longest, duration);
    }).observe({ type: 'longtask' });
  });
  await zone(page).dispatchEvent('drop', { dataTransfer: transfer });
}

test('50 MB do not freeze the page', async ({ page }, info) => {
  skipInFirefox('It tells of no long tasks.');
  test.setTimeout(90_000);
  await visit(page, '#/validator');
  await expect(zone(page)).toBeVisible();
  await dropLarge(page, 50);
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(results(page)).toBeVisible({ timeout: 60_000 });
  const longest = await page.evaluate(() => self.longest);
  info.annotations.push({ type: 'longest task', description: `${Math.round(longest)} ms` });
  console.log(`longest task of the page while 50 MB are checked: ${Math.round(longest)} ms`);
  expect(longest).toBeLessThan(500);
});

test('50 MB are cancelled at once, and the next files are checked', async ({ page }) => {
  await visit(page, '#/validator');
  await expect(zone(page)).toBeVisible();
  await dropLarge(page, 50);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 2, name: 'Your workspace' })).toBeVisible();
  await drop(zone(page), both);
  await expect(results(page)).toBeVisible();
});

test('works with the network off after the first visit', async ({ page, context, browserName }) => {
  test.skip(browserName === 'firefox', 'Its driver cannot take the network away.');
  await visit(page, '#/validator');
  const module = page.waitForResponse(/leadloom-[\w-]+\.wasm$/).catch(() => {});
  const settings = page.waitForResponse(/settings-[\w-]+\.js$/).catch(() => {});
  await expect(zone(page)).toBeVisible();
  await Promise.race([Promise.all([module, settings]), page.waitForTimeout(8_000)]);
  await page.waitForTimeout(500);
  await context.setOffline(true);
  await drop(zone(page), both);
  await expect(results(page)).toBeVisible();
  await page.getByRole('button', { name: /^Apply all safe fixes/ }).click();
  await expect(page.getByText(/fixes were made\./)).toBeVisible();
});

test.describe('a validator that does not arrive', () => {
  test.use({ tolerated: /Failed to load resource/ });

  test('is said, and tried again', async ({ page }) => {
    await page.route(/leadloom-[\w-]+\.wasm$/, (route) => route.fulfill({ status: 404, body: '' }));
    await visit(page, '#/validator');
    await drop(zone(page), both);
    await expect(page.getByRole('alert')).toContainText('LL0902');
    await page.unroute(/leadloom-[\w-]+\.wasm$/);
    await drop(zone(page), both);
    await expect(results(page)).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

for (const [size, viewport] of Object.entries({
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
})) {
  test.describe(`axe, ${size}`, () => {
    test.use({ viewport, contextOptions: { reducedMotion: 'reduce' } });

    test('findings, source and rule', async ({ page }) => {
      await check(page, both);
      await page.getByRole('button', { name: 'Show in file' }).first().click();
      await clean(page, 'source');
      const wide = await page.evaluate(
        () =>
          document.querySelector('main').scrollWidth - document.querySelector('main').clientWidth,
      );
      expect(wide).toBe(0);
      await page
        .getByRole('button', { name: /^About LL/ })
        .first()
        .click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await clean(page, 'rule');
    });
  });
}
