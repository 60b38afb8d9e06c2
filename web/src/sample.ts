import alerts from '../../catalog/sample/alerts.ndjson?url';
import businessUnits from '../../catalog/sample/business-units.json?url';
import campaigns from '../../catalog/sample/campaigns.json?url';
import contacts from '../../catalog/sample/customer-contacts.json?url';
import locations from '../../catalog/sample/customer-locations.json?url';
import customers from '../../catalog/sample/customers.json?url';
import jobTypes from '../../catalog/sample/job-types.json?url';
import setup from '../../catalog/sample/prairie-star.setup.json?url';

interface SampleFile {
  name: string;
  address: string;
}

/** The sample contractor that ships with the page, in the order in which it is loaded. */
const deskFiles: readonly SampleFile[] = [
  { name: 'business-units.json', address: businessUnits },
  { name: 'job-types.json', address: jobTypes },
  { name: 'campaigns.json', address: campaigns },
  { name: 'prairie-star.setup.json', address: setup },
  { name: 'alerts.ndjson', address: alerts },
];

/** Eight times as much, which the desk does not read. */
const customerFiles = [
  { name: 'customers.json', address: customers, kind: 'customers' },
  { name: 'customer-contacts.json', address: contacts, kind: 'customer-contacts' },
  { name: 'customer-locations.json', address: locations, kind: 'customer-locations' },
] as const;

async function arrived({ name, address }: SampleFile): Promise<Response> {
  const response = await fetch(address);
  if (response.ok) return response;
  throw new Error(`The sample file ${name} did not arrive (${response.status}). Reload the page.`);
}

export const sampleForDesk = () =>
  Promise.all(
    deskFiles.map(async (file) => {
      const bytes = new Uint8Array(await (await arrived(file)).arrayBuffer());
      return { name: file.name, bytes };
    }),
  );

/** As blobs: the page itself looks at none of their bytes. */
export const sampleCustomers = () =>
  Promise.all(
    customerFiles.map(async (file) => {
      const { name, kind } = file;
      return { key: name, name, kind, bytes: await (await arrived(file)).blob(), sample: true };
    }),
  );
