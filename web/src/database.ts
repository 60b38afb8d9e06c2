import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { Command, DocumentKind } from 'leadloom';

/** A document as it was loaded. */
export interface StoredDocument {
  /** `setup`: the newest set-up. Else the file name. */
  key: string;
  name: string;
  kind: DocumentKind;
  /** Large ones are a blob, which workers read: storages take no long values, and a page waits for none. */
  bytes: Blob | Uint8Array<ArrayBuffer> | string;
  /** Part of the sample that ships with the page. */
  sample: boolean;
  /** Of files: by it the same one is known again. */
  hash?: string | undefined;
  /** Of a feed: how many alerts it has. */
  records?: number | undefined;
  /** The integration whose live feed brought it. */
  live?: string;
  /** Of a feed that is stored: its place among all batches. */
  batch?: number;
}

/** What the journal holds, in order: commands, and that files were opened between them. */
export type Entry = Command | { type: 'opened' };

/** A live feed, and how far it has been read. */
export interface LiveFeed {
  integration: string;
  /** Where it begins, as somebody entered it or the host named it. */
  address: string;
  on: boolean;
  /** What to ask next, where that is not `address`, and the tag of the last answer to it. */
  next?: string | undefined;
  etag?: string | undefined;
  /** Counts its changes: who has read an older one does not write. */
  turn: number;
}

/** How much was stored by some moment: what came later is new. */
export interface Position {
  /** Which workspace: counts how often another one took the place of all. */
  opening: number;
  /** Keys of the newest entry and batch; 0 where there is none. */
  entry: number;
  batch: number;
}

/** What is written in one transaction. */
export interface Write {
  /** Another workspace: what was there before goes. Batches that stay are not written again. */
  replace?: boolean;
  /** The lock goes as well, whoever has its key. */
  erase?: boolean;
  /** Feeds among them are appended as batches; others take the place of those with their key. */
  documents?: readonly StoredDocument[];
  journal?: readonly Entry[];
  /** Each with the turn that follows the one that was read. */
  feeds?: readonly LiveFeed[];
}

/** Another tab has read on in the same feed: nothing is written. */
export class Overtaken extends Error {}

/** A passphrase that was set: the key that seals what is kept, itself sealed by the passphrase. */
export interface Lock {
  /** Names the key. Another passphrase has the same. */
  id: string;
  /** Of PBKDF2 with HMAC-SHA-256. */
  iterations: number;
  salt: Uint8Array<ArrayBuffer>;
  key: Uint8Array<ArrayBuffer>;
  /** It locks by itself after so many minutes without a key or a click; 0: never. */
  minutes: number;
}

/** Stores whose records can be sealed. */
export type Sealable = 'documents' | 'batches' | 'journal' | 'feeds';

/** Turns a record into what is kept of it, and back. Without a passphrase that is the record itself. */
export interface Seal {
  /** Of the lock whose key it has; empty without one. */
  readonly id: string;
  /** A sealed record has only those members that the database itself looks at. */
  close<T extends object>(store: Sealable, record: T): Promise<T>;
  open<T extends object>(store: Sealable, kept: T): Promise<T>;
  /** The key under which a record is kept. */
  name(key: string): Promise<string>;
}

export const plain: Seal = {
  id: '',
  close: async (_, record) => record,
  open: async (_, kept) => kept,
  name: async (key) => key,
};

/** The storage has another lock by now: nothing is read or written. */
export class Relocked extends Error {}

interface Shape extends DBSchema {
  documents: { key: string; value: StoredDocument };
  /** Alerts as they came, a record each, appended and never written again. */
  batches: { key: number; value: StoredDocument; indexes: { hash: string } };
  journal: { key: number; value: Entry };
  feeds: { key: string; value: LiveFeed };
  /** `opening`, of the position. */
  marks: { key: string; value: number };
  /** The lock, under `lock`; nothing without a passphrase. */
  lock: { key: string; value: Lock };
}

export type Database = IDBPDatabase<Shape>;

const stores = ['documents', 'batches', 'journal', 'feeds', 'marks', 'lock'] as const;
type Stores = [...typeof stores];
type Changing = IDBPTransaction<Shape, Stores, 'readwrite'>;
type Reading = IDBPTransaction<Shape, Stores, 'readonly'>;

/** Opens the database; `other` when another tab, with an older or a newer page, is in the way. */
export function open(other: (age: 'older' | 'newer') => void): Promise<Database> {
  return openDB<Shape>('leadloom', 3, {
    async upgrade(db, from, _, tx) {
      if (from < 1) {
        db.createObjectStore('documents', { keyPath: 'key' });
        db.createObjectStore('journal', { autoIncrement: true });
      }
      db.createObjectStore('lock');
      if (from > 1) return;
      const batches = db.createObjectStore('batches', { autoIncrement: true });
      batches.createIndex('hash', 'hash');
      db.createObjectStore('feeds', { keyPath: 'integration' });
      db.createObjectStore('marks');
      // Version 1 kept feeds among the documents.
      const documents = tx.objectStore('documents');
      for (const document of await documents.getAll()) {
        if (document.kind !== 'feed') continue;
        batches.add(document);
        documents.delete(document.key);
      }
    },
    blocked: () => other('older'),
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
      other('newer');
    },
  });
}

const newest = async (store: { openKeyCursor(query: null, way: 'prev'): Promise<unknown> }) =>
  ((await store.openKeyCursor(null, 'prev')) as { key: number } | null)?.key ?? 0;

async function positionIn(tx: Reading | Changing): Promise<Position> {
  const [opening = 0, entry, batch] = await Promise.all([
    tx.objectStore('marks').get('opening'),
    newest(tx.objectStore('journal')),
    newest(tx.objectStore('batches')),
  ]);
  return { opening, entry, batch };
}

export interface Read {
  documents: StoredDocument[];
  journal: Entry[];
  feeds: LiveFeed[];
  position: Position;
}

/** The batches after a place, in order, each with its own. */
async function batchesAfter(tx: Reading, after: number): Promise<StoredDocument[]> {
  const range = IDBKeyRange.lowerBound(after, true);
  const store = tx.objectStore('batches');
  const [values, keys] = await Promise.all([store.getAll(range), store.getAllKeys(range)]);
  return values.map((value, index) => ({ ...value, batch: keys[index] as number }));
}

/** The lock that is there now. */
export const lockOf = (db: Database): Promise<Lock | undefined> => db.get('lock', 'lock');

export async function asLockedBy(tx: Reading | Changing, { id }: Seal): Promise<void> {
  const lock = await tx.objectStore('lock').get('lock');
  if ((lock?.id ?? '') !== id) throw new Relocked();
}

export const opened = <T extends object>(
  seal: Seal,
  store: Sealable,
  kept: readonly T[],
): Promise<T[]> => Promise.all(kept.map((one) => seal.open(store, one)));

/** All that is stored. */
export async function readAll(db: Database, seal: Seal): Promise<Read> {
  const tx = db.transaction(stores) as unknown as Reading;
  const [documents, batches, journal, feeds, position] = await Promise.all([
    tx.objectStore('documents').getAll(),
    batchesAfter(tx, 0),
    tx.objectStore('journal').getAll(),
    tx.objectStore('feeds').getAll(),
    positionIn(tx),
    asLockedBy(tx, seal),
    tx.done,
  ]);
  return {
    documents: [
      ...(await opened(seal, 'documents', documents)),
      ...(await opened(seal, 'batches', batches)),
    ],
    journal: await opened(seal, 'journal', journal),
    feeds: await opened(seal, 'feeds', feeds),
    position,
  };
}

/** What was stored after a position; nothing where another workspace was opened since. */
export async function readSince(
  db: Database,
  seal: Seal,
  after: Position,
): Promise<Read | undefined> {
  const setupKey = await seal.name('setup');
  const tx = db.transaction(stores) as unknown as Reading;
  const [batches, entries, feeds, position] = await Promise.all([
    batchesAfter(tx, after.batch),
    tx.objectStore('journal').getAll(IDBKeyRange.lowerBound(after.entry, true)),
    tx.objectStore('feeds').getAll(),
    positionIn(tx),
    asLockedBy(tx, seal),
  ]);
  if (position.opening !== after.opening) return undefined;
  const setup = entries.length > 0 ? await tx.objectStore('documents').get(setupKey) : undefined;
  const documents = await opened(seal, 'batches', batches);
  const journal = await opened(seal, 'journal', entries);
  if (setup && journal.some((entry) => !('lead' in entry)))
    documents.unshift(await seal.open('documents', setup));
  return { documents, journal, feeds: await opened(seal, 'feeds', feeds), position };
}

/** How much is stored. */
export async function headOf(db: Database): Promise<Position> {
  return positionIn(db.transaction(stores) as unknown as Reading);
}

/** Whether such a batch is stored, and how many alerts it has. */
export async function batchWith(
  db: Database,
  seal: Seal,
  hash: string,
): Promise<StoredDocument | undefined> {
  const kept = await db.getFromIndex('batches', 'hash', await seal.name(hash));
  return kept && seal.open('batches', kept);
}

async function begin(tx: Changing, kept: readonly StoredDocument[]): Promise<void> {
  const marks = tx.objectStore('marks');
  const batches = tx.objectStore('batches');
  const stay = new Set(kept.map(({ batch }) => batch));
  const [opening = 0, keys] = await Promise.all([
    marks.get('opening'),
    batches.getAllKeys(),
    tx.objectStore('documents').clear(),
    tx.objectStore('journal').clear(),
    tx.objectStore('feeds').clear(),
  ]);
  await marks.put(opening + 1, 'opening');
  for (const key of keys) if (!stay.has(key)) await batches.delete(key);
}

async function append(tx: Changing, { batch, ...came }: StoredDocument): Promise<void> {
  const batches = tx.objectStore('batches');
  if (batch === undefined) await batches.add(came);
  // One that was there before and comes back takes its old place.
  else if ((await batches.getKey(batch)) === undefined) await batches.add(came, batch);
}

async function advance(tx: Changing, feed: LiveFeed): Promise<void> {
  const feeds = tx.objectStore('feeds');
  const before = await feeds.get(feed.integration);
  if (before && before.turn >= feed.turn) throw new Overtaken(feed.integration);
  await feeds.put(feed);
}

/** Does all of it in one transaction, or nothing. */
export async function atOnce(db: Database, work: (tx: Changing) => Promise<void>): Promise<void> {
  const tx = db.transaction(stores, 'readwrite', {
    durability: 'strict',
  }) as unknown as Changing;
  const done = tx.done;
  // What fails first is what is told.
  done.catch(() => {});
  try {
    await work(tx);
    await done;
  } catch (cause) {
    try {
      tx.abort();
    } catch {
      // It has ended by itself.
    }
    // A request that goes down with its transaction does not say why.
    throw tx.error ?? cause;
  }
}

export const closed = <T extends object>(seal: Seal, store: Sealable, records: readonly T[]) =>
  Promise.all(records.map((one) => seal.close(store, one)));

export async function put(db: Database, seal: Seal, write: Write): Promise<void> {
  const { replace = false, erase = false, documents = [] } = write;
  const isFeed = ({ kind }: StoredDocument) => kind === 'feed';
  // Nothing but the database may be waited for in a transaction.
  const batches = await closed(seal, 'batches', documents.filter(isFeed));
  const others = documents.filter((one) => !isFeed(one));
  const files = await closed(seal, 'documents', others);
  const journal = await closed(seal, 'journal', write.journal ?? []);
  const feeds = await closed(seal, 'feeds', write.feeds ?? []);
  await atOnce(db, async (tx) => {
    if (erase) await tx.objectStore('lock').clear();
    else await asLockedBy(tx, seal);
    if (replace) await begin(tx, batches);
    for (const feed of feeds) await advance(tx, feed);
    for (const batch of batches) await append(tx, batch);
    for (const file of files) await tx.objectStore('documents').put(file);
    for (const entry of journal) await tx.objectStore('journal').add(entry);
  });
}

/** Changes the lock, as long as it has the same key. */
export function relock(db: Database, seal: Seal, lock: Lock): Promise<void> {
  return atOnce(db, async (tx) => {
    await asLockedBy(tx, seal);
    await tx.objectStore('lock').put(lock, 'lock');
  });
}
