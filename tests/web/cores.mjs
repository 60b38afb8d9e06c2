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
