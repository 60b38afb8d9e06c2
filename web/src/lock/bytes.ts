/** AES-GCM with a random nonce in front (NIST SP 800-38D, 8.2.2). `of` says what the bytes belong to. */

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

const parameters = (iv: Uint8Array<ArrayBuffer>, of: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(of),
});

export async function closeBytes(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  of: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = await crypto.subtle.encrypt(parameters(iv, of), key, bytes);
  const kept = new Uint8Array(iv.length + text.byteLength);
  kept.set(iv);
  kept.set(new Uint8Array(text), iv.length);
  return kept;
}

/** Throws an `OperationError` for another key, and for bytes that were changed or belong elsewhere. */
export async function openBytes(
  key: CryptoKey,
  kept: Uint8Array<ArrayBuffer>,
  of: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts = parameters(kept.subarray(0, 12), of);
  return new Uint8Array(await crypto.subtle.decrypt(parts, key, kept.subarray(12)));
}
