import { closeBytes, openBytes } from './bytes';

/**
 * A blob in pieces, each sealed by itself, so that neither page nor memory ever holds all of it. Each
 * piece is bound to its blob, its place and whether it is the last: none can be moved, left out or added.
 */

const piece = 1 << 20;
/** What sealing adds to a piece: nonce and tag. */
const added = 12 + 16;
/** Pieces under way at once. */
const abreast = 4;

async function eachPiece(
  blob: Blob,
  length: number,
  work: (bytes: Uint8Array<ArrayBuffer>, place: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Blob> {
  const count = Math.max(1, Math.ceil(blob.size / length));
  const done: Blob[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < count; at = next++) {
      const part = blob.slice(at * length, (at + 1) * length);
      const bytes = new Uint8Array(await part.arrayBuffer());
      // A blob of its own: the page lets go of the bytes.
      done[at] = new Blob([await work(bytes, `${at}/${at === count - 1}`)]);
    }
  };
  await Promise.all(Array.from({ length: abreast }, worker));
  return new Blob(done);
}

/** `id` names the blob; no other has the same. */
export const closeBlob = (key: CryptoKey, id: string, blob: Blob) =>
  eachPiece(blob, piece, (bytes, place) => closeBytes(key, bytes, `${id}/${place}`));

export const openBlob = (key: CryptoKey, id: string, kept: Blob) =>
  eachPiece(kept, piece + added, (bytes, place) => openBytes(key, bytes, `${id}/${place}`));
