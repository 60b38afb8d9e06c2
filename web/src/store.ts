import { type DBSchema, type IDBPTransaction, openDB } from 'idb';
import type { Command, DocumentKind } from 'leadloom';

/** A document as it was loaded. */
export interface StoredDocument {
  /** `setup`: the newest set-up. `base`: the one that the journal starts from. Else the file name. */
  key: string;
  name: string;
  kind: DocumentKind;
  bytes: Uint8Array<ArrayBuffer> | string;
  /** Part of the sample that ships with the page. */
  sample: boolean;
}

/** What the journal holds, in order: commands, and set-up files that were opened between them. */
export type Entry = Command | { type: 'opened_setup'; document: StoredDocument };

interface Shape extends DBSchema {
  documents: { key: string; value: StoredDocument };
  journal: { key: number; value: Entry };
}

/** Where storage is closed to pages, opening throws: a promise hands that to whoever asks. */
async function open() {
  return openDB<Shape>('leadloom', 1, {
    upgrade(db) {
      db.createObjectStore('documents', { keyPath: 'key' });
      db.createObjectStore('journal', { autoIncrement: true });
    },
  });
}

const database = open();
database.catch(() => {});

const both: ['documents', 'journal'] = ['documents', 'journal'];
const durable = { durability: 'strict' } as const;

export interface Stored {
  documents: StoredDocument[];
  journal: Entry[];
  /** Key of the newest entry of the journal; 0 when there is none. */
  last: number;
}

export async function stored(): Promise<Stored> {
  const tx = (await database).transaction(both);
  const journal = tx.objectStore('journal');
  const [documents, entries, keys] = await Promise.all([
    tx.objectStore('documents').getAll(),
    journal.getAll(),
    journal.getAllKeys(),
    tx.done,
  ]);
  return { documents, journal: entries, last: keys.at(-1) ?? 0 };
}

export async function lastEntry(): Promise<number> {
  const cursor = await (await database).transaction('journal').store.openKeyCursor(null, 'prev');
  return cursor?.key ?? 0;
}

type Writing = IDBPTransaction<Shape, ['documents', 'journal'], 'readwrite'>;

/** Leads were accepted under the set-up of their time: the journal replays only from the first. */
async function keepBase(tx: Writing) {
  const documents = tx.objectStore('documents');
  const [base, first] = await Promise.all([documents.get('base'), documents.get('setup')]);
  if (!base && first) await documents.put({ ...first, key: 'base' });
}

/** One command is one transaction: its log entry and, if it changed the set-up, the new set-up. */
export async function record(command: Command, setup?: StoredDocument): Promise<number> {
  const tx: Writing = (await database).transaction(both, 'readwrite', durable);
  if (setup) await keepBase(tx);
  const [key] = await Promise.all([
    tx.objectStore('journal').add(command),
    setup && tx.objectStore('documents').put(setup),
    tx.done,
  ]);
  return key;
}

export async function add(documents: readonly StoredDocument[]): Promise<void> {
  const tx: Writing = (await database).transaction(both, 'readwrite', durable);
  for (const document of documents) {
    if (document.key === 'setup') {
      await keepBase(tx);
      await tx.objectStore('journal').add({ type: 'opened_setup', document });
    }
    await tx.objectStore('documents').put(document);
  }
  await tx.done;
}

/** Another workspace: what was there before, and the log of it, goes. */
export async function replace(
  documents: readonly StoredDocument[],
  log: readonly Entry[] = [],
): Promise<void> {
  const tx = (await database).transaction(both, 'readwrite', durable);
  await Promise.all([
    tx.objectStore('journal').clear(),
    tx.objectStore('documents').clear(),
    ...documents.map((document) => tx.objectStore('documents').put(document)),
    ...log.map((entry) => tx.objectStore('journal').add(entry)),
    tx.done,
  ]);
}
