/**
 * Leadloom in browsers, workers, and everything else that has `fetch`.
 *
 * @example
 * import { load } from 'leadloom';
 * const leadloom = await load();
 * const report = leadloom.validate([{ name: 'acme.setup.json', bytes: text }]);
 * @packageDocumentation
 */
import { instantiate } from './core.js';
import { loader } from './instance.js';

export type * from './api.js';
export { LeadloomError } from './errors.js';
export type * from './types.js';
export { VERSION, WASM_SHA256 } from './version.js';

/**
 * Loads the core. Without options it is loaded once, however often this is called; with `wasm` each
 * call makes an instance of its own. Throws `LeadloomError` LL0902 to LL0905.
 */
export const load: (
  options?: import('./api.js').LoadOptions,
) => Promise<import('./api.js').Leadloom> = loader(
  instantiate,
  () => new URL('./leadloom.wasm', import.meta.url),
);
