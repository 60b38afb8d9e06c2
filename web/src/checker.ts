import { signal } from '@preact/signals';
import type { Finding, MappingRow, Report } from 'leadloom';
import { type CoreClient, connect } from 'leadloom/client';
import workerAddress from './checker.worker?worker&url';
import { answer, core } from './core';
import { startWorker } from './policy';
import { screen } from './route';
import { stored } from './store';

// A second core, the one that has a validator: the desk's has none, to be there at once. It comes
// with the first question.
let started: CoreClient | undefined;
const checker = () => {
  started ??= connect(startWorker(workerAddress, 'leadloom checker'));
  return started;
};

/** The validator did not arrive, or stopped: what was asked for is not answered. */
export const unchecked = signal(false);

// One after the other: some questions begin by emptying the checker.
let last: Promise<unknown> = Promise.resolve();

/** The documents of the open workspace, and its set-up as it is now. */
async function documents() {
  const [kept, setup] = await Promise.all([stored(), core.exportSetup()]);
  const others = kept.documents.filter(({ key, kind }) => kind !== 'setup' && key !== 'base');
  return {
    others: others.map(({ name, bytes, kind }) => ({ name, bytes, kind })),
    setup: { name: setup.name, bytes: setup.text, kind: 'setup' as const },
  };
}

/** What the checker says, or nothing. */
function checked<T>(ask: (given: Awaited<ReturnType<typeof documents>>) => Promise<T>) {
  const found = last.then(async () => {
    const said = await ask(await documents());
    unchecked.value = false;
    return said;
  });
  last = found.catch(() => {
    unchecked.value = true;
  });
  return found.catch(() => undefined);
}

export const keyOf = ({ trade, standardJobType }: Pick<MappingRow, 'trade' | 'standardJobType'>) =>
  `${trade}/${standardJobType}`;

/** What a mapping is checked against. */
const against = new Set<string>(['partner', 'business-units', 'job-types', 'campaigns']);

const findingsOfRows = () =>
  checked(async ({ others, setup }): Promise<Map<string, Finding[]>> => {
    await checker().reset();
    for (const document of others) if (against.has(document.kind)) await checker().load(document);
    await checker().load(setup);
    const { rows } = await checker().mapping();
    return new Map(rows.map((row) => [keyOf(row), row.findings]));
  });

/** Findings of the rows of the mapping, by `keyOf`. */
export const rowFindings = answer(() =>
  screen.value === 'mapping' ? findingsOfRows() : undefined,
);

const reportOfAll = () =>
  checked(({ others, setup }): Promise<Report> => checker().validate([...others, setup]));

/** Everything that is open, checked together. */
export const workspaceReport = answer(() =>
  screen.value === 'validator' ? reportOfAll() : undefined,
);
