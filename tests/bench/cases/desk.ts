/**
 * A million leads on the desk: what another filter or order costs until its first window is there, and
 * what the next window of a list costs. The peer is an array of the same lines.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LeadLine, LeadQuery } from '../../../wasm-bindings/src/types.js';
import { chunksOf, writeFeed } from '../data/feed.js';
import { compare } from '../measure/compare.js';
import { type Row, row } from '../measure/row.js';
import type { Case } from './case.js';
import { ourDesks } from './ingesting.js';

const count = 50;
const ranks = { critical: 0, urgent: 1, watching: 2 };

/** Questions in turn, so that none is the one that was asked before. */
const questions: readonly LeadQuery[] = [
  { severity: 'critical', sort: 'newest' },
  { severity: 'urgent', sort: 'oldest' },
  { alertType: 'Water Detected', sort: 'newest' },
  { severity: 'urgent', sort: 'waiting' },
];

/** RFC 3339 in UTC compares as text; what has no date comes first. */
const older = (a: LeadLine, b: LeadLine) =>
  a.submittedOn < b.submittedOn ? -1 : a.submittedOn > b.submittedOn ? 1 : 0;

const orders: Record<string, (a: LeadLine, b: LeadLine) => number> = {
  newest: (a, b) => older(b, a),
  oldest: older,
  waiting: (a, b) => ranks[a.severity] - ranks[b.severity] || older(a, b),
};

function listed(all: readonly LeadLine[], { severity, alertType, sort = 'waiting' }: LeadQuery) {
  return all
    .filter(
      (line) =>
        (!severity || line.severity === severity) && (!alertType || line.alertType === alertType),
    )
    .sort(orders[sort]);
}

export const desk: Case = async (context): Promise<Row[]> => {
  // Of the sample's alerts every second becomes a lead.
  const alerts = context.quick ? 192_400 : 1_924_000;
  const path = fileURLToPath(new URL('desk.ndjson', context.scratch));
  writeFeed(path, context.catalog, alerts);
  const { workspace } = await (await ourDesks(context))();
  for (const bytes of chunksOf(path)) workspace.load({ name: 'alerts.ndjson', bytes });
  rmSync(path);
  const { total } = workspace.leads({ count: 1 });
  const all: LeadLine[] = [];
  for (let offset = 0; offset < total; offset += 500)
    all.push(...workspace.leads({ sort: 'oldest', offset, count: 500 }).leads);

  const asked = questions.map((question) => workspace.leads({ ...question, count }));
  for (const [at, question] of questions.entries())
    deepStrictEqual(listed(all, question).length, asked[at]?.total);

  let mine = 0;
  let theirs = 0;
  const filtered = await compare(
    {
      prepare: () => undefined,
      run: () => workspace.leads({ ...questions[mine++ % questions.length], count }),
    },
    {
      prepare: () => undefined,
      run: () => listed(all, questions[theirs++ % questions.length] ?? {}).slice(0, count),
    },
    { warmUp: 4, rounds: 12 },
  );
  const order = listed(all, { sort: 'newest' });
  let offset = 0;
  const next = () => {
    offset = (offset + 7 * count) % (total - count);
    return offset;
  };
  workspace.leads({ sort: 'newest', count });
  const scrolled = await compare(
    {
      prepare: () => undefined,
      run: () => workspace.leads({ sort: 'newest', offset: next(), count }),
    },
    { prepare: () => undefined, run: () => order.slice(next(), offset + count) },
    { warmUp: 100, rounds: 501, collect: false },
  );
  workspace.close();
  const goal = (name: string, ours: number, peer: number) =>
    row({ name: `desk-${name}`, n: total, unit: 'ms', ours, peer, peerName: 'goal' });
  return [
    row({
      name: 'desk-filter',
      n: total,
      unit: 'ms',
      ours: filtered.ours,
      peer: filtered.peer,
      peerName: 'filter, sort, slice',
    }),
    goal('filter', filtered.ours, 50),
    goal('next', scrolled.ours, 2),
  ];
};
