/**
 * A large feed from bytes to the first screenful of leads and the counts. Set-up and tenant are
 * loaded before the clock starts. Also: the same once in a fresh process (`ingest-cold`, as for
 * somebody who drops one file on the page), what each side keeps (`ingest-memory`: the core's
 * WebAssembly memory, which includes its copy of the feed, against the JavaScript heap that is left
 * after a collection), and the most memory that such a process took (`ingest-rss`; both hold the
 * bytes of the feed as well).
 */
import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { compare } from '../measure/compare.js';
import { median } from '../measure/median.js';
import { type Row, row } from '../measure/row.js';
import type { Case, Context } from './case.js';
import { type Cold, runCold } from './cold.js';
import {
  alertsIn,
  ingestOurs,
  ingestPeer,
  makeFeed,
  ourDesks,
  peerDesks,
  readFeed,
} from './ingesting.js';

const MB = 1_000_000;

/** Both sides must have seen the same: totals, reasons for holding, lines. */
async function checkSame(context: Context, feed: Uint8Array): Promise<void> {
  const ours = await (await ourDesks(context))();
  const peer = peerDesks(context)();
  const window = ingestOurs(ours, feed);
  deepStrictEqual(ingestPeer(peer, feed), window);
  const middle = { offset: window.total >> 1, count: 50 };
  deepStrictEqual(peer.leads(middle), ours.workspace.leads({ sort: 'waiting', ...middle }));
  const held = ours.workspace.held({ count: 0 });
  const reasons = Object.fromEntries(held.reasons.map(({ code, count }) => [code, count]));
  deepStrictEqual({ ...peer.held().reasons }, reasons);
  strictEqual(peer.held().total, held.total);
  ours.workspace.close();
}

/** What one side takes in a process of its own; the median of a few. */
async function cold(context: Context, side: 'ours' | 'peer', times: number): Promise<Cold> {
  const runs: Cold[] = [];
  for (let i = 0; i < times; i += 1) runs.push(await runCold(context, side));
  return {
    time: median(runs.map(({ time }) => time)),
    kept: median(runs.map(({ kept }) => kept)),
    rss: median(runs.map(({ rss }) => rss)),
  };
}

export const ingest: Case = async (context): Promise<Row[]> => {
  makeFeed(context);
  const feed = readFeed(context);
  await checkSame(context, feed);
  const makeOurs = await ourDesks(context);
  const makePeer = peerDesks(context);
  const { ours, peer } = await compare(
    {
      prepare: makeOurs,
      run: (desk) => ingestOurs(desk, feed),
      finish: ({ workspace }) => workspace.close(),
    },
    { prepare: makePeer, run: (desk) => ingestPeer(desk, feed) },
    { warmUp: 1, rounds: 5 },
  );
  const ourCold = await cold(context, 'ours', 3);
  const peerCold = await cold(context, 'peer', 3);
  const n = alertsIn(context);
  const peerName = 'JSON.parse a line, Map joins';
  const rate = (ms: number) => feed.length / MB / (ms / 1000);
  return [
    row({ name: 'ingest', n, unit: 'ms', ours, peer, peerName }),
    row({
      name: 'ingest-rate',
      n,
      unit: 'MB/s',
      ours: rate(ours),
      peer: rate(peer),
      peerName,
    }),
    row({ name: 'ingest-cold', n, unit: 'ms', ours: ourCold.time, peer: peerCold.time, peerName }),
    row({
      name: 'ingest-memory',
      n,
      unit: 'MB',
      ours: ourCold.kept / MB,
      peer: peerCold.kept / MB,
      peerName: 'JavaScript heap',
    }),
    row({
      name: 'ingest-rss',
      n,
      unit: 'MB',
      ours: ourCold.rss / MB,
      peer: peerCold.rss / MB,
      peerName: 'peak of the process',
    }),
  ];
};
