/**
 * What every test of the page gets: a server of its own with the production headers, and a browser
 * context in which nothing may go wrong unnoticed. Console errors and warnings, uncaught errors,
 * violations of the content security policy (of page and worker) and requests to any other origin
 * fail the test, whatever else it looked at.
 */

import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { startPortal } from '../../tools/partner-portal/portal.mjs';
import { policyWith, serve } from '../../tools/serve.mjs';

const site = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Runs in the page and in its worker. */
function noteViolations() {
  self.violations = [];
  self.addEventListener('securitypolicyviolation', (event) => {
    self.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
}

/** Everything of one context that should not have happened, in `trouble`. */
async function watch(context, origin, portals, trouble) {
  const allowed = () => [
    origin,
    ...Object.values(portals).map(({ issuer, address }) => new URL(issuer ?? address).origin),
  ];
  await context.addInitScript(noteViolations);
  const workers = [];
  context.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type())) {
      trouble.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('weberror', (error) => {
    const text = `uncaught: ${error.error()}`;
    // Firefox asks for it by itself, of pages that are no documents.
    if (!text.includes('/favicon.ico')) trouble.push(text);
  });
  context.on('request', (request) => {
    const { protocol, origin: to } = new URL(request.url());
    if (!allowed().includes(to) && protocol !== 'blob:')
      trouble.push(`request to ${request.url()}`);
  });
  context.on('response', (response) => {
    // A worker obeys the policy of its own script's response, not that of the page.
    const { origin: from, pathname } = new URL(response.url());
    const governs = from === origin && /(\/|\.html|\.js)$/.test(pathname);
    const policy = response.headers()['content-security-policy'];
    if (governs && policy !== policyWith(portals)) {
      trouble.push(`another policy on ${response.url()}`);
    }
  });
  context.on('page', (page) => {
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('worker', (worker) => {
      workers.push(worker);
      worker.on('close', () => workers.splice(workers.indexOf(worker), 1));
      worker.evaluate(noteViolations).catch(() => {});
    });
  });
  return async () => {
    for (const scope of [...context.pages(), ...workers]) {
      const found = await scope.evaluate(() => self.violations ?? []).catch(() => []);
      trouble.push(...found.map((each) => `policy violation: ${each}`));
    }
  };
}

export const test = base.extend({
  /** Expected trouble: messages that match do not fail the test. */
  tolerated: [undefined, { option: true }],

  /** Whether the browser keeps the page: what a test fakes of the network would go past it. */
  keepsPage: [false, { option: true }],

  /** Whether a partner's portal runs beside the page. */
  withPortal: [false, { option: true, scope: 'worker' }],

  /** One server for all tests of a worker process, and the portal. */
  served: [
    async ({ withPortal }, use) => {
      const portals = {};
      const { server, address } = await serve(site, 0, portals);
      const pageOrigin = new URL(address).origin;
      const portal = withPortal ? await startPortal({ pageOrigin, pairingDelay: 300 }) : undefined;
      if (portal) portals['smartac.com'] = { issuer: portal.issuer, client: 'leadloom' };
      await use({ address, portal, portals });
      server.closeAllConnections();
      server.close();
      await portal?.close();
    },
    { scope: 'worker' },
  ],

  address: ({ served }, use) => use(served.address),

  /** The portal, without faults of earlier tests. */
  portal: [
    async ({ served }, use) => {
      served.portal?.faults.clear();
      await use(served.portal);
    },
    { auto: true },
  ],

  /** The page's address for `page.goto('./')`. */
  baseURL: async ({ address }, use) => use(address),

  context: async ({ context, baseURL, served, tolerated, keepsPage }, use) => {
    if (!keepsPage)
      await context.addInitScript(() => {
        delete Navigator.prototype.serviceWorker;
      });
    const trouble = [];
    const gather = await watch(context, new URL(baseURL).origin, served.portals, trouble);
    await use(context);
    await gather();
    const unexpected = trouble.filter((each) => !tolerated?.test(each));
    expect(unexpected, 'what went wrong beside the test').toEqual([]);
  },
});

export { expect };

/** Opens a screen and waits until it shows what the core says. */
export async function visit(page, hash = '') {
  await page.goto(`./${hash}`);
  await ready(page);
}

/** The core has answered: the counts beside the navigation come from nowhere else. */
export async function ready(page) {
  await expect(page.getByRole('link', { name: /^Bookings/, includeHidden: true })).toHaveText(/\d/);
}

/**
 * What a press hands to the user as a file. Caught in the page, for Firefox tells its driver of none.
 * @returns {Promise<{ name: string, bytes: Buffer }>}
 */
export async function saved(page, press) {
  await page.evaluate(() => {
    const { createObjectURL } = URL;
    const { click } = HTMLAnchorElement.prototype;
    globalThis.savedFile = new Promise((resolve) => {
      let blob;
      URL.createObjectURL = (given) => {
        blob = given;
        return createObjectURL.call(URL, given);
      };
      HTMLAnchorElement.prototype.click = async function take() {
        if (!this.download) return click.call(this);
        Object.assign(URL, { createObjectURL });
        HTMLAnchorElement.prototype.click = click;
        resolve({ name: this.download, bytes: [...new Uint8Array(await blob.arrayBuffer())] });
      };
    });
  });
  await press();
  const { name, bytes } = await page.evaluate(() => globalThis.savedFile);
  return { name, bytes: Buffer.from(bytes) };
}

/** A sample whose customers match nobody: each deed is one command, and none of them a link. */
export async function withoutCustomers(context) {
  const nobody = { data: [{ id: 1, name: 'Nobody Known', active: true, doNotService: false }] };
  await context.route(/\/customer(?:s|-contacts|-locations)-[\w-]+\.json$/, (route) =>
    route.fulfill({ json: nobody }),
  );
}

/** For tests of what Firefox's driver cannot do. */
export const notInFirefox = (why) => [({ browserName }) => browserName === 'firefox', why];

/** The same inside a test. */
export const skipInFirefox = (why) =>
  test.skip(test.info().project.use.browserName === 'firefox', why);

/** For tests that take pictures: Firefox's driver puts an empty style into the page, which is refused. */
export const picturesTaken = {
  tolerated: ({ browserName }, use) =>
    use(browserName === 'firefox' ? /style-src-elem/ : undefined),
};
