/**
 * What every test of the page gets: a server of its own with the production headers, and a browser
 * context in which nothing may go wrong unnoticed. Console errors and warnings, uncaught errors,
 * violations of the content security policy (of page and worker) and requests to any other origin
 * fail the test, whatever else it looked at.
 */

import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { contentSecurityPolicy, serve } from '../../tools/serve.mjs';

const site = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Runs in the page and in its worker. */
function noteViolations() {
  self.violations = [];
  self.addEventListener('securitypolicyviolation', (event) => {
    self.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
}

/** Everything of one context that should not have happened, in `trouble`. */
async function watch(context, origin, trouble) {
  await context.addInitScript(noteViolations);
  const workers = [];
  context.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type())) {
      trouble.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('weberror', (error) => trouble.push(`uncaught: ${error.error()}`));
  context.on('request', (request) => {
    const { protocol, origin: to } = new URL(request.url());
    if (to !== origin && protocol !== 'blob:') trouble.push(`request to ${request.url()}`);
  });
  context.on('response', (response) => {
    // A worker obeys the policy of its own script's response, not that of the page.
    const governs = /(\/|\.html|\.js)$/.test(new URL(response.url()).pathname);
    const policy = response.headers()['content-security-policy'];
    if (governs && policy !== contentSecurityPolicy) {
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

  /** One server for all tests of a worker process. */
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures here
    async ({}, use) => {
      const { server, address } = await serve(site, 0);
      await use(address);
      server.closeAllConnections();
      server.close();
    },
    { scope: 'worker' },
  ],

  /** The page's address for `page.goto('./')`. */
  baseURL: async ({ address }, use) => use(address),

  context: async ({ context, baseURL, tolerated }, use) => {
    const trouble = [];
    const gather = await watch(context, new URL(baseURL).origin, trouble);
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
