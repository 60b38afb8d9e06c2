/** The customers in Node, Deno and Bun: the same face, with the wasm read from disk. @packageDocumentation */
import { customersLoader } from './customers-module.js';
import { diskToo, fromDisk } from './disk.js';

export * from './customers-entry.js';

/** See the browser's `loadCustomers`. A `file:` address is read from disk. */
export const loadCustomers = diskToo(
  customersLoader(() => fromDisk(new URL('./customers.wasm', import.meta.url))),
);
