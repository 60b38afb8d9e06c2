/** Leadloom in Node: the same face, with the wasm read from disk. @packageDocumentation */
import { readFile } from 'node:fs/promises';
import type { Leadloom, LoadOptions } from './api.js';
import { loader } from './core.js';
import { LeadloomError } from './errors.js';

export type * from './api.js';
export { LeadloomError } from './errors.js';
export type * from './types.js';
export { VERSION } from './version.js';

async function read(address: URL): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(address);
  } catch (cause) {
    throw new LeadloomError('LL0902', `${address} cannot be read.`, { cause });
  }
}

const loadFrom = loader(() => read(new URL('./leadloom.wasm', import.meta.url)) as never);

/** See the browser's `load`. A `file:` URL is read from disk. */
export function load(options?: LoadOptions): Promise<Leadloom> {
  const wasm = options?.wasm;
  if (wasm instanceof URL && wasm.protocol === 'file:')
    return loadFrom({ wasm: read(wasm) as never });
  return loadFrom(options);
}
