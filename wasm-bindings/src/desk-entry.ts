/** What every entry of the desk exports beside its loader. */
export type { Desk, DeskOptions, DeskWorkspace } from './desk-module.js';
export { LeadloomError } from './errors.js';
export { DESK_WASM_SHA256 as WASM_SHA256, VERSION } from './version.js';
