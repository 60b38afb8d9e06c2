/**
 * Leadloom in browsers, workers, and everything else that has `fetch`.
 *
 * @example
 * import { load } from 'leadloom';
 * const leadloom = await load();
 * const report = leadloom.validate([{ name: 'acme.setup.json', bytes: text }]);
 * @packageDocumentation
 */
import type { Leadloom, LoadOptions } from './api.js';
import { instantiate } from './core.js';
import { loader } from './instance.js';

export * from './entry.js';

/**
 * Loads the core. Without options it is loaded once, however often this is called; with `wasm` each
 * call makes an instance of its own. Throws `LeadloomError` LL0902 to LL0905; what failed can be
 * tried again.
 */
export const load: (options?: LoadOptions) => Promise<Leadloom> = loader(
  instantiate,
  () => new URL('./leadloom.wasm', import.meta.url),
);
