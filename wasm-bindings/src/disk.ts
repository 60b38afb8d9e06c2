/** A wasm on the disk, for Node. */
import { readFileSync } from 'node:fs';
import type { LoadOptions } from './api.js';
import { LeadloomError } from './errors.js';

/** A file, whole, when it is asked for; LL0902 when it cannot be read. */
export async function fromDisk(address: URL): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return readFileSync(address);
  } catch (cause) {
    throw new LeadloomError('LL0902', `${address} cannot be read.`, { cause });
  }
}

/** The same options, with the bytes of a `file:` URL in place of it. */
export function diskToo(options: LoadOptions | undefined): LoadOptions | undefined {
  const wasm = options?.wasm;
  return wasm instanceof URL && wasm.protocol === 'file:'
    ? { wasm: fromDisk(wasm) as never }
    : options;
}
