import type { Lock, Seal, Sealable } from '../database';
import { inWorker } from './blob-worker';
import { closeBytes, openBytes, utf8 } from './bytes';
import type { Keys } from './passphrase';

/** Members that stay beside what is sealed: what is looked up by an HMAC, what is counted as it is. */
const shown: Record<Sealable, { named: readonly string[]; counted: readonly string[] }> = {
  documents: { named: ['key'], counted: [] },
  batches: { named: ['hash'], counted: ['batch'] },
  journal: { named: [], counted: [] },
  feeds: { named: ['integration'], counted: ['turn'] },
};

type Members = Record<string, unknown>;
type Bytes = Blob | Uint8Array<ArrayBuffer> | string;

/** What is sealed of a record: its members but the bytes, and what those were. */
interface Content {
  record: Members;
  bytes?: 'text' | 'bytes' | 'blob' | undefined;
  /** Binds the bytes to this record. */
  id: string;
}

const formOf = (bytes: Bytes) =>
  typeof bytes === 'string' ? 'text' : bytes instanceof Blob ? 'blob' : 'bytes';

const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Large files that stay opened: all of a list is read again and again. */
const mostOpened = 16;

/** Seals records with the keys of a lock. */
export function sealWith({ id }: Pick<Lock, 'id'>, { records, names }: Keys): Seal {
  const name = async (key: string) => hex(await crypto.subtle.sign('HMAC', names, utf8(key)));

  /** Files that were opened, by their id, and what is kept of them. */
  const opened = new Map<string, Promise<Blob>>();
  const origins = new WeakMap<Blob, { id: string; kept: Blob }>();

  async function openedFile(file: string, kept: Blob): Promise<Blob> {
    const open = opened.get(file) ?? inWorker({ way: 'open', key: records, id: file, blob: kept });
    opened.delete(file);
    opened.set(file, open);
    const [oldest] = opened.keys();
    if (opened.size > mostOpened && oldest) opened.delete(oldest);
    const blob = await open;
    origins.set(blob, { id: file, kept });
    return blob;
  }

  async function closeContent(file: string, bytes: Bytes) {
    if (bytes instanceof Blob)
      return inWorker({ way: 'close', key: records, id: file, blob: bytes });
    return closeBytes(records, typeof bytes === 'string' ? utf8(bytes) : bytes, file);
  }

  async function openContent({ id: file, bytes }: Content, kept: Bytes): Promise<Bytes> {
    if (kept instanceof Blob) return openedFile(file, kept);
    const open = await openBytes(records, kept as Uint8Array<ArrayBuffer>, file);
    return bytes === 'text' ? new TextDecoder().decode(open) : open;
  }

  return {
    id,
    name,

    async close<T extends object>(store: Sealable, record: T): Promise<T> {
      const { bytes, ...members } = record as Members & { bytes?: Bytes };
      const origin = bytes instanceof Blob ? origins.get(bytes) : undefined;
      const content: Content = {
        record: members,
        bytes: bytes === undefined ? undefined : formOf(bytes),
        id: origin?.id ?? crypto.randomUUID(),
      };
      const kept: Members = {
        sealed: await closeBytes(records, utf8(JSON.stringify(content)), store),
      };
      if (bytes !== undefined) kept.bytes = origin?.kept ?? (await closeContent(content.id, bytes));
      const { named, counted } = shown[store];
      for (const key of named)
        if (members[key] !== undefined) kept[key] = await name(String(members[key]));
      for (const key of counted) if (members[key] !== undefined) kept[key] = members[key];
      return kept as T;
    },

    async open<T extends object>(store: Sealable, kept: T): Promise<T> {
      const { sealed, bytes, batch } = kept as Members & {
        sealed: Uint8Array<ArrayBuffer>;
        bytes?: Bytes;
      };
      const text = new TextDecoder().decode(await openBytes(records, sealed, store));
      const content = JSON.parse(text) as Content;
      return {
        ...content.record,
        ...(bytes !== undefined && { bytes: await openContent(content, bytes) }),
        // Where a batch has its place is known only once it is kept.
        ...(batch !== undefined && { batch }),
      } as T;
    },
  };
}
