import { computed, signal } from '@preact/signals';
import type { Command, MappedRow, MappingView, Report, SetupChange, SetupExport } from 'leadloom';
import { type CoreClient, connect, RemoteError } from 'leadloom/client';
import {
  alertsRevision,
  answer,
  carryOut,
  core,
  type Done,
  documentsRevision,
  fail,
  workspace,
} from './core';
import { isOfCustomers } from './documents';
import officeAddress from './office.worker?worker&url';
import { toast } from './parts/toast';
import { startWorker } from './policy';
import { screen } from './route';
import * as store from './store';

/**
 * The whole core in a worker of its own, behind the desk: it changes and shows the set-up, and checks.
 * It comes with the settings, and reads what is stored.
 */
const office = connect(startWorker(officeAddress, 'leadloom office'));

/** The office did not arrive, or stopped: what was asked for is not answered. */
export const closed = signal(false);

/** It has answered before: what it is asked by now finds it. */
let arrived = false;

/** Which documents the office has read, and how much was stored by then. */
let read = -1;
let position: store.Position | undefined;

/** What was done on leads, played again. */
async function play(journal: readonly store.Entry[]) {
  const log = journal.filter((entry) => 'lead' in entry).map((entry) => JSON.stringify(entry));
  if (log.length > 0)
    await office.load({ name: 'desk log', bytes: log.join('\n'), kind: 'desk-log' });
}

/** Alerts and commands that came since are read beside the rest. */
async function readNews(): Promise<boolean> {
  const came = position && (await store.since(position));
  if (!came) return false;
  for (const { name, bytes, kind } of came.documents)
    if (kind === 'feed') await office.load({ name, bytes, kind });
  await play(came.journal);
  position = came.position;
  return true;
}

// One after the other: reading begins by emptying the office.
let last: Promise<unknown> = Promise.resolve();

async function readDocuments() {
  const wanted = documentsRevision.peek();
  if (read === wanted && (await readNews())) return;
  const { documents, journal, position: stored } = await store.stored();
  await office.reset();
  const isSetup = ({ kind }: store.StoredDocument) => kind === 'setup';
  // Manifests first: other documents name them.
  const others = documents.filter((one) => !isSetup(one) && !isOfCustomers(one));
  others.sort((a, b) => Number(b.kind === 'partner') - Number(a.kind === 'partner'));
  for (const { name, bytes, kind } of [...others, ...documents.filter(isSetup)])
    await office.load({ name, bytes, kind });
  await play(journal);
  read = wanted;
  position = stored;
}

/** Asks the office once it has read what is stored. */
export function asked<T>(question: (of: CoreClient) => Promise<T>): Promise<T> {
  const said = last.then(async () => {
    await readDocuments();
    return question(office);
  });
  last = said.then(
    () => {
      const missed = closed.peek() && !arrived;
      arrived = true;
      closed.value = false;
      // What was asked before it arrived is still without an answer.
      if (missed) askAgain();
    },
    (cause) => {
      // The question was wrong, not the office.
      if (cause instanceof RemoteError && cause.rule === 'LL0907') return;
      closed.value = true;
      // After a stop the worker goes on with an empty core.
      read = -1;
    },
  );
  return said;
}

/** Counts up whenever the office may answer differently and the documents are the same. */
const changes = signal(0);

const asAnswered = () => [documentsRevision.value, alertsRevision.value, changes.value];

/** Asks everything again. */
export function askAgain() {
  changes.value++;
}

const settings = new Set<string>(['integrations', 'mapping', 'set-up']);

/** What the office answers, asked for again after every change, while a screen shows it. */
export const shown = <T>(question: (of: CoreClient) => Promise<T>, on = settings) =>
  answer(
    // What did not arrive is said by `closed`.
    () => (on.has(screen.value) ? asked(question).catch(() => undefined) : undefined),
    asAnswered,
  );

/** The same for a question that reads signals of its own. */
export const answered = <T>(ask: () => Promise<T> | undefined) =>
  answer(() => ask()?.catch(() => undefined), asAnswered);

export const integrations = shown((of) => of.integrations({ now: new Date().toISOString() }));

/** The rows, at once; what the validator says of them and what can be chosen follows. */
const rows = shown((of) => of.mapping({ findings: false, choices: false }));
const full = shown((of) => of.mapping());

export const keyOf = ({ trade, standardJobType }: Pick<MappedRow, 'trade' | 'standardJobType'>) =>
  `${trade}/${standardJobType}`;

export const mapping = computed<MappingView | undefined>(() => {
  const whole = full.value;
  if (!rows.value || !whole) return undefined;
  const found = new Map(whole.rows.map((row) => [keyOf(row), row.findings]));
  return {
    ...whole,
    trades: rows.value.trades,
    rows: rows.value.rows.map((row) => ({ ...row, findings: found.get(keyOf(row)) ?? [] })),
  };
});

/** Everything that is open, checked together. */
export const workspaceReport = shown(
  async (of): Promise<Report> => {
    const { documents } = await store.stored();
    return of.validate(documents.map(({ name, bytes, kind }) => ({ name, bytes, kind })));
  },
  new Set(['validator']),
);

/** A set-up in which nothing is decided yet. */
export async function empty(): Promise<{ name: string; text: string }> {
  // Read again by whoever asks next.
  const said = last.then(async () => {
    read = -1;
    await office.reset();
    return office.exportSetup();
  });
  last = said.catch(() => {});
  return said;
}

/** Keeps a command with the set-up that it led to, and has the desk read that. */
async function keep(signed: Command, { name, text }: SetupExport) {
  const { sample } = workspace.value;
  // At once: the desk goes on with it even if it cannot be kept.
  const desk = core.load({ name, bytes: text, kind: 'setup' });
  const entry = store.record(signed, { key: 'setup', name, kind: 'setup', bytes: text, sample });
  await desk;
  return entry;
}

/** Changes the set-up. Nothing when the core refused it. */
export function change(action: SetupChange): Promise<Done | undefined> {
  let led: SetupExport;
  return carryOut(
    action,
    (signed) =>
      asked(async (of) => {
        const result = await of.apply(signed);
        // Seen before it is kept: a click is answered at once.
        if (result.ok) changes.value++;
        led = await of.exportSetup();
        return result;
      }),
    (signed) => keep(signed, led),
  );
}

/** Changes the set-up, says so, and offers to take it back; answers when the screen shows it. */
export async function changeAndSay(action: SetupChange, said: string): Promise<boolean> {
  const done = await change(action);
  if (!done) return false;
  // What undoes a set-up command is one.
  const undo = done.undo as SetupChange | undefined;
  toast(said, undo && (() => void change(undo)));
  // What is shown was asked for again with the change.
  await last;
  return true;
}

let lastChange = Promise.resolve();

/** One after the other: a click changes what is there by then, which the screen may not show yet. */
export function inTurn(work: () => Promise<unknown>): void {
  lastChange = lastChange.then(async () => void (await work())).catch(fail('Nothing was changed'));
}

/** The alerts of a table as NDJSON; nothing for what is none. */
export const lines = (file: { name: string; text: string }) => {
  // The office needs to have read nothing for that.
  const said = last.then(() => office.alertLines(file));
  last = said.catch(() => {});
  return said;
};
