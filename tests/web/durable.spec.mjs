/**
 * What is acknowledged is kept: the page is killed at random moments of commands and of a feed, the
 * disk is full, tabs follow each other, and what older versions kept is still there.
 * LEADLOOM_KILLS=100 kills that often, LEADLOOM_COMMANDS and LEADLOOM_SEED likewise.
 */
import {
  admitted,
  crash,
  expectLeads,
  held,
  leads,
  lookNow,
  newAlert,
  showsAt,
  status,
  turnOn,
} from './feed.mjs';
import { expect, ready, saved, skipInFirefox, test, visit, withoutCustomers } from './fixture.mjs';

test.use({ withPortal: true });

const commands = Number(process.env.LEADLOOM_COMMANDS ?? 500);
const kills = Number(process.env.LEADLOOM_KILLS ?? 6);
const firstSeed = Number(process.env.LEADLOOM_SEED ?? 20_261_127);

/** Park and Miller's generator: the same moments every time. */
function randomOf(seed) {
  let state = seed % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const accept = (page) => page.getByRole('button', { name: 'Accept', exact: true });
const accepted = (page) => page.getByRole('button', { name: /^Accepted \d/ });
const message = (page) => page.getByRole('group', { name: 'Message' });

/**
 * Runs in the page: accepts leads and takes some of it back by keys, and says each time when the page
 * has said so. Ends after so many.
 */
async function work({ count, seed }) {
  let state = seed;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const until = async (what) => {
    for (let value = what(); ; value = what()) {
      if (value) return value;
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const said = () => document.querySelector('.toast')?.textContent ?? '';
  const list = () => document.getElementById('leads');
  await until(list);
  const chip = () => {
    const chips = [...document.querySelectorAll('.chips[aria-label="State"] .chip')];
    return Number(/^Accepted(\d+)$/.exec(chips.at(-1)?.textContent)?.[1]);
  };
  const press = (key) =>
    list()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const open = () => decodeURIComponent(location.hash).split('/bookings/')[1];
  /**
   * A key means nothing while the card of a lead is on its way, and to a lead that is accepted: then
   * it is pressed again, and after that for the next lead.
   */
  const pressed = (key) => {
    let [again, tries, lead] = [0, 0, open()];
    return until(() => {
      const word = /^(Accepted|Taken back): /.exec(said())?.[1];
      if (word) return { word, lead };
      if (performance.now() < again) return undefined;
      again = performance.now() + 500;
      if (++tries % 3 === 0) {
        press('ArrowDown');
        return undefined;
      }
      lead = open();
      press(key);
      return undefined;
    });
  };
  const first = chip();
  let accepted = 0;
  for (let done = 0; done < count; done++) {
    const back = accepted > 0 && random() < 0.45;
    await until(open);
    // Two leads may have one name: what is said next would be the same.
    document.querySelector('.toast [aria-label="Close message"]')?.click();
    await until(() => !said());
    const { word, lead } = await pressed(back ? 'z' : 'a');
    accepted += word === 'Accepted' ? 1 : -1;
    const type = word === 'Accepted' ? 'accept_lead' : 'undo_lead';
    await globalThis.acknowledged({ type, lead: back ? null : lead });
    // While it is busy it does not hear a key; all is shown before it is not.
    await until(() => chip() === first + accepted);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The leads that are accepted after a log, and what it refuses: nothing, or it was doubled. */
function replay(journal) {
  const open = new Set();
  const wrong = [];
  for (const { type, lead } of journal) {
    const fits = type === 'accept_lead' ? !open.has(lead) : open.has(lead);
    if (!fits) wrong.push({ type, lead });
    if (type === 'accept_lead') open.add(lead);
    else open.delete(lead);
  }
  return { open, wrong };
}

/** One way to end a page, and the page after it. */
const ends = [
  crash,
  async (page) => {
    await page.reload({ waitUntil: 'commit' });
    return page;
  },
  async (page) => {
    const context = page.context();
    await page.close();
    return context.newPage();
  },
];

test('a large file is taken in whole or not at all, whenever the page dies', async ({ page }) => {
  skipInFirefox('Its driver ends no process.');
  test.setTimeout(120_000);
  const count = 12_000;
  await visit(page);
  let now = page;
  let wanted = await leads(now);
  const whole = [];
  for (const [round, delay] of [20, 150, 300, 450, 600, 900].entries()) {
    const lines = Array.from({ length: count }, (_, index) => newAlert(`FILE-${round}-${index}`));
    await now.getByRole('button', { name: 'Open files' }).click();
    const file = { name: `${round}.ndjson`, mimeType: '', buffer: Buffer.from(lines.join('\n')) };
    const dialog = now.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /Start a new workspace/ }).setChecked(false);
    await dialog.locator('input[type=file]').first().setInputFiles(file);
    await now.waitForTimeout(delay);
    now = await ends[round % ends.length](now);
    await visit(now);
    const known = [wanted, wanted + count];
    await expect.poll(async () => known.includes(await leads(now)), `after ${delay} ms`).toBe(true);
    const here = await leads(now);
    whole.push(here !== wanted);
    wanted = here;
  }
  test.info().annotations.push({ type: 'taken in before the end', description: `${whole}` });
  // What did not get there is not in the way of another try.
  await now.reload();
  await ready(now);
  await expectLeads(now, wanted);
});

test('killed at any moment, the page has all that it acknowledged, once', async ({
  page,
  context,
  portal,
  baseURL,
}) => {
  skipInFirefox('Its driver ends no process.');
  test.setTimeout(60_000 + kills * 30_000);
  const random = randomOf(firstSeed);
  const asked = await admitted(context, portal, baseURL);
  await withoutCustomers(context);
  const log = [];
  await context.exposeBinding('acknowledged', (_, command) => {
    log.push(command);
  });
  const from = portal.feed.end;
  await turnOn(page, portal);
  await expect(status(page)).toContainText('Up to date');
  const before = await leads(page);
  let now = page;
  let sent = 0;
  const unheard = [];
  for (let round = 0; round <= kills; round++) {
    const share = Math.ceil((commands - log.length) / (kills + 1 - round));
    const goal = log.length + share;
    const last = round === kills;
    const running = now
      .evaluate(work, { count: share, seed: 1 + Math.floor(random() * 1e9) })
      .catch((error) => {
        // A page that is killed says that it is closed, crashed or somewhere else.
        if (!/closed|crash|context|navigat/i.test(error.message)) throw error;
      });
    // Alerts come meanwhile, a few at a time.
    const more = 1 + Math.floor(random() * 5);
    for (let index = 0; index < more; index++) {
      portal.feed.add(`${newAlert(`KILL-${process.pid}-${++sent}`)}\n`);
    }
    await lookNow(now).evaluate((button) => button.click());
    if (last) {
      await running;
      break;
    }
    const killAt = goal - Math.floor(random() * share);
    await expect
      .poll(() => log.length, { timeout: 60_000, intervals: [5] })
      .toBeGreaterThanOrEqual(killAt);
    await new Promise((resolve) => setTimeout(resolve, random() * 30));
    const end = ends[Math.floor(random() * ends.length)];
    now = await end(now);
    await running;
    await visit(now);

    // Nothing acknowledged is missing; at most the command under way is there beside it.
    const { journal, feeds, batches } = await held(now);
    unheard.push(journal.length - log.length);
    expect(journal.length - log.length, `round ${round}`).toBeGreaterThanOrEqual(0);
    expect(journal.length - log.length, `round ${round}`).toBeLessThanOrEqual(1);
    expect(journal.slice(0, log.length).map(({ type }) => type)).toEqual(
      log.map(({ type }) => type),
    );
    for (const [index, { lead }] of log.entries()) {
      if (lead) expect(journal[index].lead).toBe(lead);
    }
    // What was under way counts from now on.
    for (const { type, lead } of journal.slice(log.length)) log.push({ type, lead });
    const { open, wrong } = replay(journal);
    expect(wrong).toEqual([]);
    await expect(accepted(now)).toHaveText(`Accepted${open.size}`);
    // As far as the feed has been read, its alerts are here.
    const read = Number(/after=(\d+)/.exec(feeds[0].next ?? feeds[0].address)?.[1]);
    const here = batches.map(({ text }) => text).join('\n');
    for (let number = 1; number <= read - from; number++) {
      expect(here.split(`"KILL-${process.pid}-${number}"`)).toHaveLength(2);
    }
  }
  await expectLeads(now, before + sent, 20_000);
  const { journal, batches } = await held(now);
  expect(journal.length).toBeGreaterThanOrEqual(commands);
  const here = batches.map(({ text }) => text).join('\n');
  for (let number = 1; number <= sent; number++)
    expect(here.split(`"KILL-${process.pid}-${number}"`)).toHaveLength(2);
  const { open, wrong } = replay(journal);
  expect(wrong).toEqual([]);
  await now.reload();
  await ready(now);
  await expectLeads(now, before + sent);
  await expect(accepted(now)).toHaveText(`Accepted${open.size}`);
  expect(asked.length).toBeGreaterThan(0);
  test.info().annotations.push({
    type: 'killed',
    description: `${kills} times in ${log.length} commands and ${sent} alerts, seed ${firstSeed}; written but not yet said: ${unheard.join(', ')}`,
  });
});

test('a full disk: it is said, work goes on, and all is written when there is room', async ({
  page,
  context,
  baseURL,
}) => {
  skipInFirefox('Its driver sets no quota.');
  const session = await context.newCDPSession(page);
  const origin = new URL(baseURL).origin;
  const notice = page.getByRole('region', { name: 'Not saved' });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 });
  await visit(page);
  const before = await leads(page);
  await accept(page).click();
  await expect(accepted(page)).toHaveText('Accepted1');
  await expect(notice).toHaveCount(0);
  // A member that no card shows.
  const text = JSON.stringify({ ...JSON.parse(newAlert('LONG-1')), trace: 'x'.repeat(4_000_000) });
  await page.getByRole('button', { name: 'Open files' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open files' });
  await dialog.getByRole('checkbox', { name: /Start a new workspace/ }).uncheck();
  await dialog
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'long.ndjson', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await expect(dialog).toContainText('Opened: 1 alert', { timeout: 15_000 });
  await page.keyboard.press('Escape');
  await expect(notice).toContainText('Not saved in this browser.');
  await expect(notice).toContainText('1 change so far. The browser has no more room');
  await expectLeads(page, before + 1);
  await accept(page).click();
  await expect(notice).toContainText('2 changes so far.');
  await expect(accepted(page)).toHaveText('Accepted2');
  // All of it can be taken along.
  const log = await saved(page, () =>
    notice.getByRole('button', { name: 'Save desk log' }).click(),
  );
  expect(log.bytes.toString().trim().split('\n')).toHaveLength(2);
  const size = await notice.getByRole('button', { name: 'Save alerts' }).evaluate(
    (button) =>
      new Promise((resolve) => {
        const { createObjectURL } = URL;
        URL.createObjectURL = (blob) => {
          URL.createObjectURL = createObjectURL;
          resolve(blob.size);
          return createObjectURL.call(URL, blob);
        };
        button.click();
      }),
  );
  expect(size).toBeGreaterThan(4_000_000);
  // Not before there is room.
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toContainText('2 changes so far.');
  expect((await held(page)).journal).toHaveLength(1);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toHaveCount(0);
  expect((await held(page)).journal).toHaveLength(2);
  await page.reload();
  await ready(page);
  await expect(accepted(page)).toHaveText('Accepted2');
  await expectLeads(page, before + 1);
});

test('another tab reads what is new and nothing else, within a second', async ({
  page,
  context,
}) => {
  await withoutCustomers(context);
  await visit(page);
  const other = await context.newPage();
  await other.addInitScript(() => {
    self.calls = [];
    self.Worker = class extends Worker {
      constructor(address, options) {
        super(address, options);
        this.called = options.name;
      }

      postMessage(call, ...rest) {
        const { method, args } = call;
        const reads = ['load', 'reset', 'apply'].includes(method);
        if (this.called === 'leadloom core' && reads) self.calls.push([method, args[0]?.kind]);
        super.postMessage(call, ...rest);
      }
    };
  });
  await visit(other);
  await expect(other.getByText('Customers are being read.')).toHaveCount(0);
  await other.evaluate(() => {
    self.calls = [];
  });
  const before = await leads(page);
  await accept(page).click();
  await expect(accepted(other)).toHaveText('Accepted1');
  expect(await other.evaluate(() => self.calls)).toEqual([['load', 'desk-log']]);

  // Alerts that are opened as a file, three times: the machine may be busy.
  const delays = [];
  for (let round = 1; round <= 3; round++) {
    const name = `more-${round}.ndjson`;
    await page.getByRole('button', { name: 'Open files' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open files' });
    await dialog.getByRole('checkbox', { name: /Start a new workspace/ }).uncheck();
    const shown = Promise.all([page, other].map((tab) => showsAt(tab, before + round)));
    await dialog
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name,
        mimeType: 'text/plain',
        buffer: Buffer.from(newAlert(`TAB-${round}`)),
      });
    const [here, there] = await shown;
    delays.push(there - here);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
  expect(Math.min(...delays)).toBeLessThan(1_000);
  expect(await other.evaluate(() => self.calls)).toEqual([
    ['load', 'desk-log'],
    ...Array(3).fill(['load', 'feed']),
  ]);

  // The same bytes under another name are stored once.
  const { batches } = await held(page);
  await page.getByRole('button', { name: 'Open files' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open files' });
  await dialog
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'again.ndjson',
      mimeType: 'text/plain',
      buffer: Buffer.from(newAlert('TAB-1')),
    });
  await expect(dialog).toContainText('again.ndjson');
  await expect(dialog).toContainText('Opened: 1 alert');
  expect((await held(page)).batches).toHaveLength(batches.length);
});

test.describe('a storage of an older page', () => {
  // The browser wants an icon of a picture that is opened as a page.
  test.use({ tolerated: /favicon\.ico/ });

  test('what the first version kept is still there', async ({ page }) => {
    await visit(page);
    await accept(page).click();
    await expect(message(page)).toContainText('Accepted: ');
    const before = await leads(page);
    // A page of the same origin, without a script of ours that holds the storage.
    await page.goto('./icon.svg');
    await page.evaluate(async () => {
      const answer = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const read = async (db, name) => answer(db.transaction(name).objectStore(name).getAll());
      const now = await answer(indexedDB.open('leadloom'));
      const documents = await read(now, 'documents');
      const batches = await read(now, 'batches');
      const journal = await read(now, 'journal');
      // Blobs came later.
      for (const document of documents)
        if (document.bytes instanceof Blob)
          document.bytes = new Uint8Array(await document.bytes.arrayBuffer());
      now.close();
      await answer(indexedDB.deleteDatabase('leadloom'));
      const opening = indexedDB.open('leadloom', 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('documents', { keyPath: 'key' });
        opening.result.createObjectStore('journal', { autoIncrement: true });
      };
      const old = await answer(opening);
      const tx = old.transaction(['documents', 'journal'], 'readwrite');
      for (const { key, name, kind, bytes, sample } of [...documents, ...batches])
        tx.objectStore('documents').put({ key, name, kind, bytes, sample });
      for (const entry of journal) tx.objectStore('journal').add(entry);
      await new Promise((resolve) => {
        tx.oncomplete = resolve;
      });
      old.close();
    });
    await visit(page);
    await expectLeads(page, before);
    await expect(accepted(page)).toHaveText('Accepted1');
    expect((await held(page)).batches).toHaveLength(1);
  });
});
