/**
 * The desk alone, for pages that are to be there at once: less than half of the bytes, no validator.
 *
 * @example
 * import { loadDesk } from 'leadloom/desk';
 * const desk = await loadDesk();
 * const workspace = desk.openWorkspace();
 * @packageDocumentation
 */
import { deskLoader } from './desk-module.js';

export * from './desk-entry.js';

/** Makes a fresh instance of the desk with every call. Throws `LeadloomError` LL0902 to LL0905 and LL0909. */
export const loadDesk = deskLoader(() => new URL('./desk.wasm', import.meta.url));
