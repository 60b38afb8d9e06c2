import { batch, effect, type ReadonlySignal, signal } from '@preact/signals';
import type {
  Applied,
  Command,
  DeskCommand,
  DocumentInput,
  Finding,
  Loaded,
  SetupChange,
} from 'leadloom';
import { connect, RemoteError } from 'leadloom/client';
import {
  asSetup,
  hashOf,
  inOrder,
  isFile,
  isOfCustomers,
  setupOf,
  type Tenant,
  tenantOf,
  textOf,
} from './documents';
import { me, nameWanted, stranger } from './me';
import { startCore } from './policy';
import { firstFiles, laterFiles, sampleDocuments } from './sample';
import * as store from './store';
import { timeZone } from './time';

/**
 * The desk in its worker: it reads the set-up and works with leads. It decides; this page asks and
 * shows. What changes and shows the set-up is in `office.ts`, and comes with the settings.
 */
export const core = connect(startCore());

/** False until the stored or the sample workspace is in the core. */
export const ready = signal(false);
/** False while leads are already shown and their customers are still being read. */
export const customersRead = signal(false);
/** Counts up whenever the desk may answer differently. */
export const revision = signal(0);
/** Counts up whenever other documents are stored: whoever has read them reads them again. */
export const documentsRevision = signal(0);
/** Counts up whenever alerts came that are stored beside all that was there. */
export const alertsRevision = signal(0);
/** What went wrong outside the rules: the core, the storage, a file that did not arrive. */
export const failure = signal<{ title: string; text: string; next: string } | undefined>(undefined);
/** Findings of the last command or document that was refused. */
export const refusal = signal<Refusal | undefined>(undefined);
export interface Refusal {
  title: string;
  findings: Finding[];
  /** A command was refused, not a document. */
  command?: boolean;
}

/** Counts the workspaces that were opened in this page: what was done in one ends with it. */
export const openings = signal(0);

/** Whose files are open. */
export const workspace = signal({ name: '', sample: true, documents: 0 });

/** The live feeds of this workspace, and how far each has been read. */
export const feeds = signal<readonly store.LiveFeed[]>([]);

const reload =
  'Reload the page first. If that does not help, restore the sample and open your files again.';
const allow = 'Let this page store data, or use Save set-up before you close it.';

export function fail(title: string, next = reload) {
  return (cause: unknown) => {
    // After a stop the worker goes on with an empty core: nothing may be applied to that one.
    if (cause instanceof RemoteError && cause.rule === 'LL0901') applied = undefined;
    const text = cause instanceof Error ? cause.message : String(cause);
    failure.value = { title, text, next };
  };
}

effect(() => {
  const age = store.inTheWay.value;
  if (age === 'older')
    fail('Another tab still has an older Leadloom', 'Close it or reload it; this one waits.')('');
  if (age === 'newer')
    fail('Another tab has a newer Leadloom', 'Reload this page; nothing was lost.')('');
});

const noAnswer = fail('The core did not answer');
const notSaved = fail('Shown here, but not saved in this browser', allow);

/**
 * An answer of a core as a signal. It is asked for again whenever a signal that `ask` or `when` reads
 * changes; the newest question wins. `ask` answers `undefined` to keep what is there.
 */
export function answer<T>(
  ask: () => Promise<T> | undefined,
  when: () => unknown = () => revision.value,
): ReadonlySignal<T | undefined> {
  const latest = signal<T | undefined>(undefined);
  let turn = 0;
  effect(() => {
    when();
    if (!ready.value) return;
    const mine = ++turn;
    ask()?.then((value) => {
      if (mine === turn) latest.value = value;
    }, noAnswer);
  });
  return latest;
}

export const counts = answer(() => core.leads({ count: 1 }).then((window) => window.counts));

let queue: Promise<unknown> = Promise.resolve();

/** One writer at a time, across tabs. Plain-http hosts have no locks; there each tab is alone. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request('leadloom', work);
  const turn = queue.then(work);
  queue = turn.catch(() => {});
  return turn;
}

const tabs = new BroadcastChannel('leadloom');
const follow = () => {
  alone(catchUp).catch(noAnswer);
};
tabs.onmessage = follow;
// A tab that was frozen has heard nothing meanwhile.
document.addEventListener('visibilitychange', () => {
  if (ready.peek() && document.visibilityState === 'visible') follow();
});

/** How much of what is stored the core has; nothing when it has lost its state. */
let applied: store.Position | undefined;

const isOnLead = (entry: store.Entry) => 'lead' in entry;

/** The set-up as it is kept, to be saved as a file. */
export async function setupFile(): Promise<{ name: string; text: string }> {
  const setup = setupOf((await store.stored()).documents);
  return setup ? { name: setup.name, text: textOf(setup) } : emptySetup();
}

/** A set-up that says no more than whose it is. The core writes it. */
async function emptySetup(tenant?: Tenant): Promise<{ name: string; text: string }> {
  const { empty } = await import('./office');
  const { name, text } = await empty();
  if (!tenant) return { name, text };
  return { name, text: JSON.stringify({ ...(JSON.parse(text) as object), tenant }, null, 2) };
}

/** Tells every answer to ask again. */
function changed(
  { documents, feeds: now }: Pick<store.Stored, 'documents' | 'feeds'>,
  complete = true,
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
    customersRead.value = complete;
    ready.value = true;
    documentsRevision.value++;
    revision.value++;
  });
}

/** Tells every answer that there is more: `came` since the last change. */
function grown({ documents, journal, feeds: now }: Omit<store.Stored, 'position'>) {
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

async function load({ name, bytes, kind }: DocumentInput): Promise<Loaded> {
  return core.load({ name, bytes, kind: kind ?? 'auto' });
}

/** Has the core read what was stored, in its order, and says what it refuses. */
async function read({ documents, journal }: store.Stored, beforeCustomers = () => {}) {
  const refused: Finding[] = [];
  const take = async (document: DocumentInput) => {
    const loaded = await load(document);
    if (!loaded.ok) refused.push(...loaded.findings);
  };
  const inTurn = documents.toSorted(inOrder);
  for (const document of inTurn) if (!isOfCustomers(document)) await take(document);
  const log = journal.filter(isOnLead).map((entry) => JSON.stringify(entry));
  if (log.length > 0) await take({ name: 'desk log', bytes: log.join('\n'), kind: 'desk-log' });
  beforeCustomers();
  for (const document of inTurn) if (isOfCustomers(document)) await take(document);
  if (refused.length > 0) {
    refusal.value = { title: 'Some of what was stored could not be read again', findings: refused };
  }
}

/** Brings the core to what is stored: the documents, then what was done on leads. */
async function restore(): Promise<void> {
  const kept = await store.stored();
  const closed = store.closed();
  if (closed) fail('This browser does not let the page keep anything', allow)(closed);
  if (kept.documents.length === 0) return loadSample();
  await core.reset();
  await read(kept, () => {
    applied = kept.position;
    // On a page that shows nothing yet, the leads do not wait for the customers.
    if (!ready.value) changed(kept, false);
  });
  changed(kept);
}

/** Brings the core to what other tabs have stored meanwhile: to what is new, where it has the rest. */
async function catchUp(): Promise<void> {
  const came = applied && (await store.since(applied));
  if (!came || came.journal.some(({ type }) => type === 'opened')) return restore();
  await read(came);
  applied = came.position;
  grown(came);
}

/** After a write: the core has what was written. */
function kept(position: store.Position) {
  applied = position;
}

async function loadSample(): Promise<void> {
  const documents: store.StoredDocument[] = [];
  const refused: Finding[] = [];
  const take = async (files: Awaited<ReturnType<typeof sampleDocuments>>) => {
    for (const { name, bytes } of files) {
      const loaded = await load({ name, bytes });
      if (!loaded.ok || loaded.kind === 'unknown') {
        refused.push(...loaded.findings);
        continue;
      }
      const { kind } = loaded;
      documents.push({ key: kind === 'setup' ? 'setup' : name, name, kind, bytes, sample: true });
    }
  };
  // An open workspace goes only when all files are here.
  const first = await sampleDocuments(ready.value ? [...firstFiles, ...laterFiles] : firstFiles);
  await core.reset();
  await take(first);
  if (!ready.value) {
    changed({ documents, feeds: [] }, false);
    await take(await sampleDocuments(laterFiles));
  }
  if (refused.length > 0) refusal.value = { title: 'The sample was refused', findings: refused };
  await store.replace(documents).then(kept, notSaved);
  changed({ documents, feeds: [] });
}

export function start(): Promise<void> {
  // The core loads while the page looks up what is stored; if it cannot, `restore` says so.
  core.version().catch(() => {});
  return alone(restore).catch(fail('Leadloom could not start'));
}

/** Brings back the workspace that was open before. */
export type Undo = () => Promise<void>;

/** Opens another workspace and answers the way back, for nobody should lose one by a click. */
function swapWorkspace(title: string, open: (kept: store.Stored) => Promise<void>) {
  return alone(async (): Promise<Undo> => {
    const before = await store.stored();
    await open(before);
    openings.value++;
    tabs.postMessage('changed');
    return () =>
      alone(async () => {
        await store.replace(before.documents, before.journal, before.feeds);
        await restore();
        openings.value++;
        tabs.postMessage('changed');
      }).catch(fail(title));
  }).catch((cause) => {
    fail(title)(cause);
    return undefined;
  });
}

export const restoreSample = () =>
  swapWorkspace('The sample could not be restored', () => loadSample());

/** Stores other documents in place of all, and reads them. */
async function replaceBy(documents: store.StoredDocument[], stay: readonly store.LiveFeed[] = []) {
  await core.reset();
  for (const document of documents.sort(inOrder)) await load(document);
  await store.replace(documents, [], stay).then(kept, notSaved);
  changed({ documents, feeds: [...stay] });
}

/** Keeps tenant and feed, drops set-up and desk log: the way from agreement to booking, afresh. */
export const startEmpty = () =>
  swapWorkspace('The workspace could not be emptied', async (before) => {
    const { documents } = before;
    const others = documents.filter(({ kind }) => kind !== 'setup');
    // Empty but for whose it is: times stay in the tenant's zone.
    const setup = await emptySetup(tenantOf(documents));
    await replaceBy([...others, asSetup(setup, workspace.value.sample)], before.feeds);
  });

/** Leaves sample or files behind: a workspace that has nothing yet. */
export const leaveWorkspace = () =>
  swapWorkspace('A new workspace could not be opened', async () =>
    replaceBy([asSetup(await emptySetup(), false)]),
  );

/** Forgets all that this browser keeps of Leadloom, and begins again. Nobody can take it back. */
export function eraseEverything(): Promise<void> {
  return alone(async () => {
    await store.replace([]);
    // Other pages of this host keep theirs.
    for (const storage of [localStorage, sessionStorage]) {
      for (const key of Object.keys(storage))
        if (key.startsWith('leadloom')) storage.removeItem(key);
    }
    me.value = stranger;
    openings.value++;
    tabs.postMessage('changed');
    await loadSample();
  }).catch(fail('Not everything could be erased'));
}

const clean = { errors: 0, warnings: 0, notes: 0, unlisted: 0 };

export interface Opened extends Loaded {
  name: string;
}

/** Loads the user's own files; what the core refuses is not kept, and the same alerts only once. */
export function openFiles(files: readonly File[], fresh: boolean): Promise<Opened[]> {
  return alone(async () => {
    if (fresh) await core.reset();
    else await catchUp();
    const opened: Opened[] = [];
    const taken: store.StoredDocument[] = [];
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const hash = await hashOf(bytes);
      const same = taken.find((one) => one.hash === hash) ?? (!fresh && (await store.known(hash)));
      if (hash && same) {
        const { kind, records = 0 } = same;
        opened.push({ ok: true, kind, records, findings: [], counts: clean, name: file.name });
        continue;
      }
      const loaded = await load({ name: file.name, bytes });
      opened.push({ ...loaded, name: file.name });
      if (!loaded.ok || loaded.kind === 'unknown') continue;
      const { kind, records } = loaded;
      const key = kind === 'setup' ? 'setup' : file.name;
      const document = { key, name: file.name, kind, bytes, sample: false };
      taken.push(kind === 'feed' ? { ...document, hash, records } : document);
    }
    if (taken.length === 0) {
      // Nothing to start from: back to what was open.
      if (fresh) await restore();
      return opened;
    }
    if (fresh) {
      if (!setupOf(taken)) taken.push(asSetup(await emptySetup(), false));
      await store.replace(taken).then(kept, notSaved);
      openings.value++;
      changed({ documents: taken, feeds: [] });
    } else {
      await store.add(taken).then(kept, notSaved);
      changed(await store.stored());
    }
    tabs.postMessage('changed');
    return opened;
  });
}

/** What a live feed answered. */
export interface Came {
  bytes: Uint8Array<ArrayBuffer>;
  /** When it came, as findings name it. */
  name: string;
}

/**
 * Takes in what a live feed brought, and how far it has been read with that: both are stored, or
 * neither. `same`: the workspace has these bytes. `overtaken`: another tab was ahead, or somebody has
 * changed the feed; then nothing was done.
 */
export function takeIn(feed: store.LiveFeed, came?: Came): Promise<'taken' | 'same' | 'overtaken'> {
  return alone(async () => {
    await catchUp();
    const before = feeds.value.find(({ integration }) => integration === feed.integration);
    if (before ? before.turn >= feed.turn : feed.turn > 1) return 'overtaken';
    const hash = came && (await hashOf(came.bytes));
    let document: store.StoredDocument | undefined;
    if (came && !(await store.known(hash))) {
      const { records } = await load({ ...came, kind: 'feed' });
      const { sample } = workspace.value;
      const { integration: live } = feed;
      document = { ...came, key: came.name, kind: 'feed', sample, hash, records, live };
    }
    try {
      kept(await store.advance(feed, document));
    } catch (cause) {
      if (!(cause instanceof store.Overtaken)) throw cause;
      // Only without locks: the core has what was not stored.
      await restore();
      return 'overtaken';
    }
    const others = feeds.value.filter((one) => one !== before);
    grown({ documents: document ? [document] : [], journal: [], feeds: [...others, feed] });
    tabs.postMessage('changed');
    return came && !document ? 'same' : 'taken';
  });
}

/** Tries once more to save what is in this window alone. */
export const saveAgain = () => alone(async () => kept(await store.tryAgain())).catch(noAnswer);

let lastChange = Promise.resolve();

/** One after the other: a click changes what is there by then, which the screen may not show yet. */
export function inTurn(work: () => Promise<void>): void {
  lastChange = lastChange.then(work).catch(fail('Nothing was changed'));
}

type Unsigned<C> = C extends Command ? Omit<C, 'at' | 'by'> : never;

/** What was done. */
export interface Done {
  /** What takes it back, where it can be. */
  undo?: SetupChange | undefined;
}

/**
 * The one way to change anything: dates and signs the command, has a core apply it, saves it with
 * what it changed, and has every answer asked again. Nothing when the core refused it.
 */
export function carryOut(
  action: SetupChange | Unsigned<DeskCommand>,
  apply: (signed: Command) => Promise<Applied>,
  keep: (signed: Command) => Promise<store.Position>,
): Promise<Done | undefined> {
  return alone(async () => {
    await catchUp();
    const { name, role } = me.value;
    const by = { name: name.trim(), role };
    const signed = { ...action, at: new Date().toISOString(), by } as Command;
    const result = await apply(signed);
    if (!result.ok) {
      const nameless = result.findings.find(({ place }) => place?.pointer === '/by/name');
      if (nameless) {
        nameWanted.value = { why: nameless.message };
        return undefined;
      }
      refusal.value = {
        title: 'Nothing was changed',
        findings: result.findings,
        command: true,
      };
      return undefined;
    }
    refusal.value = undefined;
    await keep(signed).then(kept, notSaved);
    revision.value++;
    tabs.postMessage('changed');
    return { undo: result.undo };
  }).catch((cause) => {
    noAnswer(cause);
    return undefined;
  });
}

/** A command on a lead. */
export const command = (action: Unsigned<DeskCommand>) =>
  carryOut(action, (signed) => core.apply(signed), store.record);
