/** The desk in Node, Deno and Bun: the same face, with the wasm read from disk. @packageDocumentation */
import { deskLoader } from './desk-module.js';
import { diskToo, fromDisk } from './disk.js';

export * from './desk-entry.js';

/** See the browser's `loadDesk`. A `file:` address is read from disk. */
export const loadDesk = diskToo(
  deskLoader(() => fromDisk(new URL('./desk.wasm', import.meta.url))),
);
