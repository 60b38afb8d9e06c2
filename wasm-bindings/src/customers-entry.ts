/** What every entry of the customers exports beside its loader. */
export type { LoadOptions, WasmSource } from './api.js';
export type * from './customers-types.js';
export { LeadloomError } from './errors.js';
export { CUSTOMERS_WASM_SHA256 as WASM_SHA256, VERSION } from './version.js';
