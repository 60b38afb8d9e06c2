/** Everybody can use every screen: by key, by reader, in any colours, at any size. */
import { clean } from './axe.mjs';
import { drop } from './drop.mjs';
import { expect, notInFirefox, test, visit } from './fixture.mjs';
import { sampleFile } from './sample.mjs';
import { screens, show } from './screens.mjs';

async function menu(page) {
  const button = page.getByRole('button', { name: 'Menu' });
  if (await button.isVisible()) await button.click();
}

/** A question over the desk, by its key. */
async function over(page, key, title) {
  await show(page, 'bookings');
  const list = page.getByRole('listbox', { name: 'Leads' });
  if (await list.isVisible()) await list.focus();
  else await page.getByRole('region', { name: 'Lead card' }).focus();
  await page.keyboard.press(key);
  await expect(page.getByRole('dialog', { name: title })).toBeVisible();
}

/** What lies over a screen: opened as a user would. */
const overlays = {
  'open files': async (page) => {
    await visit(page);
    await menu(page);
    await page.getByRole('button', { name: 'Open files' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  'who am I': async (page) => {
    await show(page, 'integrations');
    await menu(page);
    await page.getByRole('button', { name: /change name or role/ }).click();
    await expect(page.getByLabel('Your name')).toBeVisible();
  },
  trades: async (page) => {
    await show(page, 'mapping');
    await page.getByRole('button', { name: 'Manage Trades' }).click();
    await expect(page.getByRole('group', { name: 'Trades that you serve' })).toBeVisible();
  },
  combobox: async (page) => {
    await show(page, 'mapping');
    await page.getByRole('button', { name: 'Add job type to Repair AC' }).click();
    await page.getByRole('combobox', { name: 'Add job type to Repair AC' }).fill('repair');
    await expect(page.locator('.combobox [role=option]').first()).toBeVisible();
  },
  'follow up': (page) => over(page, 'f', 'Follow up: '),
  book: (page) => over(page, 'b', 'Book: '),
  dismiss: (page) => over(page, 'd', 'Dismiss: '),
  'keys of the desk': (page) => over(page, '?', 'Keys'),
  palette: (page) => over(page, 'Control+k', 'Commands'),
  'more about an integration': async (page) => {
    await show(page, 'integrations');
    await page.getByRole('button', { name: 'More about SmartAC.com' }).click();
    await expect(page.getByRole('link', { name: 'View Agreement' })).toBeVisible();
  },
  condition: async (page) => {
    await show(page, 'mapping');
    await page.getByRole('button', { name: 'Add condition' }).click();
    await expect(page.getByRole('form', { name: 'New condition' })).toBeVisible();
  },
  import: async (page) => {
    await show(page, 'mapping');
    const rows = ['Trade,Standard Job Type,Job Type,Business Unit', 'HVAC,Repair AC,None,None'];
    await page
      .getByLabel('Import', { exact: true })
      .setInputFiles({ name: 'm.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
    await expect(page.getByRole('region', { name: 'Rows of the file' })).toBeVisible();
  },
  erase: async (page) => {
    await show(page, 'integrations');
    await menu(page);
    await page.getByRole('button', { name: 'Erase everything' }).click();
    await expect(page.getByRole('dialog', { name: 'Erase everything' })).toBeVisible();
  },
  replace: async (page) => {
    await show(page, 'integrations');
    const setup = JSON.parse(sampleFile('prairie-star.setup.json').toString('utf8'));
    setup.tenant.name = 'Hill Country Air';
    const files = [{ name: 'hill.setup.json', text: JSON.stringify(setup) }];
    await drop(page.getByRole('group', { name: 'Add a partner' }), files);
    await expect(page.getByRole('list', { name: 'Differences' })).toBeVisible();
  },
  rule: async (page) => {
    await show(page, 'validator');
    await page
      .locator('.finding')
      .first()
      .getByRole('button', { name: /LL\d{4}/ })
      .first()
      .click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  filters: async (page) => {
    await visit(page);
    await page.getByRole('button', { name: 'Filters' }).click();
    await expect(page.getByRole('dialog', { name: 'Filters' })).toBeVisible();
  },
  accepted: async (page) => {
    await show(page, 'bookings');
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await expect(page.getByRole('group', { name: 'Message' })).toBeVisible();
  },
};

const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(`axe, ${size}`, () => {
    test.use({ viewport, contextOptions: { reducedMotion: 'reduce' } });

    test('every screen', async ({ page }) => {
      test.slow();
      for (const name of Object.keys(screens)) {
        await show(page, name);
        await clean(page, name);
      }
    });

    test('everything that opens', async ({ page }) => {
      test.slow();
      for (const [name, open] of Object.entries(overlays)) {
        await open(page);
        await clean(page, name);
        await page.reload();
      }
    });
  });
}

/** Elements that stick out of the viewport to the right, and are not inside something that scrolls. */
const sideways = () =>
  document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth ||
  [...document.querySelectorAll('.main, .detail, .queue, .side')].some(
    (each) => each.scrollWidth > each.clientWidth + 1,
  );

/** Controls and headings of the screen that lie over one another. */
const overlaps = () => {
  const nodes = [...document.querySelectorAll('main :is(h1, h2, h3, button, a, select, .tag)')];
  const boxes = nodes
    .filter((node) => node.checkVisibility() && !node.closest('.unseen, .windowed'))
    .map((node) => ({ node, box: node.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 2 && box.height > 2);
  const found = [];
  for (const [index, a] of boxes.entries()) {
    for (const b of boxes.slice(index + 1)) {
      const apart =
        a.box.right <= b.box.left + 1 ||
        b.box.right <= a.box.left + 1 ||
        a.box.bottom <= b.box.top + 1 ||
        b.box.bottom <= a.box.top + 1;
      if (!apart && !a.node.contains(b.node) && !b.node.contains(a.node)) {
        found.push(`${a.node.textContent} × ${b.node.textContent}`);
      }
    }
  }
  return found;
};

const zooms = {
  '320 px wide': { viewport: { width: 320, height: 640 } },
  '200 % zoom': { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
  '400 % zoom': { viewport: { width: 360, height: 225 }, deviceScaleFactor: 4 },
};

for (const [name, use] of Object.entries(zooms)) {
  test.describe(name, () => {
    test.use(use);

    test('nothing is lost', async ({ page }) => {
      for (const screen of Object.keys(screens)) {
        await show(page, screen);
        expect(await page.evaluate(sideways), `${screen} scrolls sideways`).toBe(false);
        expect(await page.evaluate(overlaps), screen).toEqual([]);
      }
    });
  });
}

test('text twice as large overlaps nothing', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'Font sizes are set by the protocol of Chromium.');
  // As the browser's own setting does it: media queries in rem see it too.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  for (const screen of Object.keys(screens)) {
    await show(page, screen);
    expect(await page.evaluate(sideways), `${screen} scrolls sideways`).toBe(false);
    expect(await page.evaluate(overlaps), screen).toEqual([]);
  }
});

test.describe('forced colours and reduced motion', () => {
  test.use({ contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' } });
  test.skip(...notInFirefox('Its driver forces no colours.'));

  test('state is seen without our colours, and nothing moves', async ({ page }) => {
    await visit(page);
    const chosen = page.locator('[role=option][aria-selected=true]');
    await expect(chosen).toHaveCSS('border-left-width', '4px');
    await expect(page.locator('.tag').first()).toHaveCSS('border-top-width', '1px');
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    const toast = page.getByRole('group', { name: 'Message' });
    await expect(toast).toHaveCSS('animation-name', 'none');
    await page.goto('./#/integrations');
    const toggle = page.getByRole('switch', { name: 'Enabled: SmartAC.com' });
    await expect(toggle).toHaveCSS('border-top-width', '1px');
    await expect(toggle).toHaveCSS('transition-property', 'none');
    await page.goto('./#/mapping');
    await expect(page.locator('.map-line-here')).toHaveCSS('outline-style', 'solid');
    await expect(page.locator('.map-cell[aria-selected=true]')).toHaveCSS(
      'border-inline-start-width',
      '4px',
    );
  });
});

/** Walks the page with Tab; answers the stops it made, and fails where the focus cannot be seen. */
async function walk(page) {
  const met = [];
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const node = document.activeElement;
      if (!node || node === document.body) return undefined;
      const rings = [node, node.parentElement, node.parentElement?.parentElement];
      const box = node.getBoundingClientRect();
      return {
        name: (node.getAttribute('aria-label') ?? node.labels?.[0]?.textContent ?? node.textContent)
          .trim()
          .slice(0, 60),
        seen: rings.some((each) => each && getComputedStyle(each).outlineStyle !== 'none'),
        inView: box.bottom > 0 && box.top < innerHeight,
        inMain: node.closest('main') !== null,
      };
    });
    if (!stop) break;
    expect(stop.seen, `focus ring of ${stop.name}`).toBe(true);
    expect(stop.inView, `${stop.name} scrolled into view`).toBe(true);
    met.push(stop);
  }
  return met;
}

/** What can be pressed on the screen, by the same names. */
const controls = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main :is(button, a[href], input, select, summary)')]
      .filter((node) => node.checkVisibility() && !node.closest('[popover]:not(:popover-open)'))
      .map((node) =>
        (node.getAttribute('aria-label') ?? node.labels?.[0]?.textContent ?? node.textContent)
          .trim()
          .slice(0, 60),
      ),
  );

for (const name of Object.keys(screens)) {
  test(`Tab reaches everything: ${name}`, async ({ page }) => {
    if (name === 'agreement') {
      await visit(page, '#/integrations');
      await page.getByRole('button', { name: 'Start empty' }).click();
      await page.getByRole('button', { name: 'Close message' }).click();
    }
    await show(page, name);
    // Where the focus has not been yet.
    await page.reload();
    await show(page, name);
    const wanted = await controls(page);
    // A history of nothing has nothing to press.
    if (name !== 'history') expect(wanted.length).toBeGreaterThan(2);
    const met = await walk(page);
    expect(met[0].name).toBe('Skip to the content');
    // All of it, in the order of the screen; regions that scroll are stops of their own.
    const order = met.filter(({ inMain }) => inMain).map((stop) => stop.name);
    expect(order.filter((each) => wanted.includes(each))).toEqual(wanted);
  });
}
