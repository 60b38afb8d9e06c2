import type { Numbered } from './calls.js';
import type { DocumentInput, RuleNumber } from './types.js';
import type { FileInput } from './validator-remote.js';

/** A file that went away or changed while it was read. */
export class UnreadableFile extends Error implements Numbered {
  readonly rule: RuleNumber = 'LL0014';
  readonly hint = 'Choose the file again.';
}

/** Part of a file's bytes; `LL0014` when they are not there any more. */
export async function pieceOf(name: string, blob: Blob, from = 0, to = blob.size) {
  try {
    return new Uint8Array(await blob.slice(from, to).arrayBuffer());
  } catch {
    throw new UnreadableFile(`LL0014: ${name} cannot be read: it has moved or changed.`);
  }
}

const isFile = (given: unknown): given is FileInput & { bytes: Blob } =>
  typeof given === 'object' && given !== null && 'bytes' in given && given.bytes instanceof Blob;

/** What a call was given, with the bytes of the files in it. */
export async function whole(given: unknown): Promise<unknown> {
  if (Array.isArray(given)) return Promise.all(given.map(whole));
  if (!isFile(given)) return given;
  return { ...given, bytes: await pieceOf(given.name, given.bytes) } satisfies DocumentInput;
}
