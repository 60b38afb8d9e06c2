/** The validator in workerd: see `workerd.ts`. @packageDocumentation */
import type { LoadOptions, Validator } from './api.js';
import { loader } from './instance.js';
import wasm from './leadloom.wasm';
import { instantiateValidator } from './validation.js';

export * from './entry.js';

/** See the browser's `loadValidator`. */
export const loadValidator: (options?: LoadOptions) => Promise<Validator> = loader(
  instantiateValidator,
  () => wasm,
);
