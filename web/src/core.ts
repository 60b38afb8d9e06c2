import { batch, effect, type ReadonlySignal, signal } from '@preact/signals';
import type {
  Applied,
  Command,
  DeskChange,
  DeskCommand,
  DocumentInput,
  DocumentKind,
  Finding,
  Loaded,
  SetupChange,
} from 'leadloom';
import { connect, RemoteError } from 'leadloom/client';
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

const reload =
  'Reload the page first. If that does not help, restore the sample and open your files again.';
const allow = 'Let this page store data, or use Save set-up before you close it.';

export function fail(title: string, next = reload) {
  return (cause: unknown) => {
    // After a stop the worker goes on with an empty core: nothing may be applied to that one.
    if (cause instanceof RemoteError && cause.rule === 'LL0901') applied = lost;
    const text = cause instanceof Error ? cause.message : String(cause);
    failure.value = { title, text, next };
  };
}

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

/** One writer at a time, across tabs. Plain-http hosts have no locks; there each tab is alone. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request('leadloom', work) : work();
}

const tabs = new BroadcastChannel('leadloom');
tabs.onmessage = () => {
  alone(restore).catch(noAnswer);
};

/** Key of the newest journal entry that this tab has applied; `lost` when the core lost its state. */
let applied = 0;
const lost = -1;

const isLeadCommand = (entry: store.Entry) => 'lead' in entry;

/**
 * Tenant and partners first, then the set-up that names them, then the alerts it decides on. The
 * customers, which are many and change no lead, come last.
 */
const order: readonly DocumentKind[] = [
  'partner',
  'business-units',
  'job-types',
  'campaigns',
  'setup',
  'feed',
  'customers',
  'customer-contacts',
];

const isOfCustomers = ({ kind }: store.StoredDocument) =>
  kind === 'customers' || kind === 'customer-contacts';

const inOrder = (a: store.StoredDocument, b: store.StoredDocument) =>
  order.indexOf(a.kind) - order.indexOf(b.kind);

/** The part of a set-up that says whose it is. */
interface Tenant {
  id?: string;
  name?: string;
  timeZone?: string;
}

const textOf = ({ bytes }: store.StoredDocument) =>
  typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);

const setupOf = (documents: readonly store.StoredDocument[]) =>
  documents.find(({ key }) => key === 'setup');

function tenantOf(documents: readonly store.StoredDocument[]): Tenant {
  const setup = setupOf(documents);
  try {
    return (setup && (JSON.parse(textOf(setup)) as { tenant?: Tenant }).tenant) ?? {};
  } catch {
    // The core has read it, or has said why not.
    return {};
  }
}

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
function changed(documents: readonly store.StoredDocument[], complete = true) {
  const tenant = tenantOf(documents);
  batch(() => {
    timeZone.value = tenant.timeZone;
    workspace.value = {
      name: tenant.name ?? '',
      sample: documents.every((document) => document.sample),
      documents: documents.length,
    };
    customersRead.value = complete;
    ready.value = true;
    documentsRevision.value++;
    revision.value++;
  });
}

async function load({ name, bytes, kind }: DocumentInput): Promise<Loaded> {
  return core.load({ name, bytes, kind: kind ?? 'auto' });
}

const nothing: store.Stored = { documents: [], journal: [], last: 0 };

/** Brings the core to what is stored: the documents, then what was done on leads. */
async function restore(): Promise<void> {
  const kept = await store.stored();
  const closed = store.closed();
  if (closed) fail('This browser does not let the page keep anything', allow)(closed);
  if (kept.documents.length === 0) return loadSample();
  await core.reset();
  const refused: Finding[] = [];
  const inTurn = kept.documents.toSorted(inOrder);
  const take = async (document: DocumentInput) => {
    const loaded = await load(document);
    if (!loaded.ok) refused.push(...loaded.findings);
  };
  for (const document of inTurn) if (!isOfCustomers(document)) await take(document);
  const log = kept.journal.filter(isLeadCommand).map((entry) => JSON.stringify(entry));
  if (log.length > 0) await take({ name: 'desk log', bytes: log.join('\n'), kind: 'desk-log' });
  applied = kept.last;
  // On a page that shows nothing yet, the leads do not wait for the customers.
  if (!ready.value) changed(kept.documents, false);
  for (const document of inTurn) if (isOfCustomers(document)) await take(document);
  if (refused.length > 0) {
    refusal.value = { title: 'Some of what was stored could not be read again', findings: refused };
  }
  changed(kept.documents);
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
  applied = 0;
  if (!ready.value) {
    changed(documents, false);
    await take(await sampleDocuments(laterFiles));
  }
  if (refused.length > 0) refusal.value = { title: 'The sample was refused', findings: refused };
  await store.replace(documents).catch(notSaved);
  changed(documents);
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
    const before = await store.stored().catch(() => nothing);
    await open(before);
    openings.value++;
    tabs.postMessage('changed');
    return () =>
      alone(async () => {
        await store.replace(before.documents, before.journal);
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
async function replaceBy(documents: store.StoredDocument[]) {
  await core.reset();
  for (const document of documents.sort(inOrder)) await load(document);
  await store.replace(documents).catch(notSaved);
  applied = 0;
  changed(documents);
}

const asSetup = (file: { name: string; text: string }, sample: boolean): store.StoredDocument => ({
  key: 'setup',
  name: file.name,
  kind: 'setup',
  bytes: file.text,
  sample,
});

/** Keeps tenant and feed, drops set-up and desk log: the way from agreement to booking, afresh. */
export const startEmpty = () =>
  swapWorkspace('The workspace could not be emptied', async ({ documents }) => {
    const kept = documents.filter(({ kind }) => kind !== 'setup');
    // Empty but for whose it is: times stay in the tenant's zone.
    const setup = await emptySetup(tenantOf(documents));
    await replaceBy([...kept, asSetup(setup, workspace.value.sample)]);
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

export interface Opened extends Loaded {
  name: string;
}

/** Loads the user's own files; what the core refuses is not kept. */
export function openFiles(files: readonly File[], fresh: boolean): Promise<Opened[]> {
  return alone(async () => {
    if (fresh) await core.reset();
    const opened: Opened[] = [];
    const taken: store.StoredDocument[] = [];
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const loaded = await load({ name: file.name, bytes });
      opened.push({ ...loaded, name: file.name });
      if (!loaded.ok || loaded.kind === 'unknown') continue;
      const { kind } = loaded;
      const key = kind === 'setup' ? 'setup' : file.name;
      taken.push({ key, name: file.name, kind, bytes, sample: false });
    }
    if (taken.length === 0) {
      // Nothing to start from: back to what was open.
      if (fresh) await restore();
      return opened;
    }
    if (fresh) {
      if (!setupOf(taken)) taken.push(asSetup(await emptySetup(), false));
      await store.replace(taken).catch(notSaved);
      applied = 0;
      openings.value++;
      changed(taken);
    } else {
      await store.add(taken).catch(notSaved);
      const { documents, last } = await store.stored();
      applied = last;
      changed(documents);
    }
    tabs.postMessage('changed');
    return opened;
  });
}

let lastChange = Promise.resolve();

/** One after the other: a click changes what is there by then, which the screen may not show yet. */
export function inTurn(work: () => Promise<void>): void {
  lastChange = lastChange.then(work).catch(fail('Nothing was changed'));
}

type Unsigned<C> = C extends Command ? Omit<C, 'at' | 'by'> : never;

/** What was done. */
export interface Done {
  /** What takes it back, where it can be. */
  undo?: SetupChange | DeskChange | undefined;
}

/**
 * The one way to change anything: dates and signs the command, has a core apply it, saves it with
 * what it changed, and has every answer asked again. Nothing when the core refused it.
 */
export function carryOut(
  action: SetupChange | Unsigned<DeskCommand>,
  apply: (signed: Command) => Promise<Applied>,
  keep: (signed: Command) => Promise<number>,
): Promise<Done | undefined> {
  return alone(async () => {
    if ((await store.lastEntry().catch(() => applied)) !== applied) await restore();
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
    await keep(signed).then((entry) => {
      applied = entry;
    }, notSaved);
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
