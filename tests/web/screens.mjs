/** The screens of the page, and what is there once the core has answered. */
import { expect, visit } from './fixture.mjs';

/** A lead that was left open: it has candidates to choose from. */
const blank = 'smartac.com/SA-100042';

export const screens = {
  bookings: { hash: `#/bookings/${encodeURIComponent(blank)}`, shown: '.candidates li' },
  mapping: { hash: '#/mapping', shown: '.sample dd' },
  integrations: { hash: '#/integrations', shown: '.steps' },
  agreement: { hash: '#/set-up/smartac.com/agreement', shown: '.agreement-text p' },
  accounts: { hash: '#/set-up/smartac.com/accounts', shown: '.served' },
  'job-types': { hash: '#/set-up/smartac.com/job-types', shown: '.mapped li' },
  'turn-on': { hash: '#/set-up/smartac.com/turn-on', shown: '.kinds li' },
  history: { hash: '#/history', shown: '.empty' },
  held: { hash: '#/held', shown: 'td' },
  validator: { hash: '#/validator', shown: '.finding' },
};

export async function show(page, name) {
  const { hash, shown } = screens[name];
  await visit(page, hash);
  await expect(page.locator(`main ${shown}`).first()).toBeAttached();
  await expect(page.getByText('Customers are being read.')).toHaveCount(0);
}
