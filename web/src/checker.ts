import { signal } from '@preact/signals';
import type { Finding, MappingRow } from 'leadloom';
import { connect } from 'leadloom/client';
import workerAddress from './checker.worker?worker&url';
import { answer, core } from './core';
import { startWorker } from './policy';
import { screen } from './route';
import { stored } from './store';

/** A second core, the one that has a validator: the desk's has none, to be there at once. */
const checker = connect(startWorker(workerAddress, 'leadloom checker'));

/** What a mapping is checked against. */
const against = new Set(['partner', 'business-units', 'job-types', 'campaigns']);

/** The validator did not arrive, or stopped. */
export const unchecked = signal(false);

export const keyOf = ({ trade, standardJobType }: Pick<MappingRow, 'trade' | 'standardJobType'>) =>
  `${trade}/${standardJobType}`;

async function check(): Promise<Map<string, Finding[]>> {
  const [{ documents }, setup] = await Promise.all([stored(), core.exportSetup()]);
  await checker.reset();
  for (const { name, bytes, kind } of documents) {
    if (against.has(kind)) await checker.load({ name, bytes, kind });
  }
  await checker.load({ name: setup.name, bytes: setup.text, kind: 'setup' });
  const { rows } = await checker.mapping();
  unchecked.value = false;
  return new Map(rows.map((row) => [keyOf(row), row.findings]));
}

// One after the other: each starts by emptying the checker.
let last: Promise<unknown> = Promise.resolve();

/** Findings of the rows of the mapping, by `keyOf`. */
export const rowFindings = answer(() => {
  if (screen.value !== 'mapping') return undefined;
  const found = last.then(check).catch(() => {
    unchecked.value = true;
    return undefined;
  });
  last = found;
  return found;
});
