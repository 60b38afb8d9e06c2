import type { Applied, Command, DeskChange, DeskCommand, SetupChange } from 'leadloom';
import { asSetup, contentOf, hashOf, inOrder, light, setupOf, tenantOf } from './documents';
import { me, nameWanted, stranger } from './me';
import {
  core,
  fail,
  feeds,
  noAnswer,
  notSaved,
  openings,
  ready,
  refusal,
  revision,
  workspace,
} from './state';
import * as store from './store';
import {
  alone,
  asCustomers,
  asLines,
  catchUp,
  changed,
  emptySetup,
  grown,
  kept,
  load,
  loadSample,
  restore,
  type Taken,
  tabs,
} from './stored';

export {
  alertsRevision,
  allowed,
  answer,
  complete,
  core,
  counts,
  desk,
  documentsRevision,
  fail,
  failure,
  feeds,
  noAnswer,
  openings,
  type Refusal,
  ready,
  refusal,
  revision,
  workspace,
} from './state';
export { setupFile } from './stored';

export function start(): Promise<void> {
  // The core loads while the page looks up what is stored; if it cannot, `restore` says so.
  core.version().catch(() => {});
  return store
    .unlocked()
    .then(() => alone(restore))
    .catch(fail('Leadloom could not start'));
}

/** Brings back the workspace that was open before. */
export type Undo = () => Promise<void>;

/** The way back to a workspace, for nobody should lose one by a click. */
const wayBack =
  ({ documents, journal, feeds: live }: store.Stored, title: string): Undo =>
  () =>
    alone(async () => {
      await store.replace(documents, journal, live);
      await restore();
      openings.value++;
      tabs.postMessage('changed');
    }).catch(fail(title));

const present = () => store.stored().catch(() => store.nothing);

/** Opens another workspace and answers the way back. */
function swapWorkspace(title: string, open: (kept: store.Stored) => Promise<void>) {
  return alone(async (): Promise<Undo> => {
    const before = await present();
    await open(before);
    openings.value++;
    tabs.postMessage('changed');
    return wayBack(before, title);
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
    await store.erase();
    // Other pages of this host keep theirs.
    for (const storage of [localStorage, sessionStorage]) {
      for (const key of Object.keys(storage))
        if (key.startsWith('leadloom')) storage.removeItem(key);
    }
    me.value = stranger;
    openings.value++;
    tabs.postMessage('changed');
    // A page that was locked goes on with its start, and finds nothing.
    if (ready.peek()) await loadSample();
  }).catch(fail('Not everything could be erased'));
}

const clean = { errors: 0, warnings: 0, notes: 0, unlisted: 0 };

export interface Opened extends Taken {
  name: string;
}

/**
 * Loads the user's own files; what the core refuses is not kept, and the same alerts only once. `fresh`:
 * as another workspace, with the way back.
 */
export function openFiles(
  files: readonly File[],
  fresh: boolean,
): Promise<{ opened: Opened[]; undo?: Undo }> {
  return alone(async () => {
    if (fresh) await core.reset();
    else await catchUp();
    const opened: Opened[] = [];
    const taken: store.StoredDocument[] = [];
    for (const file of files) {
      const { name } = file;
      const content = await contentOf(file);
      const { hash } = content;
      const same = taken.find((one) => one.hash === hash) ?? (!fresh && (await store.known(hash)));
      if (same) {
        const { kind, records } = same;
        opened.push({ ok: true, kind, records, findings: [], counts: clean, name });
        continue;
      }
      const customers = await asCustomers(content.bytes);
      const bytes = customers ? content.bytes : await asLines({ name, bytes: content.bytes });
      const loaded: Taken = customers ?? (await load({ name, bytes }));
      opened.push({ ...loaded, name });
      if (!loaded.ok || loaded.kind === 'unknown') continue;
      const { kind, records } = loaded;
      const key = kind === 'setup' ? 'setup' : name;
      taken.push({ key, name, kind, bytes, sample: false, hash, records });
    }
    if (taken.length === 0) {
      // Nothing to start from: back to what was open.
      if (fresh) await restore();
      return { opened };
    }
    let undo: Undo | undefined;
    if (fresh) {
      undo = wayBack(await present(), 'The workspace before could not be restored');
      if (!setupOf(taken)) taken.push(asSetup(await emptySetup(), false));
      await store.replace(taken).then(kept, notSaved);
      openings.value++;
      changed({ documents: taken, feeds: [] });
    } else {
      await store.add(taken).then(kept, notSaved);
      changed(await store.stored());
    }
    tabs.postMessage('changed');
    return { opened, ...(undo && { undo }) };
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
      const bytes = await asLines({ ...came, bytes: light(came.bytes) });
      const { ok, records, findings } = await load({ ...came, bytes, kind: 'feed' });
      if (!ok) refusal.value = { title: 'What a live feed brought could not be read', findings };
      const { sample } = workspace.value;
      const { integration: live } = feed;
      document = { ...came, bytes, key: came.name, kind: 'feed', sample, hash, records, live };
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
  undo?: SetupChange | DeskChange | undefined;
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
