/** Leadloom in workerd, which compiles no bytes: the wasm is imported as a module. @packageDocumentation */
import type { Leadloom, LoadOptions } from './api.js';
import { instantiate } from './core.js';
import { loader } from './instance.js';
import wasm from './leadloom.wasm';

export * from './entry.js';

/** See the browser's `load`. */
export const load: (options?: LoadOptions) => Promise<Leadloom> = loader(instantiate, () => wasm);
