/**
 * A million customers: loading, typing, matching. Peers are the search libraries of npm that can hold
 * them. Orama 3 and Fuse.js 7 stop earlier: both need seconds for a query at 100,000.
 */
import { readFileSync } from 'node:fs';
import type { Customers } from '../../../wasm-bindings/src/customers-types.js';
import { type Customer, customers, exported, typed } from '../data/customers.js';
import { Random } from '../data/random.js';
import { median } from '../measure/median.js';
import { type Row, row } from '../measure/row.js';
import { type SearchPeer, searchPeers } from '../peers/search.js';
import type { Context } from './case.js';

const queries = 300;

interface Asked {
  text: string;
  id: number;
}

function asked(list: readonly Customer[]): Asked[] {
  const random = new Random(0x5ea7c4);
  return Array.from({ length: queries }, (_, kind) => {
    const customer = random.pick(list);
    return { text: typed(customer, kind, random), id: customer.id };
  });
}

interface Timed {
  p50: number;
  p99: number;
  recall: number;
}

function timed(questions: readonly Asked[], search: (query: string) => number[]): Timed {
  for (const { text } of questions.slice(0, 20)) search(text);
  const times: number[] = [];
  let right = 0;
  for (const { text, id } of questions) {
    const start = performance.now();
    const found = search(text);
    times.push(performance.now() - start);
    if (found.includes(id)) right += 1;
  }
  times.sort((a, b) => a - b);
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
  return { p50: median(times), p99, recall: right / questions.length };
}

async function opened({ dist }: Context): Promise<Customers> {
  const { loadCustomers } = await import(new URL('customers.js', dist).href);
  return loadCustomers({ wasm: readFileSync(new URL('customers.wasm', dist)) });
}

/** Loads and indexes; answers how long it took. The making of the export does not count. */
async function filled(context: Context, count: number) {
  const ours = await opened(context);
  let time = 0;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of exported(count)) controller.enqueue(piece);
      controller.close();
    },
  });
  const start = performance.now();
  await ours.load({ name: 'customers.ndjson', bytes: stream });
  const { indexBytes } = ours.settle();
  time = performance.now() - start;
  return { ours, time, perCustomer: indexBytes / count };
}

/** Nothing of a peer outlives this: the next one is measured in the memory that it leaves. */
function against(peer: SearchPeer, list: readonly Customer[], questions: readonly Asked[]) {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const search = peer.build(list);
  const built = performance.now() - start;
  globalThis.gc?.();
  const held = process.memoryUsage().heapUsed - before;
  return { built, held, ...timed(questions, search) };
}

export async function* customersCase(context: Context): AsyncGenerator<Row> {
  const n = context.quick ? 100_000 : 1_000_000;
  const list = [...customers(n)];
  const questions = asked(list);
  const { ours, time, perCustomer } = await filled(context, n);
  const mine = timed(questions, (query) => ours.search(query).map(({ id }) => Number(id)));

  const goal = (name: string, unit: Row['unit'], value: number, bar: number) =>
    row({ name: `customers-${name}`, n, unit, ours: value, peer: bar, peerName: 'goal' });
  yield goal('build', 'ms', time, 6_000);
  const random = new Random(0x1ead);
  const leads = Array.from({ length: 20_000 }, () => {
    const { name, street, city, zip, phone, email } = random.pick(list);
    return { name: name.toUpperCase(), phone, email, address: { street, city, zip } };
  });
  const exactStart = performance.now();
  ours.matchAll(leads);
  yield goal('exact', 'leads/s', leads.length / ((performance.now() - exactStart) / 1000), 100_000);
  // Somebody else of that name, in another house: nothing is certain, so all of the index is asked.
  const strangers = Array.from({ length: 2_000 }, () => {
    const { name, city, zip } = random.pick(list);
    const street = random.pick(list).street.replace(/^\d+/, '10');
    return { name, phone: `512555${random.between(1000, 9999)}`, address: { street, city, zip } };
  });
  for (const [what, some] of [
    ['match', leads.slice(0, 2_000)],
    ['match-strangers', strangers],
  ] as const) {
    const start = performance.now();
    for (const lead of some) ours.match(lead);
    yield goal(what, 'leads/s', some.length / ((performance.now() - start) / 1000), 5_000);
  }
  ours.close();

  // How the cost of a query grows: the slope of its logarithm over that of the records.
  const small = await filled(context, n / 100);
  const few = list.slice(0, n / 100);
  const fast = timed(asked(few), (query) => small.ours.search(query).map(({ id }) => Number(id)));
  small.ours.close();
  yield goal('slope', 'slope', Math.log(mine.p50 / fast.p50) / Math.log(100), 1);

  for (const peer of searchPeers) {
    const theirs = against(peer, list, questions);
    const of = (name: string, unit: Row['unit'], a: number, b: number) =>
      row({ name: `customers-${name}`, n, unit, ours: a, peer: b, peerName: peer.name });
    yield of('build', 'ms', time, theirs.built);
    yield of('p50', 'ms', mine.p50, theirs.p50);
    yield of('p99', 'ms', mine.p99, theirs.p99);
    yield of('recall@5', 'share', mine.recall, theirs.recall);
    yield of('memory', 'B/row', perCustomer, theirs.held / n);
  }
}
