/**
 * The mapping with a large tenant: every key and click is painted before anybody notices. It runs when
 * all other tests are done; `--no-deps` runs it by itself.
 */
import { readFileSync } from 'node:fs';
import { coresLeft } from './cores.mjs';
import { closeDialog, openFiles } from './drop.mjs';
import { expect, test, visit } from './fixture.mjs';

const { trades } = JSON.parse(
  readFileSync(new URL('../../catalog/standard-job-types.json', import.meta.url), 'utf8'),
);

const things = ['AC', 'Furnace', 'Heat Pump', 'Water Heater', 'Drain', 'Panel', 'Duct', 'Boiler'];
const acts = ['Repair', 'Install', 'Tune-Up', 'Inspection', 'Estimate', 'Replace', 'Emergency'];

/** 2,000 job types, 500 business units, and a mapping of all standard job types of all trades. */
function tenant() {
  const units = Array.from({ length: 500 }, (_, i) => ({
    id: 500 + i,
    name: `Unit ${i}`,
    active: true,
    trade: { name: ['HVAC', 'Plumbing', 'Electrical'][i % 3] },
  }));
  const types = Array.from({ length: 2_000 }, (_, i) => ({
    id: 1_000 + i,
    name: `${things[i % 8]} ${acts[(i >> 3) % 7]} ${i}`,
    active: true,
    priority: 'Normal',
    businessUnitIds: [500 + (i % 500), 500 + ((i * 7) % 500)],
  }));
  const mapping = trades.flatMap((trade, i) =>
    trade.jobTypes.map((type, j) => ({
      trade: trade.id,
      standardJobType: type.id,
      jobTypes: [String(1_000 + ((i * 31 + j) % 2_000))],
      businessUnits: [String(500 + ((i * 31 + j) % 500))],
    })),
  );
  const setup = { leadloom: 'setup/1', trades: trades.map(({ id }) => id), mapping };
  return [
    { name: 'business-units.json', text: JSON.stringify({ data: units }) },
    { name: 'job-types.json', text: JSON.stringify({ data: types }) },
    { name: 'large.setup.json', text: JSON.stringify(setup) },
  ];
}

test('37 trades, 386 standard types, 2,000 job types, 500 business units', async ({
  page,
  browserName,
}) => {
  test.skip(browserName === 'firefox', 'Measured where events have timings to their painting.');
  test.setTimeout(180_000);
  await page.addInitScript(() => {
    globalThis.events = [];
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) events.push({ name, duration });
    }).observe({ type: 'event', durationThreshold: 16 });
  });
  await visit(page);
  const dialog = await openFiles(page, tenant(), true);
  await expect(dialog.getByText('Opened: 2,000 job types')).toBeVisible();
  await closeDialog(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Job Type Mapping' }).click();
  const grid = page.getByRole('grid', { name: 'Job type mapping' });
  const all = page.getByRole('button', { name: /^All 386/ });
  await all.click();
  await expect(grid).toHaveAttribute('aria-rowcount', '387');
  // Only what is in view is mounted.
  expect(await grid.getByRole('row').count()).toBeLessThan(60);

  const before = await coresLeft();
  await page.evaluate(() => {
    events.length = 0;
  });
  const press = async (keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(30);
    }
  };
  await grid.focus();
  await press(['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 'PageDown', 'End', 'Home']);
  await press(['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+PageDown', 'Escape', 'Home']);
  await press(['Enter', 'd', 'u', 'c', 't', 'ArrowDown', 'Enter']);
  await expect(page.getByRole('group', { name: 'Message' })).toContainText('changed');
  await press(['Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d', 'Delete']);
  await expect(page.getByText('Mapping of 3 rows changed.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search the mapping' }).pressSequentially('boiler');
  await page.getByRole('button', { name: /^Not mapped/ }).click();
  await all.click();
  await page.waitForTimeout(300);

  const taken = (await page.evaluate(() => events.map(({ duration }) => duration))).sort(
    (a, b) => a - b,
  );
  const slow = taken.filter((duration) => duration > 50).length;
  test.info().annotations.push({
    type: 'events over 16 ms',
    description: `${taken.length}, ${slow} of them over 50 ms, the longest ${taken.at(-1)} ms`,
  });
  // Where other programs take the cores events wait for their turn, and only half must be quick.
  const left = Math.min(before, await coresLeft());
  const asked = left < 0.85 ? taken.slice(0, taken.length >> 1) : taken;
  expect(asked.at(-1), `${left} of the cores: ${taken}`).toBeLessThanOrEqual(50);
});
