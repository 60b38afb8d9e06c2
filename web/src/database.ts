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
  records?: number;
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
  /** Feeds among them are appended as batches; others take the place of those with their key. */
  documents?: readonly StoredDocument[];
  journal?: readonly Entry[];
  /** Each with the turn that follows the one that was read. */
  feeds?: readonly LiveFeed[];
}

/** Another tab has read on in the same feed: nothing is written. */
export class Overtaken extends Error {}

interface Shape extends DBSchema {
  documents: { key: string; value: StoredDocument };
  /** Alerts as they came, a record each, appended and never written again. */
  batches: { key: number; value: StoredDocument; indexes: { hash: string } };
  journal: { key: number; value: Entry };
  feeds: { key: string; value: LiveFeed };
  /** `opening`, of the position. */
  marks: { key: string; value: number };
}

export type Database = IDBPDatabase<Shape>;

const stores = ['documents', 'batches', 'journal', 'feeds', 'marks'] as const;
type Stores = [...typeof stores];
type Changing = IDBPTransaction<Shape, Stores, 'readwrite'>;
type Reading = IDBPTransaction<Shape, Stores, 'readonly'>;

/** Opens the database; `other` when another tab, with an older or a newer page, is in the way. */
export function open(other: (age: 'older' | 'newer') => void): Promise<Database> {
  return openDB<Shape>('leadloom', 2, {
    async upgrade(db, from, _, tx) {
      if (from === 0) {
        db.createObjectStore('documents', { keyPath: 'key' });
        db.createObjectStore('journal', { autoIncrement: true });
      }
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

/** All that is stored. */
export async function readAll(db: Database): Promise<Read> {
  const tx = db.transaction(stores) as unknown as Reading;
  const [documents, batches, journal, feeds, position] = await Promise.all([
    tx.objectStore('documents').getAll(),
    batchesAfter(tx, 0),
    tx.objectStore('journal').getAll(),
    tx.objectStore('feeds').getAll(),
    positionIn(tx),
    tx.done,
  ]);
  return { documents: [...documents, ...batches], journal, feeds, position };
}

/** What was stored after a position; nothing where another workspace was opened since. */
export async function readSince(db: Database, after: Position): Promise<Read | undefined> {
  const tx = db.transaction(stores) as unknown as Reading;
  const [batches, journal, feeds, position] = await Promise.all([
    batchesAfter(tx, after.batch),
    tx.objectStore('journal').getAll(IDBKeyRange.lowerBound(after.entry, true)),
    tx.objectStore('feeds').getAll(),
    positionIn(tx),
  ]);
  if (position.opening !== after.opening) return undefined;
  const setup = journal.some((entry) => !('lead' in entry))
    ? await tx.objectStore('documents').get('setup')
    : undefined;
  return { documents: setup ? [setup, ...batches] : batches, journal, feeds, position };
}

/** How much is stored. */
export async function headOf(db: Database): Promise<Position> {
  return positionIn(db.transaction(stores) as unknown as Reading);
}

/** Whether such a batch is stored, and how many alerts it has. */
export async function batchWith(db: Database, hash: string): Promise<StoredDocument | undefined> {
  return db.getFromIndex('batches', 'hash', hash);
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

async function append(tx: Changing, document: StoredDocument): Promise<void> {
  const { batch, ...came } = document;
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

/** Writes all of it in one transaction, or nothing. */
export async function put(db: Database, write: Write): Promise<void> {
  const { replace = false, documents = [], journal = [], feeds = [] } = write;
  const tx = db.transaction(stores, 'readwrite', {
    durability: 'strict',
  }) as unknown as Changing;
  const done = tx.done;
  // What fails first is what is told.
  done.catch(() => {});
  try {
    if (replace) await begin(tx, documents);
    for (const feed of feeds) await advance(tx, feed);
    for (const document of documents) {
      if (document.kind === 'feed') await append(tx, document);
      else await tx.objectStore('documents').put(document);
    }
    for (const entry of journal) await tx.objectStore('journal').add(entry);
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
