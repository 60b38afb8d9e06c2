/** What every entry of the whole module exports beside its loader. */
export type * from './api.js';
export { LeadloomError } from './errors.js';
export type * from './types.js';
export { VERSION, WASM_SHA256 } from './version.js';
