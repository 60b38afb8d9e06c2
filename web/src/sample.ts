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
export const firstFiles: readonly SampleFile[] = [
  { name: 'business-units.json', address: businessUnits },
  { name: 'job-types.json', address: jobTypes },
  { name: 'campaigns.json', address: campaigns },
  { name: 'prairie-star.setup.json', address: setup },
  { name: 'alerts.ndjson', address: alerts },
];

/** Eight times as much, and leads are there without it. */
export const laterFiles: readonly SampleFile[] = [
  { name: 'customers.json', address: customers },
  { name: 'customer-contacts.json', address: contacts },
  { name: 'customer-locations.json', address: locations },
];

export async function sampleDocuments(
  files: readonly SampleFile[],
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  return Promise.all(
    files.map(async ({ name, address }) => {
      const response = await fetch(address);
      if (!response.ok) {
        throw new Error(
          `The sample file ${name} did not arrive (${response.status}). Reload the page.`,
        );
      }
      return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
    }),
  );
}
