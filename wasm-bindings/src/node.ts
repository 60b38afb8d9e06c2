/** Leadloom in Node: the same face, with the wasm read from disk. @packageDocumentation */
import type { Leadloom, LoadOptions } from './api.js';
import { instantiate } from './core.js';
import { diskToo, fromDisk } from './disk.js';
import { loader } from './instance.js';

export type * from './api.js';
export { LeadloomError } from './errors.js';
export type * from './types.js';
export { VERSION, WASM_SHA256 } from './version.js';

const loadFrom = loader(instantiate, () => fromDisk(new URL('./leadloom.wasm', import.meta.url)));

/** See the browser's `load`. A `file:` URL is read from disk. */
export function load(options?: LoadOptions): Promise<Leadloom> {
  return loadFrom(diskToo(options));
}
