import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Command, DocumentKind } from 'leadloom';

/** A document as it was loaded. */
export interface StoredDocument {
  /** `setup`: the newest set-up. Else the file name. */
  key: string;
  name: string;
  kind: DocumentKind;
  bytes: Uint8Array<ArrayBuffer> | string;
  /** Part of the sample that ships with the page. */
  sample: boolean;
}

/** What the journal holds, in order: commands, and that files were opened between them. */
export type Entry = Command | { type: 'opened' };

interface Shape extends DBSchema {
  documents: { key: string; value: StoredDocument };
  journal: { key: number; value: Entry };
}

export interface Stored {
  documents: StoredDocument[];
  journal: Entry[];
  /** Key of the newest entry of the journal; 0 when there is none. */
  last: number;
}

/** Where storage is closed to pages: what this one keeps as long as it is open. */
let memory: Stored = { documents: [], journal: [], last: 0 };

let reason: unknown;

/** Why nothing is kept beyond this page; nothing where it is. Known once something was asked. */
export const closed = () => reason;

/** Where storage is closed, opening throws or rejects. */
async function open(): Promise<IDBPDatabase<Shape> | undefined> {
  try {
    return await openDB<Shape>('leadloom', 1, {
      upgrade(db) {
        db.createObjectStore('documents', { keyPath: 'key' });
        db.createObjectStore('journal', { autoIncrement: true });
      },
    });
  } catch (cause) {
    reason = cause;
    return undefined;
  }
}

const database = open();

const both: ['documents', 'journal'] = ['documents', 'journal'];
const durable = { durability: 'strict' } as const;

export async function stored(): Promise<Stored> {
  const db = await database;
  if (!db) return { ...memory };
  const tx = db.transaction(both);
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
  const db = await database;
  if (!db) return memory.last;
  const cursor = await db.transaction('journal').store.openKeyCursor(null, 'prev');
  return cursor?.key ?? 0;
}

/** One transaction: an entry of the journal and the documents that belong to it. */
async function write(entry: Entry, documents: readonly StoredDocument[]): Promise<number> {
  const db = await database;
  if (!db) {
    const others = memory.documents.filter(({ key }) => !documents.some((one) => one.key === key));
    memory = {
      documents: [...others, ...documents],
      journal: [...memory.journal, entry],
      last: memory.last + 1,
    };
    return memory.last;
  }
  const tx = db.transaction(both, 'readwrite', durable);
  const [key] = await Promise.all([
    tx.objectStore('journal').add(entry),
    ...documents.map((document) => tx.objectStore('documents').put(document)),
    tx.done,
  ]);
  return key as number;
}

/** One command is one transaction: its log entry and, if it changed the set-up, the new set-up. */
export const record = (command: Command, setup?: StoredDocument) =>
  write(command, setup ? [setup] : []);

export const add = (documents: readonly StoredDocument[]) => write({ type: 'opened' }, documents);

/** Another workspace: what was there before, and the log of it, goes. */
export async function replace(
  documents: readonly StoredDocument[],
  log: readonly Entry[] = [],
): Promise<void> {
  const db = await database;
  if (!db) {
    memory = { documents: [...documents], journal: [...log], last: memory.last + 1 };
    return;
  }
  const tx = db.transaction(both, 'readwrite', durable);
  await Promise.all([
    tx.objectStore('journal').clear(),
    tx.objectStore('documents').clear(),
    ...documents.map((document) => tx.objectStore('documents').put(document)),
    ...log.map((entry) => tx.objectStore('journal').add(entry)),
    tx.done,
  ]);
}
