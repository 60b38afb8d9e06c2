import { batch, effect } from '@preact/signals';
import type { Finding, Loaded } from 'leadloom';
import type { FileInput } from 'leadloom/client';
import {
  inOrder,
  isFile,
  isOfCustomers,
  light,
  setupOf,
  type Tenant,
  tenantOf,
  textOf,
} from './documents';
import { turns } from './lock';
import { sampleCustomers, sampleForDesk } from './sample';
import {
  alertsRevision,
  allow,
  complete,
  core,
  documentsRevision,
  fail,
  feeds,
  losses,
  noAnswer,
  notSaved,
  ready,
  refusal,
  revision,
  workspace,
} from './state';
import * as store from './store';
import { timeZone } from './time';

/** How core and storage come together: what is stored is read, and what other tabs store as well. */

let queue: Promise<unknown> = Promise.resolve();

/** One writer at a time, across tabs. Plain-http hosts have no locks; there each tab is alone. */
export function alone<T>(work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request('leadloom', work);
  const turn = queue.then(work);
  queue = turn.catch(() => {});
  return turn;
}

export const tabs = new BroadcastChannel('leadloom');
const follow = () => {
  // Who waits for a passphrase does not hold up the others.
  store
    .unlocked()
    .then(() => alone(catchUp))
    .catch(noAnswer);
};
tabs.onmessage = () => {
  turns.value++;
  follow();
};
// A tab that was frozen has heard nothing meanwhile.
document.addEventListener('visibilitychange', () => {
  if (ready.peek() && document.visibilityState === 'visible') follow();
});

/** How much of what is stored the core has; nothing when it has lost its state. */
let applied: store.Position | undefined;

effect(() => {
  if (losses.value > 0) applied = undefined;
});

const isOnLead = (entry: store.Entry) => 'lead' in entry;

/** The set-up as it is kept, to be saved as a file. */
export async function setupFile(): Promise<{ name: string; text: string }> {
  const setup = setupOf((await store.stored()).documents);
  return setup ? { name: setup.name, text: await textOf(setup) } : emptySetup();
}

/** A set-up that says no more than whose it is. The core writes it. */
export async function emptySetup(tenant?: Tenant): Promise<{ name: string; text: string }> {
  const { empty } = await import('./office');
  const { name, text } = await empty();
  if (!tenant) return { name, text };
  return { name, text: JSON.stringify({ ...(JSON.parse(text) as object), tenant }, null, 2) };
}

/** Tells every answer to ask again. */
export function changed(
  { documents, feeds: now }: Pick<store.Stored, 'documents' | 'feeds'>,
  isComplete = true,
) {
  const tenant = tenantOf(documents);
  batch(() => {
    feeds.value = now;
    timeZone.value = tenant.timeZone;
    workspace.value = {
      name: tenant.name ?? '',
      sample: documents.every((document) => document.sample),
      documents: documents.filter(isFile).length,
    };
    complete.value = isComplete;
    ready.value = true;
    documentsRevision.value++;
    revision.value++;
  });
}

/** Tells every answer that there is more: `came` since the last change. */
export function grown({ documents, journal, feeds: now }: Omit<store.Stored, 'position'>) {
  const setup = setupOf(documents);
  batch(() => {
    feeds.value = now;
    if (documents.length + journal.length === 0) return;
    const { name, sample, documents: files } = workspace.value;
    const tenant = setup && tenantOf(documents);
    if (tenant) timeZone.value = tenant.timeZone;
    const others = documents.filter((one) => one !== setup && isFile(one));
    workspace.value = {
      name: (tenant ? tenant.name : name) ?? '',
      sample: sample && documents.every((document) => document.sample),
      documents: files + others.length,
    };
    if (documents.some(({ kind }) => kind !== 'feed')) documentsRevision.value++;
    else if (documents.length > 0) alertsRevision.value++;
    revision.value++;
  });
}

type Bytes = Blob | Uint8Array<ArrayBuffer>;

const headOf = (bytes: Bytes) => textOf({ bytes: bytes.slice(0, 65_536) });

/** Documents begin with a bracket; a table has a separator in its first line. */
const isTable = (head: string) => /^[^[{\r\n][^\r\n]*[,;\t]/.test(head.trimStart());

/**
 * The same alerts as lines, where the bytes are a table of them: the desk reads none, the office does.
 * All else stays as it is.
 */
export async function asLines(file: { name: string; bytes: Bytes }): Promise<Bytes> {
  if (!isTable(await headOf(file.bytes))) return file.bytes;
  const { lines } = await import('./office');
  const text = await textOf(file);
  const made = await lines({ name: file.name, text }).catch(() => undefined);
  return made === undefined ? file.bytes : light(new TextEncoder().encode(made));
}

/** In pieces, so that no task of the page is long. */
async function linesIn(bytes: Bytes): Promise<number> {
  const piece = 1 << 20;
  const feed = 10;
  const blob = new Blob([bytes]);
  let count = 0;
  let last = feed;
  for (let at = 0; at < blob.size; at += piece) {
    const some = new Uint8Array(await blob.slice(at, at + piece).arrayBuffer());
    for (const byte of some) if (byte === feed) count++;
    last = some.at(-1) ?? last;
  }
  return last === feed ? count : count + 1;
}

/** What became of a file; its records, where somebody has counted them. */
export type Taken = Omit<Loaded, 'records'> & { records?: number | undefined };

/**
 * Customers in a table or a large file, which the desk cannot read: whoever reads it says what is wrong
 * with it.
 */
export async function asCustomers(bytes: Bytes): Promise<Taken | undefined> {
  const head = await headOf(bytes);
  if (!(bytes instanceof Blob || isTable(head))) return undefined;
  const { recognise } = await import('./customers');
  const file = await recognise(head).catch(() => undefined);
  if (!file) return undefined;
  const { kind, form } = file;
  const counts = { errors: 0, warnings: 0, notes: 0, unlisted: 0 };
  const taken: Taken = { ok: true, kind, findings: [], counts };
  if (form === 'whole') return taken;
  return { ...taken, records: (await linesIn(bytes)) - (form === 'table' ? 1 : 0) };
}

export async function load({ name, bytes, kind }: FileInput): Promise<Loaded> {
  return core.load({ name, bytes, kind: kind ?? 'auto' });
}

/**
 * Has the core read what was stored, in its order, and says what it refuses. The customers are read by
 * a worker of their own.
 */
async function read({ documents, journal }: store.Stored) {
  const wanted: FileInput[] = documents
    .filter((document) => !isOfCustomers(document))
    .sort(inOrder);
  const log = journal.filter(isOnLead).map((entry) => JSON.stringify(entry));
  if (log.length > 0) wanted.push({ name: 'desk log', bytes: log.join('\n'), kind: 'desk-log' });
  // All at once: the core reads one after the other, and nothing goes back and forth between them.
  const read = await Promise.all(wanted.map(load));
  const refused = read.flatMap(({ ok, findings }) => (ok ? [] : findings));
  if (refused.length > 0) {
    refusal.value = { title: 'Some of what was stored could not be read again', findings: refused };
  }
}

/** Brings the core to what is stored: the documents, then what was done on leads. */
export async function restore(): Promise<void> {
  const kept = await store.stored();
  const closed = store.closed();
  if (closed) fail('This browser does not let the page keep anything', allow)(closed);
  if (kept.documents.length === 0) return loadSample();
  await core.reset();
  await read(kept);
  applied = kept.position;
  changed(kept);
}

/** Brings the core to what other tabs have stored meanwhile: to what is new, where it has the rest. */
export async function catchUp(): Promise<void> {
  const came = applied && (await store.since(applied));
  if (!came || came.journal.some(({ type }) => type === 'opened')) return restore();
  await read(came);
  applied = came.position;
  grown(came);
}

/** After a write: the core has what was written. */
export function kept(position: store.Position) {
  applied = position;
}

export async function loadSample(): Promise<void> {
  const fresh = !ready.value;
  // An open workspace goes only when all files are here.
  const customers = fresh ? [] : await sampleCustomers();
  const files = await sampleForDesk();
  await core.reset();
  const loaded = await Promise.all(files.map(load));
  const documents: store.StoredDocument[] = [];
  const refused: Finding[] = [];
  for (const [index, { name, bytes }] of files.entries()) {
    const { ok, kind, findings } = loaded[index] as Loaded;
    const key = kind === 'setup' ? 'setup' : name;
    if (ok && kind !== 'unknown') documents.push({ key, name, kind, bytes, sample: true });
    else refused.push(...findings);
  }
  documents.push(...customers);
  if (refused.length > 0) refusal.value = { title: 'The sample was refused', findings: refused };
  const written = store.replace(documents).then(kept, notSaved);
  if (fresh) {
    // Whoever reads what is stored from here on waits for what is being written.
    changed({ documents, feeds: [] }, false);
    await written;
    // Leads are there before the customers, and nothing holds them up.
    await new Promise((shown) => setTimeout(shown, 300));
    const late = await sampleCustomers();
    documents.push(...late);
    await store.add(late).then(kept, notSaved);
    tabs.postMessage('changed');
  }
  await written;
  changed({ documents, feeds: [] });
}
