/** Files on the disk, for Node and what is like it. */
import { readFileSync } from 'node:fs';
import { LeadloomError } from './errors.js';
import type { Wasm } from './instance.js';

/** A file, whole, when it is asked for; LL0902 when it cannot be read. */
export async function fromDisk(address: URL): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return readFileSync(address);
  } catch (cause) {
    throw new LeadloomError('LL0902', `${address} cannot be read.`, { cause });
  }
}

/** What was given, with the bytes of a `file:` address in place of it. */
async function read(wasm: Wasm): Promise<Awaited<Wasm>> {
  const given = await wasm;
  const isAddress = typeof given === 'string' || given instanceof URL;
  return isAddress && /^file:/i.test(String(given)) ? fromDisk(new URL(given)) : given;
}

/** A loader that also takes `file:` addresses. */
export function diskToo<T, O extends { wasm?: Wasm }>(
  load: (options?: O) => Promise<T>,
): (options?: O) => Promise<T> {
  return (options) =>
    load(options?.wasm === undefined ? options : { ...options, wasm: read(options.wasm) });
}
