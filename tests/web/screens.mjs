/** The screens of the page, and what is there once the core has answered. */
import { expect, visit } from './fixture.mjs';

/** A lead that was left open: it has candidates to choose from. */
const blank = 'smartac.com/SA-100042';

export const screens = {
  bookings: { hash: `#/bookings/${encodeURIComponent(blank)}`, shown: '.candidates li' },
  mapping: { hash: '#/mapping', shown: '.map-row' },
  integrations: { hash: '#/integrations', shown: '.integration option:checked' },
  agreement: { hash: '#/agreement/smartac.com', shown: '.agreement-text p' },
  held: { hash: '#/held', shown: 'td' },
  validator: { hash: '#/validator', shown: '.finding' },
};

export async function show(page, name) {
  const { hash, shown } = screens[name];
  await visit(page, hash);
  await expect(page.locator(`.main-${name} ${shown}`).first()).toBeAttached();
  await expect(page.getByText('Customers are being read.')).toHaveCount(0);
}
