/** One ingest in a fresh process: nothing compiled, nothing warm, and memory that is its own. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Context } from './case.js';
import { ingestOurs, ingestPeer, ourDesks, peerDesks, readFeed } from './ingesting.js';

export interface Cold {
  /** Milliseconds. */
  time: number;
  /** Bytes that stay in use for the desk. */
  kept: number;
  /** Most bytes that the process had in memory. */
  rss: number;
}

/** Starts the process and waits for its answer. */
export async function runCold(context: Context, side: 'ours' | 'peer'): Promise<Cold> {
  const script = fileURLToPath(new URL('../main.js', import.meta.url));
  const args = ['--expose-gc', '--max-old-space-size=4096', script, '--cold', side];
  for (const name of ['dist', 'catalog', 'schemas', 'native', 'bundles', 'scratch'] as const) {
    args.push(`--${name}`, context[name].href);
  }
  if (context.quick) args.push('--quick');
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
}

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

async function measureOurs(context: Context): Promise<Omit<Cold, 'rss'>> {
  const feed = readFeed(context);
  const desk = await (await ourDesks(context))();
  const start = performance.now();
  ingestOurs(desk, feed);
  const time = performance.now() - start;
  return { time, kept: desk.memory() };
}

async function measurePeer(context: Context): Promise<Omit<Cold, 'rss'>> {
  const feed = readFeed(context);
  const desk = peerDesks(context)();
  const before = heap();
  const start = performance.now();
  ingestPeer(desk, feed);
  const time = performance.now() - start;
  const kept = heap() - before;
  // Asked once more, so that nothing of it was garbage when it was counted.
  ingestPeer(desk, new Uint8Array());
  return { time, kept };
}

/** What the process itself does. */
export async function cold(context: Context, side: string): Promise<Cold> {
  const measured = await (side === 'ours' ? measureOurs(context) : measurePeer(context));
  return { ...measured, rss: process.resourceUsage().maxRSS * 1024 };
}
