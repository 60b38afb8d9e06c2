import { signal } from '@preact/signals';
import type { Command } from 'leadloom';
import {
  batchWith,
  type Database,
  type Entry,
  headOf,
  type LiveFeed,
  lockOf,
  Overtaken,
  open,
  type Position,
  plain,
  put,
  type Read,
  Relocked,
  readAll,
  readSince,
  type Seal,
  type StoredDocument,
  type Write,
} from './database';
import { lock, locked, turns } from './lock';

export { type Entry, type LiveFeed, Overtaken, type Position, type StoredDocument };
export type Stored = Read;

let reason: unknown;

/** Why nothing is kept beyond this page; nothing where it is. Known once something was asked. */
export const closed = () => reason;

/** Another tab has an older page and holds the storage, or a newer one and has taken it. */
export const inTheWay = signal<'older' | 'newer' | undefined>(undefined);

/** Where storage is closed, opening throws or rejects. */
async function opened(): Promise<Database | undefined> {
  try {
    const db = await open((age) => {
      inTheWay.value = age;
    });
    inTheWay.value = undefined;
    return db;
  } catch (cause) {
    reason = cause;
    return undefined;
  }
}

const database = opened();

/** What seals what is kept; without a passphrase nothing does. */
let seal = plain;

/** So long another window has to hand over its key before somebody is asked for the passphrase. */
const patience = 300;

/** Waits until there is another turn. */
async function turnAfter(turn: number): Promise<void> {
  const timer = setTimeout(() => {
    locked.value = true;
  }, patience);
  await new Promise<void>((resolve) => {
    const stop = turns.subscribe((now) => {
      if (now === turn) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
  clearTimeout(timer);
}

/** Waits until this window can read what is kept: it has the key, or everything was erased. */
export async function unlocked(): Promise<void> {
  const db = await database;
  for (;;) {
    const turn = turns.peek();
    lock.value = db && (await lockOf(db));
    const { value: there } = lock;
    const found = there ? (await import('./lock/keys')).sealOf(there) : plain;
    if (found) {
      seal = found;
      locked.value = false;
      return;
    }
    await turnAfter(turn);
  }
}

/** Does it with the seal that the storage has, which another window may have changed. */
async function sealed<T>(work: (seal: Seal) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work(seal);
    } catch (cause) {
      if (!(cause instanceof Relocked)) throw cause;
      await unlocked();
    }
  }
}

/** What this browser would not keep: it is in this window alone, in order, until it can be written. */
let pending: Write[] = [];

/** How many changes are in this window alone, and why. */
export const unsaved = signal<{ count: number; why: string } | undefined>(undefined);

/** A refused write is not tried again with every command: it may be long. */
const pause = 10_000;
let refusedAt = Number.NEGATIVE_INFINITY;

const nowhere: Position = { opening: 0, entry: 0, batch: 0 };
/** A workspace in which nothing is yet. */
export const nothing: Read = { documents: [], journal: [], feeds: [], position: nowhere };

function overlaid(read: Read, write: Write): Read {
  const { documents = [], journal = [], feeds = [] } = write;
  const before = write.replace ? nothing : read;
  const stays = ({ key, kind }: StoredDocument) =>
    kind === 'feed' || !documents.some((one) => one.key === key && one.kind !== 'feed');
  return {
    documents: [...before.documents.filter(stays), ...documents],
    journal: [...before.journal, ...journal],
    feeds: feedsWith(before.feeds, feeds),
    position: read.position,
  };
}

const feedsWith = (before: readonly LiveFeed[], feeds: readonly LiveFeed[]) => [
  ...before.filter((one) => !feeds.some(({ integration }) => integration === one.integration)),
  ...feeds,
];

/** Does something with the database itself. */
export async function within(work: (db: Database, seal: Seal) => Promise<void>): Promise<void> {
  const db = await database;
  if (!db) throw reason;
  await sealed((by) => work(db, by));
}

/** All of the workspace, also what is in this window alone. */
export async function stored(): Promise<Stored> {
  const db = await database;
  return pending.reduce(overlaid, db ? await sealed((by) => readAll(db, by)) : nothing);
}

/** What any tab has stored after a position; nothing where another workspace was opened since. */
export async function since(position: Position): Promise<Stored | undefined> {
  const db = await database;
  const read = db ? await sealed((by) => readSince(db, by, position)) : nothing;
  return (
    read && {
      ...read,
      feeds: pending.reduce((feeds, write) => feedsWith(feeds, write.feeds ?? []), read.feeds),
    }
  );
}

/** The batch that has these bytes already, if one has. */
export async function known(hash: string | undefined): Promise<StoredDocument | undefined> {
  if (hash === undefined) return undefined;
  for (const { documents = [] } of pending) {
    const found = documents.find((document) => document.hash === hash);
    if (found) return found;
  }
  const db = await database;
  return db && batchWith(db, seal, hash);
}

function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause ?? '');
  if (cause.name === 'QuotaExceededError') return 'The browser has no more room for this page.';
  return cause.message || cause.name;
}

/** The sample can be had again. */
const isOurs = ({ live, sample }: StoredDocument) => live !== undefined || !sample;

function tell(cause: unknown) {
  const count = pending.filter(
    ({ journal = [], documents = [] }) => journal.length > 0 || documents.some(isOurs),
  ).length;
  const why = wordsOf(cause);
  unsaved.value = count > 0 ? { count, why } : undefined;
}

const hasBlobs = ({ documents = [] }: Write) =>
  documents.some(({ bytes }) => bytes instanceof Blob);

/** The same with bytes in place of blobs. */
async function withoutBlobs(write: Write): Promise<Write> {
  const documents = (write.documents ?? []).map(async (document) => {
    const { bytes } = document;
    if (!(bytes instanceof Blob)) return document;
    return { ...document, bytes: new Uint8Array(await bytes.arrayBuffer()) };
  });
  return { ...write, documents: await Promise.all(documents) };
}

async function written(db: Database, write: Write): Promise<void> {
  try {
    await sealed((by) => put(db, by, write));
  } catch (cause) {
    // Private windows of WebKit keep no blobs: “Error preparing Blob/File data”.
    const full = cause instanceof DOMException && cause.name === 'QuotaExceededError';
    if (full || !(cause instanceof DOMException) || !hasBlobs(write)) throw cause;
    const light = await withoutBlobs(write);
    await sealed((by) => put(db, by, light));
  }
}

/** Writes what waits, each in its own transaction, until one is refused. */
async function flush(db: Database): Promise<void> {
  try {
    for (let write = pending[0]; write; write = pending[0]) {
      await written(db, write);
      pending.shift();
    }
    unsaved.value = undefined;
  } catch (cause) {
    // Another tab was ahead: that is no fault of the storage, and has come to this one by then.
    if (cause instanceof Overtaken) {
      pending.shift();
      if (pending.length === 0) throw cause;
      return flush(db);
    }
    refusedAt = performance.now();
    tell(cause);
  }
}

/**
 * One transaction. What the browser refuses to keep stays in this window and is written with the next
 * write that it takes; `unsaved` says so. Answers how much is stored then.
 */
async function commit(write: Write): Promise<Position> {
  if (write.replace) pending = [];
  pending.push(write);
  const db = await database;
  if (!db) {
    tell(reason);
    return nowhere;
  }
  const waits = pending.length > 1 && performance.now() - refusedAt < pause;
  if (waits) tell(unsaved.value?.why);
  else await flush(db);
  return headOf(db);
}

/** Tries once more to write what is in this window alone. */
export async function tryAgain(): Promise<Position> {
  const db = await database;
  if (!db) return nowhere;
  await flush(db);
  return headOf(db);
}

/** Everything goes, and the passphrase with it. */
export async function erase(): Promise<void> {
  seal = plain;
  await commit({ replace: true, erase: true });
  turns.value++;
  await unlocked();
}

/** One command is one transaction: its log entry and, if it changed the set-up, the new set-up. */
export const record = (command: Command, setup?: StoredDocument) =>
  commit({ journal: [command], documents: setup ? [setup] : [] });

/** Files that were opened. Alerts alone change nothing that was read before. */
export const add = (documents: readonly StoredDocument[]) =>
  commit({
    documents,
    journal: documents.every(({ kind }) => kind === 'feed') ? [] : [{ type: 'opened' }],
  });

/** What a live feed brought and how far it has been read with that: both or neither. */
export const advance = (feed: LiveFeed, came?: StoredDocument) =>
  commit({ feeds: [feed], documents: came ? [came] : [] });

/** Another workspace: what was there before, and the log of it, goes. */
export const replace = (
  documents: readonly StoredDocument[],
  journal: readonly Entry[] = [],
  feeds: readonly LiveFeed[] = [],
) => commit({ replace: true, documents, journal, feeds });
