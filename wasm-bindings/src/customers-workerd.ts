/** The customers in workerd: see `workerd.ts`. @packageDocumentation */
import wasm from './customers.wasm';
import { customersLoader } from './customers-module.js';

export * from './customers-entry.js';

/** See the browser's `loadCustomers`. */
export const loadCustomers = customersLoader(() => wasm);
