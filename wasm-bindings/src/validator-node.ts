/** The validator in Node, Deno and Bun: the same face, with the wasm read from disk. @packageDocumentation */
import type { LoadOptions, Validator } from './api.js';
import { diskToo, fromDisk } from './disk.js';
import { loader } from './instance.js';
import { instantiateValidator } from './validation.js';

export * from './entry.js';

/** See the browser's `loadValidator`. A `file:` address is read from disk. */
export const loadValidator: (options?: LoadOptions) => Promise<Validator> = diskToo(
  loader(instantiateValidator, () => fromDisk(new URL('./leadloom.wasm', import.meta.url))),
);
