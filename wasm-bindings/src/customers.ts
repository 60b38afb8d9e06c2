/**
 * The tenant's customers: exact match, explained suggestions, and search as you type.
 *
 * @example
 * import { loadCustomers } from 'leadloom/customers';
 * const customers = await loadCustomers();
 * await customers.load({ name: 'customers.ndjson', bytes });
 * const { automatic, id, suggestions } = customers.match({ name: 'Jane Doe', phone: '512-555-0134' });
 * @packageDocumentation
 */
import { customersLoader } from './customers-module.js';

export * from './customers-entry.js';

/** Opens an empty register with every call. Throws `LeadloomError` LL0902 to LL0905. */
export const loadCustomers = customersLoader(() => new URL('./customers.wasm', import.meta.url));
