/** Leadloom in Node, Deno and Bun: the same face, with the wasm read from disk. @packageDocumentation */
import type { Leadloom, LoadOptions } from './api.js';
import { instantiate } from './core.js';
import { diskToo, fromDisk } from './disk.js';
import { loader } from './instance.js';

export * from './entry.js';

/** See the browser's `load`. A `file:` address is read from disk. */
export const load: (options?: LoadOptions) => Promise<Leadloom> = diskToo(
  loader(instantiate, () => fromDisk(new URL('./leadloom.wasm', import.meta.url))),
);
