/**
 * Leadloom with the wasm inside the script, for places that fetch nothing: pages opened as files,
 * extensions, kiosks. A policy needs `script-src 'wasm-unsafe-eval'` and no `connect-src`.
 *
 * @example
 * import { load } from 'leadloom/inline';
 * const leadloom = await load();
 * @packageDocumentation
 */
import type { Leadloom, LoadOptions, Validator } from './api.js';
import { instantiate } from './core.js';
import { gzipped } from './inline-wasm.mjs';
import { loader } from './instance.js';
import { instantiateValidator } from './validation.js';

export * from './entry.js';

function unpacked(): Response {
  const bytes = Uint8Array.from(atob(gzipped), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));
}

/** See `load` of `leadloom`. */
export const load: (options?: LoadOptions) => Promise<Leadloom> = loader(instantiate, unpacked);

/** See `loadValidator` of `leadloom/validator`. */
export const loadValidator: (options?: LoadOptions) => Promise<Validator> = loader(
  instantiateValidator,
  unpacked,
);
