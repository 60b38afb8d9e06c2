import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Finding } from 'leadloom';
import { connect, RemoteError } from 'leadloom/client';
import { startCore } from './policy';
import * as store from './store';

/**
 * The desk in its worker: it reads the set-up and works with leads. It decides; this page asks and
 * shows. What changes and shows the set-up is in `office.ts`, and comes with the settings.
 */
export const core = connect(startCore());

/** False until the stored or the sample workspace is in the core. */
export const ready = signal(false);
/** False while leads are already shown and the rest of the sample is still on its way. */
export const complete = signal(false);
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

/** Counts how often the core has lost what it had read. */
export const losses = signal(0);

const reload =
  'Reload the page first. If that does not help, restore the sample and open your files again.';
export const allow = 'Let this page store data, or use Save set-up before you close it.';

export function fail(title: string, next = reload) {
  return (cause: unknown) => {
    // After a stop the worker goes on with an empty core: nothing may be applied to that one.
    if (cause instanceof RemoteError && cause.rule === 'LL0901') losses.value++;
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

export const noAnswer = fail('The core did not answer');
export const notSaved = fail('Shown here, but not saved in this browser', allow);

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

const overview = answer(() => core.leads({ count: 1 }));

/** How many leads there are, by what was done with them. */
export const counts = computed(() => overview.value?.counts);
/** How the office works with its leads. */
export const desk = computed(() => overview.value?.desk);
/** What the core lets be done with a lead, by its state. */
export const allowed = computed(() => overview.value?.allowed);
