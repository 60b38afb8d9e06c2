/**
 * The validator in browsers, workers, and everything else that has `fetch`: a module of its own, for
 * whoever needs more than the desk's opinion.
 *
 * @example
 * import { loadValidator } from 'leadloom/validator';
 * const validator = await loadValidator();
 * using validation = validator.validate([{ name: 'mapping.csv', bytes }]);
 * console.log(validation.format('text'));
 * @packageDocumentation
 */
import type { LoadOptions, Validator } from './api.js';
import { loader } from './instance.js';
import { instantiateValidator } from './validation.js';

export * from './entry.js';

/**
 * Loads the validator. Without options it is loaded once, however often this is called; with `wasm`
 * each call makes an instance of its own. Throws `LeadloomError` LL0902 to LL0905.
 */
export const loadValidator: (options?: LoadOptions) => Promise<Validator> = loader(
  instantiateValidator,
  () => new URL('./leadloom.wasm', import.meta.url),
);
