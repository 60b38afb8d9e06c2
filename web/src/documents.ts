import type { DocumentKind } from 'leadloom';
import type { StoredDocument } from './store';

const ofCustomers: readonly DocumentKind[] = [
  'customers',
  'customer-contacts',
  'customer-locations',
];

/**
 * Tenant and partners first, then the set-up that names them, then the alerts it decides on.
 */
const order: readonly DocumentKind[] = [
  'partner',
  'business-units',
  'job-types',
  'campaigns',
  'setup',
  'feed',
  'desk-log',
  ...ofCustomers,
];

/** The order in which a core reads them. */
export const inOrder = (a: StoredDocument, b: StoredDocument) =>
  order.indexOf(a.kind) - order.indexOf(b.kind);

export const isOfCustomers = ({ kind }: StoredDocument) => ofCustomers.includes(kind);

/** Files that somebody opened: what a live feed brought is none. */
export const isFile = ({ live }: StoredDocument) => live === undefined;

export const textOf = ({ bytes }: StoredDocument) =>
  typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);

export const setupOf = (documents: readonly StoredDocument[]) =>
  documents.find(({ key }) => key === 'setup');

/** The part of a set-up that says whose it is. */
export interface Tenant {
  id?: string;
  name?: string;
  timeZone?: string;
}

export function tenantOf(documents: readonly StoredDocument[]): Tenant {
  const setup = setupOf(documents);
  try {
    return (setup && (JSON.parse(textOf(setup)) as { tenant?: Tenant }).tenant) ?? {};
  } catch {
    // The core has read it, or has said why not.
    return {};
  }
}

export const asSetup = (file: { name: string; text: string }, sample: boolean): StoredDocument => ({
  key: 'setup',
  name: file.name,
  kind: 'setup',
  bytes: file.text,
  sample,
});

/** SHA-256 of what came, by which the same bytes are known again; plain-http hosts have none. */
export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const digest = await crypto.subtle?.digest('SHA-256', bytes);
  return (
    digest &&
    Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  );
}
