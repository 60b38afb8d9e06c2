/** What tests of live feeds and of the storage share: new alerts, a token, what the browser holds. */
import { readFileSync } from 'node:fs';
import * as oauth from 'oauth4webapi';
import { newBrowser } from '../../tools/partner-portal/browser.mjs';
import { password } from '../../tools/partner-portal/users.mjs';
import { expect, visit } from './fixture.mjs';

const lines = readFileSync(new URL('../../catalog/sample/alerts.ndjson', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && line.startsWith('{"source"'));

/** An alert that becomes a lead: an alert of the sample with a number of its own. */
export function newAlert(id) {
  const pattern = lines.find(
    (line) =>
      line.includes('"Critical"') && line.includes('"acct-2210"') && !line.includes('"test"'),
  );
  const alert = JSON.parse(pattern);
  // Of a device of its own: what one device repeats is no lead of its own.
  return JSON.stringify({ ...alert, id, device: { ...alert.device, id: `device of ${id}` } });
}

/** An access token for the portal, as a whole sign-in of a program brings it. */
export async function tokenOf(portal, page, email = 'dana@prairiestar.example') {
  const local = { [oauth.allowInsecureRequests]: true };
  const client = { client_id: 'leadloom' };
  const issuer = new URL(portal.issuer);
  const server = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, local),
  );
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const address = new URL(server.authorization_endpoint);
  const asked = {
    client_id: client.client_id,
    redirect_uri: page,
    response_type: 'code',
    scope: 'openid offline_access accounts alerts',
    prompt: 'consent',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  const browser = newBrowser(portal.issuer);
  const consent = await browser.submit(await browser.go(address.href), {
    email,
    password,
    do: 'sign-in',
  });
  const back = await browser.submit(consent, { do: 'allow' });
  const answer = oauth.validateAuthResponse(server, client, new URL(back.url), state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    answer,
    page,
    verifier,
    local,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response);
  return tokens.access_token;
}

/** Lets a context ask the portal's feed as somebody who is signed in. Notes what was asked. */
export async function admitted(context, portal, page) {
  const token = await tokenOf(portal, page);
  const asked = [];
  await context.route(`${portal.issuer}/alerts**`, async (route) => {
    const headers = { ...route.request().headers(), authorization: `Bearer ${token}` };
    const page = route.request().frame().page();
    asked.push({ url: route.request().url(), at: Date.now(), page });
    // A page that is gone asks nothing more.
    await route.continue({ headers }).catch(() => {});
  });
  return asked;
}

export const status = (page) => page.getByRole('list', { name: 'Live feeds' });
export const lookNow = (page) => status(page).getByRole('button', { name: /^Look now/ });

/** Enters the address of a live feed; by default, from where the feed ends now. */
export async function turnOn(
  page,
  portal,
  address = `${portal.issuer}/alerts?after=${portal.feed.end}`,
) {
  await visit(page, '#/set-up/smartac.com/accounts');
  await page.getByLabel('Address of the live feed of SmartAC.com').fill(address);
  await page.getByRole('button', { name: 'Fetch alerts by themselves' }).click();
  await expect(page.getByRole('group', { name: 'Message' })).toContainText('come by themselves');
  await page.goto('#/bookings');
  await expect(status(page)).toBeVisible();
}

/** How many leads there are, whatever is filtered. */
export const leads = (page) =>
  page.evaluate(() => {
    const numbers = [...document.querySelectorAll('.chips[aria-label="State"] .chip-count')];
    return numbers.reduce((sum, { textContent }) => sum + Number(textContent.replace(',', '')), 0);
  });

export const expectLeads = (page, count, timeout = 10_000) =>
  expect.poll(() => leads(page), { timeout, intervals: [50] }).toBe(count);

/** The moment at which a page shows so many leads. */
export const showsAt = (page, count) =>
  page.evaluate(async (wanted) => {
    for (;;) {
      const numbers = [...document.querySelectorAll('.chips[aria-label="State"] .chip-count')];
      const shown = numbers.reduce((sum, one) => sum + Number(one.textContent.replace(',', '')), 0);
      if (shown === wanted) return Date.now();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }, count);

/** What the browser holds: commands of the journal, batches and live feeds. */
export const held = (page) =>
  page.evaluate(async () => {
    const answer = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await answer(indexedDB.open('leadloom'));
    const tx = db.transaction(['journal', 'batches', 'feeds']);
    const all = (name) => answer(tx.objectStore(name).getAll());
    const [entries, batches, feeds] = await Promise.all(['journal', 'batches', 'feeds'].map(all));
    db.close();
    // Files were opened between them.
    const journal = entries.filter(({ type }) => type !== 'opened');
    const text = ({ bytes }) =>
      typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
    return { journal, feeds, batches: batches.map((one) => ({ name: one.name, text: text(one) })) };
  });

/** Ends the process of a page, as a crash does. What was open in it is opened anew. */
export async function crash(page) {
  const context = page.context();
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();
  return context.newPage();
}
