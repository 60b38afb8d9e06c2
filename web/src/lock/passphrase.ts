import type { Lock } from '../database';
import { closeBytes, openBytes, utf8 } from './bytes';

/**
 * From a passphrase to the keys of what is kept. A random key seals everything and is itself sealed by one
 * that is slowly derived from the passphrase, so that another passphrase writes one record.
 */

/** As OWASP's Password Storage Cheat Sheet advises for PBKDF2-HMAC-SHA-256. */
const iterations = 600_000;

/** Fewer characters are guessed too soon. */
export const shortest = 12;

/** Seals records; names those that are looked up. Both can be used and never read. */
export interface Keys {
  records: CryptoKey;
  names: CryptoKey;
}

async function derived(
  passphrase: string,
  { salt, iterations }: Pick<Lock, 'salt' | 'iterations'>,
): Promise<CryptoKey> {
  // The same letters are the same bytes, whatever keyboard they come from.
  const secret = utf8(passphrase.normalize('NFKC'));
  const { subtle } = crypto;
  const base = await subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey']);
  return subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

async function keysOf(key: Uint8Array<ArrayBuffer>): Promise<Keys> {
  const { subtle } = crypto;
  const base = await subtle.importKey('raw', key, 'HKDF', false, ['deriveKey']);
  key.fill(0);
  const from = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: utf8(`leadloom ${info}`),
  });
  const [records, names] = await Promise.all([
    subtle.deriveKey(from('records'), base, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
    subtle.deriveKey(from('names'), base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, [
      'sign',
    ]),
  ]);
  return { records, names };
}

async function sealed(
  passphrase: string,
  id: string,
  key: Uint8Array<ArrayBuffer>,
): Promise<Pick<Lock, 'iterations' | 'salt' | 'key'>> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const by = await derived(passphrase, { salt, iterations });
  return { iterations, salt, key: await closeBytes(by, key, id) };
}

/** The key under a passphrase; nothing when that is another one. */
async function keyUnder(
  passphrase: string,
  lock: Lock,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const by = await derived(passphrase, lock);
  return openBytes(by, lock.key, lock.id).catch(() => undefined);
}

/** A lock with a new key. */
export async function newLock(
  passphrase: string,
  minutes: number,
): Promise<{ lock: Lock; keys: Keys }> {
  const id = crypto.randomUUID();
  const key = crypto.getRandomValues(new Uint8Array(32));
  const lock = { id, minutes, ...(await sealed(passphrase, id, key)) };
  return { lock, keys: await keysOf(key) };
}

/** Nothing when the passphrase is wrong. */
export async function unlock(passphrase: string, lock: Lock): Promise<Keys | undefined> {
  const key = await keyUnder(passphrase, lock);
  return key && keysOf(key);
}

/** The same lock under another passphrase; nothing when the first one is wrong. */
export async function changed(lock: Lock, from: string, to: string): Promise<Lock | undefined> {
  const key = await keyUnder(from, lock);
  if (!key) return undefined;
  const now = { ...lock, ...(await sealed(to, lock.id, key)) };
  key.fill(0);
  return now;
}
