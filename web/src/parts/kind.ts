import type { DocumentKind } from 'leadloom';

const names: Record<DocumentKind | 'unknown', string> = {
  setup: 'set-up',
  partner: 'partner manifest',
  'business-units': 'business units',
  'job-types': 'job types',
  campaigns: 'campaigns',
  customers: 'customers',
  'customer-contacts': 'customer contacts',
  'customer-locations': 'customer locations',
  feed: 'alerts',
  mapping: 'mapping rows',
  booking: 'bookings',
  'desk-log': 'commands on leads',
  unknown: 'unknown',
};

/** `60 job types`, `set-up`: what a document is, and how much of it, if somebody has counted. */
export function contents(kind: DocumentKind | 'unknown', records: number | undefined): string {
  const single = kind === 'setup' || kind === 'partner' || kind === 'unknown';
  if (single || records === undefined) return names[kind];
  const name = records === 1 ? names[kind].replace(/s( on leads)?$/, '$1') : names[kind];
  return `${records.toLocaleString('en-US')} ${name}`;
}
