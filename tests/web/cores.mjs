/** Whether what is measured has this machine to itself. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const spin = `
  const until = performance.now() + 300;
  while (performance.now() < until);
`;

/** The part of all cores that they give us when we ask for all of them, from 0 to 1. */
export async function coresLeft() {
  const cores = availableParallelism();
  const before = process.cpuUsage();
  const began = performance.now();
  await Promise.all(
    Array.from(
      { length: cores },
      () => new Promise((done) => new Worker(spin, { eval: true }).on('exit', done)),
    ),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / (performance.now() - began) / cores;
}

/** Milliseconds that the work below took where the bars of the tests were set. */
const reference = 30;

function work() {
  const words = [];
  for (let i = 0; i < 60_000; i++) words.push(String(Math.imul(i, 0x9e3779b1) >>> 0));
  return JSON.parse(JSON.stringify(words.sort())).length;
}

/** How quick this machine is at work like a page's, next to the one where the bars were set: 1, or less. */
export function pace() {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 9; turn++) {
    const began = performance.now();
    work();
    best = Math.min(best, performance.now() - began);
  }
  return Math.min(1, reference / best);
}
