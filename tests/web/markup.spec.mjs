/**
 * Stored text is never markup. Every screen with thousands of texts that would act as markup, in every field
 * that can be shown, has the elements and attributes that it has with harmless ones; and members called
 * `__proto__` change nothing. Dialogs, requests, violations of the policy and messages on the console
 * fail each test by the fixture.
 */
import { openFiles } from './drop.mjs';
import { expect, ready, saved, test, visit } from './fixture.mjs';
import { harmless, hostile, hostileCount, sampleWith } from './hostile.mjs';
import { sampleFile } from './sample.mjs';

/** What is in the page: names of elements, names of attributes, and where links lead and pictures come from. */
function inventory() {
  const elements = new Set();
  const attributes = new Set();
  const leads = new Set();
  for (const element of document.querySelectorAll('*')) {
    elements.add(element.localName);
    for (const { name, value } of element.attributes) {
      attributes.add(name);
      if (!/^(?:href|src|srcset|action|formaction|data|xlink:href|style)$/.test(name)) continue;
      const to = /^(?:[a-z][a-z0-9+.-]*:|#|\.\/|\/\/)/i.exec(value)?.[0] ?? 'words';
      leads.add(`${element.localName} ${name} ${to}`);
    }
  }
  const fields = [...document.querySelectorAll('input, textarea')].map(({ value }) => value);
  const text = [document.body.textContent, document.title, ...fields].join(' ');
  const shown = [...text.matchAll(/§(\d+)§/g)].map(([, number]) => Number(number));
  return { elements: [...elements], attributes: [...attributes], leads: [...leads], shown };
}

/** What several screens have together. */
class Seen {
  elements = new Set();
  attributes = new Set();
  leads = new Set();
  shown = new Set();

  add(found) {
    for (const [what, names] of Object.entries(found))
      for (const name of names) this[what].add(name);
  }

  async look(page) {
    this.add(await page.evaluate(() => globalThis.inventory()));
  }
}

const link = (page, name) => page.getByRole('navigation').getByRole('link', { name });
const dialog = (page) => page.getByRole('dialog');

/** Walks every screen of a workspace that has such words everywhere. */
async function everyScreen(page, word) {
  const seen = new Seen();
  const look = () => seen.look(page);
  const names = [];
  await page.addInitScript(`globalThis.inventory = ${inventory}`);
  await page.addInitScript(() => {
    globalThis.hits = [];
    globalThis.hit = (number) => hits.push(number);
  });
  await visit(
    page,
    `#/bookings/${encodeURIComponent(word(2))}?text=${encodeURIComponent(word(3))}`,
  );
  await look();
  await visit(page, `#/set-up/${encodeURIComponent(word(4))}/accounts`);
  await look();
  await visit(page, '#/bookings');
  const { files } = sampleWith(word);
  const opened = await openFiles(page, files, true);
  await expect(opened.getByText('Opened: ')).toHaveCount(files.length);
  await look();
  await page.keyboard.press('Escape');

  // Whoever does something is called so as well.
  await page.getByRole('button', { name: /change name or role/ }).click();
  await page.getByLabel('Your name').fill(word(5));
  await look();
  await page.keyboard.press('Escape');

  // Leads, their lines and their cards.
  const list = page.getByRole('listbox', { name: /^Leads/ });
  await expect(page.getByText('Customers are being read.')).toHaveCount(0, { timeout: 30_000 });
  const count = Number(
    await page.locator('.chips[aria-label="State"] .chip-count').first().textContent(),
  );
  expect(count).toBeGreaterThan(100);
  await list.focus();
  await page.keyboard.press('Home');
  // In one go: a test that asks after each would take as long as the machine is busy.
  const walked = await page.evaluate(
    async (leads) => {
      const all = { elements: [], attributes: [], leads: [], shown: [] };
      for (let lead = 0; lead < leads; lead++) {
        const options = { key: 'ArrowDown', bubbles: true, cancelable: true };
        document.getElementById('leads').dispatchEvent(new KeyboardEvent('keydown', options));
        await new Promise((resolve) => setTimeout(resolve, 50));
        for (const [what, names] of Object.entries(globalThis.inventory()))
          all[what] = [...new Set([...all[what], ...names])];
      }
      return all;
    },
    Math.min(count, 80),
  );
  seen.add(walked);

  // The customers that are found, and why.
  const find = page.getByRole('combobox', { name: 'Find a customer' });
  for (const words of ['script', 'onerror', 'harmless', '§1', 'a']) {
    if ((await find.count()) === 0) break;
    await find.fill(words);
    await page.waitForTimeout(300);
    await look();
  }
  for (const summary of await page.locator('main summary').all()) await summary.click();
  await look();

  // What lies over the desk, with words typed into it.
  const over = async (key, act) => {
    await expect(async () => {
      await list.focus();
      await page.keyboard.press('Home');
      // A key means nothing while the card of a lead is on its way.
      await page.waitForTimeout(300);
      await page.keyboard.press(key);
      await expect(dialog(page)).toBeVisible({ timeout: 2_000 });
    }, key).toPass();
    for (const field of await dialog(page).locator('input[type=text], textarea').all())
      await field.fill(word(6));
    await look();
    if (act) await dialog(page).getByRole('button', { name: act, exact: true }).click();
    else await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await look();
  };
  await over('f', 'Follow up');
  await over('b');
  await over('s', 'Assign');
  await over('d');
  await over('Control+k');
  await over('?');
  await list.focus();
  await page.keyboard.press('a');
  await expect(page.getByRole('group', { name: 'Message' })).toContainText('Accepted');
  await look();

  // Names of files that are handed out.
  await page.getByRole('button', { name: /^Follow Ups/ }).click();
  await expect(page.getByRole('button', { name: 'Calendar' })).toBeVisible();
  names.push(
    (await saved(page, () => page.getByRole('button', { name: 'Calendar' }).click())).name,
  );
  await look();
  await page.getByRole('button', { name: 'Filters' }).click();
  await dialog(page).locator('.saved-new input').fill(word(7));
  await dialog(page).getByRole('button', { name: 'Save', exact: true }).click();
  await look();
  const table = await saved(page, () =>
    dialog(page)
      .getByRole('button', { name: /table|CSV/i })
      .click(),
  );
  names.push(table.name);
  await page.keyboard.press('Escape');
  names.push(
    (await saved(page, () => page.getByRole('button', { name: 'Save set-up' }).click())).name,
  );

  // The settings. Something is changed, for the history tells of it.
  for (const name of ['Held back', 'Marketing Integrations', 'Job Type Mapping', 'Validator']) {
    await link(page, name).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await page.waitForTimeout(700);
    await look();
  }
  for (const step of ['agreement', 'accounts', 'job-types', 'turn-on']) {
    await page.goto(`./#/set-up/smartac.com/${step}`);
    await page.waitForTimeout(500);
    await look();
  }
  await page.locator('main').getByRole('switch').first().click();
  await expect(page.getByRole('group', { name: 'Message' })).toBeVisible();
  await link(page, 'Job Type Mapping').click();
  const grid = page.getByRole('grid', { name: 'Job type mapping' });
  for (let row = 0; row < 12; row++) {
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await look();
  }
  await page.getByRole('button', { name: 'Add condition' }).first().click();
  for (const field of await page.locator('.rule-form input[type=text]').all())
    await field.fill(word(8));
  await look();
  await link(page, 'History').click();
  await expect(page.locator('.history > li').first()).toBeVisible();
  await look();
  // A set-up that differs is asked about, name by name.
  await link(page, 'Bookings').click();
  const setup = files.find(({ name }) => name.endsWith('.setup.json'));
  const others = sampleWith((n) => word(n + 1_000)).files;
  await openFiles(page, [others.find(({ name }) => name.endsWith('.setup.json')) ?? setup], false);
  await page.waitForTimeout(1_000);
  await look();
  await page.reload();
  await ready(page);
  await look();
  expect(await page.evaluate(() => hits), 'what ran').toEqual([]);
  return { seen, names };
}

test('thousands of texts that would act stay text on every screen', async ({ page }) => {
  test.setTimeout(300_000);
  expect(hostileCount).toBeGreaterThan(5_000);
  const like = await everyScreen(page, harmless);
  const { seen, names } = await everyScreen(page, hostile);
  test.info().annotations.push({
    type: 'texts that would act',
    description: `${sampleWith(hostile).words} stored, ${seen.shown.size} seen on screens of ${seen.elements.size} elements`,
  });
  // They were there to be taken for something else.
  expect(seen.shown.size).toBeGreaterThan(400);
  for (const what of ['elements', 'attributes', 'leads'])
    expect(
      [...seen[what]].filter((name) => !like.seen[what].has(name)),
      what,
    ).toEqual([]);
  expect([...seen.attributes].filter((name) => /^on|^srcdoc$|^formaction$/.test(name))).toEqual([]);
  expect([...seen.leads].filter((to) => /javascript|data|vbscript|\/\/$/i.test(to))).toEqual([]);
  // No name of a file leads elsewhere.
  expect(names).toHaveLength(3);
  for (const name of names) expect(name).toMatch(/^[^\\/:*?"<>|\p{Cc}\p{Cf}]+$/u);
});

/** Members that other programs have stumbled over, in every object of a document. */
function withProto(text) {
  const members =
    '"__proto__":{"polluted":"yes","ok":false},"constructor":{"prototype":{"polluted":"yes"}},"prototype":{"polluted":"yes"},';
  // Not into details, which are shown as they are.
  return text.replaceAll(/(?<!"details":\s*|"metadata":\s*)\{(?=\s*")/g, `{${members}`);
}

/** What stands on the main screens. */
async function answers(page) {
  const texts = [];
  for (const hash of [
    'bookings',
    'held',
    'integrations',
    'mapping',
    'set-up/smartac.com/turn-on',
  ]) {
    await page.goto(`./#/${hash}`);
    if (hash === 'bookings') await expect(page.getByText('Matched automatically')).toBeVisible();
    await page.waitForTimeout(1_500);
    texts.push(await page.locator('main').textContent());
  }
  return texts;
}

test('members called __proto__, constructor and prototype are inert', async ({
  page,
  context,
  browserName,
}) => {
  test.setTimeout(120_000);
  const names = [
    'business-units.json',
    'job-types.json',
    'campaigns.json',
    'prairie-star.setup.json',
    'customers.json',
    'alerts.ndjson',
  ];
  const clean = names.map((name) => ({ name, text: sampleFile(name).toString('utf8') }));
  await context.route(/portals\.json$/, (route) =>
    route.fulfill({ contentType: 'application/json', body: '{"__proto__":{"polluted":"yes"}}' }),
  );
  await page.clock.setFixedTime(new Date('2026-11-20T20:00:00Z'));
  const open = async (files) => {
    await visit(page, '#/bookings');
    const opened = await openFiles(page, files, true);
    await expect(opened.getByText('Opened: ')).toHaveCount(files.length);
    await page.keyboard.press('Escape');
    await expect(page.getByText('Customers are being read.')).toHaveCount(0);
  };
  await open(clean);
  const wanted = await answers(page);
  const isSetup = ({ name }) => name.endsWith('.setup.json');
  const fouled = clean.map(({ name, text }) => ({ name, text: withProto(text) }));
  await open(fouled.map((file, index) => (isSetup(file) ? clean[index] : file)));
  await page.evaluate(() => {
    const filters = '[{"__proto__":{"polluted":"yes"},"name":"x","search":"mine=1"}]';
    localStorage.setItem('leadloom.filters', filters);
    localStorage.setItem(
      'leadloom.me',
      '{"__proto__":{"polluted":"yes"},"name":"Sample Owner","role":"Owner"}',
    );
  });
  await page.reload();
  const came = await answers(page);
  for (const [index, text] of wanted.entries()) expect(came[index]).toBe(text);
  // In a set-up, which is read strictly, they are refused as any other member that nobody reads.
  const refused = await openFiles(page, fouled.filter(isSetup), false);
  await expect(refused.getByText('Refused, nothing of it was taken over')).toBeVisible();
  await expect(refused.getByText('LL0007').first()).toBeVisible();
  await page.keyboard.press('Escape');
  const state = () => [
    'polluted' in {},
    'polluted' in Object,
    Object.getOwnPropertyNames(Object.prototype).sort().join(),
  ];
  // As the engine of this test has it, which is the same language.
  const [, , members] = state();
  const workers = page.workers();
  expect(workers.length).toBeGreaterThan(1);
  // The driver of Firefox looks into no module worker.
  for (const scope of browserName === 'firefox' ? [page] : [page, ...workers]) {
    const [inObjects, inFunctions, own] = await scope.evaluate(state);
    expect([inObjects, inFunctions]).toEqual([false, false]);
    expect(own).toBe(members);
  }
});
