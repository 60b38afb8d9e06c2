import { batch, effect, signal } from '@preact/signals';
import type { Finding } from 'leadloom';
import { type CustomersClient, connectCustomers, RemoteError } from 'leadloom/customers-client';
import { complete, core, documentsRevision } from './core';
import workerAddress from './customers.worker?worker&url';
import type { Change } from './desk';
import { isOfCustomers } from './documents';
import { startWorker } from './policy';
import * as store from './store';

/**
 * The tenant's customers in a worker of their own: a million of them fit, and neither desk nor page
 * waits for them. It reads what is stored, and finds whose a lead is.
 */
let worker = start();
let customers = connectCustomers(worker);

/** How much has been read, from 0 to 1; 1 when all of it has. */
export const progress = signal(0);
/** Counts the readings: what was answered before the last one is of other customers. */
export const readings = signal(0);
/** Customers that are there. */
export const total = signal(0);
/** What is wrong with their files. */
export const problems = signal<readonly Finding[]>([]);
/** The worker did not arrive, or stopped. */
export const missing = signal(false);

function start(): Worker {
  return startWorker(workerAddress, 'leadloom customers');
}

/** Which files have been read; nothing is of none. */
let read: string | undefined;

async function readStored(): Promise<void> {
  const documents = (await store.stored()).documents.filter(isOfCustomers);
  const files = documents.map(({ name, hash, bytes }) => ({
    name,
    hash,
    bytes: new Blob([bytes]),
  }));
  const wanted = files.map(({ name, hash, bytes }) => `${name} ${hash ?? bytes.size}`).join();
  if (wanted === read) return;
  read = undefined;
  progress.value = 0;
  const size = files.reduce((sum, { bytes }) => sum + bytes.size, 0);
  const found: Finding[] = [];
  let before = 0;
  await customers.reset();
  for (const { name, bytes } of files) {
    const from = before;
    const onProgress = (done: number) => {
      // The index is built once all of it is there.
      progress.value = (0.9 * (from + done)) / size;
    };
    const { findings } = await customers.load({ name, bytes, onProgress });
    found.push(...findings);
    before += bytes.size;
  }
  const settled = await customers.settle();
  read = wanted;
  batch(() => {
    total.value = settled.total;
    problems.value = found;
    readings.value++;
    progress.value = 1;
  });
}

// One after the other: reading begins by forgetting all.
let last: Promise<unknown> = Promise.resolve();

/** Asks the customers once what is stored has been read. */
export function asked<T>(question: (of: CustomersClient) => Promise<T>): Promise<T> {
  const said = last.then(async () => {
    await readStored();
    return question(customers);
  });
  last = said.catch((cause) => {
    // The question was wrong, not the worker.
    if (cause instanceof RemoteError && cause.rule === 'LL0907') return;
    missing.value = true;
    read = undefined;
  });
  return said;
}

/** Counts up with every attempt. */
export const attempts = signal(0);

export function tryAgain(): void {
  // In its turn: what is being read goes into one worker.
  last = last.then(() => {
    worker.terminate();
    worker = start();
    customers = connectCustomers(worker);
    read = undefined;
    missing.value = false;
  });
  attempts.value++;
}

effect(() => {
  documentsRevision.value;
  attempts.value;
  // Before anybody asks; what fails is said where it is asked for.
  if (complete.value) asked(async () => {}).catch(() => {});
});

/**
 * What links a lead that is nobody's yet with the customer that matches it by itself. Nothing is waited
 * for: customers that are still being read match nobody.
 */
export async function linkOf(lead: string): Promise<Change | undefined> {
  if (progress.peek() < 1 || total.peek() === 0 || missing.peek()) return undefined;
  const card = await core.lead(lead);
  if (!card || card.customer) return undefined;
  const { automatic, suggestions } = await customers.match(card.contact, { count: 1 });
  const [one] = suggestions;
  return automatic && one ? { ...linking(one), automatic: true } : undefined;
}

/** The command that links a record. */
export const linking = (record: { id: string; location?: string; type: string }) =>
  ({
    type: 'link_customer',
    customer: record.id,
    ...(record.location && { location: record.location }),
    ...(record.type && { customerType: record.type }),
  }) as const;

/** What a file of customers is by how it begins. Nobody needs to have read any for that. */
export const recognise = (head: string) => customers.recognise(head);
