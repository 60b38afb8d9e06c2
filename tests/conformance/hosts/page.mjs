/** The suite in a page, then in a module worker; then a core in a worker, asked by its client. */
import { connect } from 'leadloom/client';
import documents from './documents.mjs';
import * as entries from './entries.mjs';
import { conformance } from './suite.mjs';

const asked = new URLSearchParams(location.search);
const server = `${location.origin}/`;
const given = { documents, server, megabytes: Number(asked.get('megabytes')) };

function inWorker() {
  const worker = new Worker(new URL('./page-worker.mjs', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(`The worker failed: ${message}`));
    worker.postMessage(given);
  });
}

async function byClient() {
  const worker = new Worker(new URL('./core-worker.mjs', import.meta.url), { type: 'module' });
  const core = connect(worker);
  for (const [name, bytes] of Object.entries(documents)) await core.load({ name, bytes });
  return { version: await core.version(), leads: (await core.leads()).total };
}

/** @param {() => Promise<unknown>} work */
const outcome = (work) => work().catch((error) => ({ error: String(error?.stack ?? error) }));

const report = {
  page: await outcome(() => conformance(entries, given)),
  worker: await outcome(inWorker),
  client: await outcome(byClient),
};
await fetch('/told', { method: 'POST', body: JSON.stringify(report) });
