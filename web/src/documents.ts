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

export const textOf = ({ bytes }: Pick<StoredDocument, 'bytes'>) => new Blob([bytes]).text();

export const setupOf = (documents: readonly StoredDocument[]) =>
  documents.find(({ key }) => key === 'setup');

/** The part of a set-up that says whose it is. */
export interface Tenant {
  id?: string;
  name?: string;
  timeZone?: string;
}

export function tenantOf(documents: readonly StoredDocument[]): Tenant {
  const bytes = setupOf(documents)?.bytes;
  // A set-up is never that large.
  if (bytes === undefined || bytes instanceof Blob) return {};
  const text = typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
  try {
    return (JSON.parse(text) as { tenant?: Tenant }).tenant ?? {};
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

/** Above this many bytes a file stays a blob. */
const large = 4 << 20;

/** The same bytes, as a blob if they are many. */
export const light = (bytes: Uint8Array<ArrayBuffer>) =>
  bytes.length > large ? new Blob([bytes]) : bytes;

/** What a file holds, and by what it is known again: of a large one not its bytes, which stay where they are. */
export async function contentOf(
  file: File,
): Promise<{ bytes: Blob | Uint8Array<ArrayBuffer>; hash: string }> {
  const quick = `${file.name} ${file.size} ${file.lastModified}`;
  if (file.size > large) return { bytes: file, hash: quick };
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { bytes, hash: (await hashOf(bytes)) ?? quick };
}

/** SHA-256 of what came, by which the same bytes are known again; plain-http hosts have none. */
export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const digest = await crypto.subtle?.digest('SHA-256', bytes);
  return (
    digest &&
    Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  );
}
