/** The validator in Node: the same face, with the wasm read from disk. @packageDocumentation */
import type { LoadOptions, Validator } from './api.js';
import { diskToo, fromDisk } from './disk.js';
import { loader } from './instance.js';
import { instantiateValidator } from './validation.js';

export type * from './api.js';
export { LeadloomError } from './errors.js';
export type * from './types.js';
export { VERSION, WASM_SHA256 } from './version.js';

const loadFrom = loader(instantiateValidator, () =>
  fromDisk(new URL('./leadloom.wasm', import.meta.url)),
);

/** See the browser's `loadValidator`. A `file:` URL is read from disk. */
export function loadValidator(options?: LoadOptions): Promise<Validator> {
  return loadFrom(diskToo(options));
}
