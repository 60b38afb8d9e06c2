/** Scrolling: a later window of the list that is already sorted. */
import { deepStrictEqual } from 'node:assert/strict';
import { compare } from '../measure/compare.js';
import { row } from '../measure/row.js';
import type { Case } from './case.js';
import {
  alertsIn,
  ingestOurs,
  ingestPeer,
  makeFeed,
  ourDesks,
  peerDesks,
  readFeed,
} from './ingesting.js';

export const window: Case = async (context) => {
  makeFeed(context);
  const feed = readFeed(context);
  const desk = await (await ourDesks(context))();
  const { workspace } = desk;
  const peerDesk = peerDesks(context)();
  ingestOurs(desk, feed);
  const { total } = ingestPeer(peerDesk, feed);
  const question = { offset: alertsIn(context) / 2, count: 50 };
  if (question.offset + question.count > total) throw new Error(`There are only ${total} leads.`);
  const askOurs = () => workspace.leads({ sort: 'waiting', ...question });
  const askPeer = () => peerDesk.leads(question);
  deepStrictEqual(askPeer(), askOurs());
  const { ours, peer } = await compare(
    { prepare: () => undefined, run: askOurs },
    { prepare: () => undefined, run: askPeer },
    // A collection takes a thousand times as long as a window.
    { warmUp: 100, rounds: 501, collect: false },
  );
  workspace.close();
  return [
    row({ name: 'window', n: question.count, unit: 'ms', ours, peer, peerName: 'slice, map' }),
  ];
};
