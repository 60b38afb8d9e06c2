/** The sample contractor as the core in Node sees it: what the page must show. */
import { readFileSync } from 'node:fs';
import { loadCustomers } from '../../dist/customers.js';
import { load } from '../../dist/node.js';

const names = [
  'business-units.json',
  'job-types.json',
  'campaigns.json',
  'prairie-star.setup.json',
  'alerts.ndjson',
];

const ofCustomers = ['customers.json', 'customer-contacts.json', 'customer-locations.json'];

export const sampleFile = (name) =>
  readFileSync(new URL(`../../catalog/sample/${name}`, import.meta.url));

export async function sampleWorkspace() {
  const workspace = (await load()).openWorkspace();
  for (const name of names) workspace.load({ name, bytes: sampleFile(name) });
  return workspace;
}

/** The customers of the sample, who are in no workspace. */
export async function sampleCustomers() {
  const customers = await loadCustomers({
    wasm: readFileSync(new URL('../../dist/customers.wasm', import.meta.url)),
  });
  for (const name of ofCustomers) await customers.load({ name, bytes: sampleFile(name) });
  return customers;
}

/** Every new lead's card, in the order of the list. */
export const cards = (workspace) =>
  workspace
    .leads({ state: 'new', sort: 'waiting', count: 500 })
    .leads.map(({ id }) => workspace.lead(id));
