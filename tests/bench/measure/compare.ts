import { median } from './median.js';

/** One side of a comparison. Only `run` is timed. */
export interface Side<State> {
  prepare(): State | Promise<State>;
  run(state: State): unknown;
  finish?(state: State): void;
}

export interface Runs {
  /** Rounds whose times are thrown away. */
  warmUp: number;
  rounds: number;
  /** Collect before every run. Off where a run is far shorter than a collection. */
  collect?: boolean;
}

async function once<State>(side: Side<State>, collect: boolean): Promise<number> {
  const state = await side.prepare();
  if (collect) globalThis.gc?.();
  const start = performance.now();
  const answer = side.run(state);
  // Awaiting what is no promise would add a turn of the event loop.
  if (answer instanceof Promise) await answer;
  const time = performance.now() - start;
  side.finish?.(state);
  return time;
}

/** Median times in milliseconds, run by turns so that both meet the same weather. */
export async function compare<A, B>(
  ours: Side<A>,
  peer: Side<B>,
  { warmUp, rounds, collect = true }: Runs,
): Promise<{ ours: number; peer: number }> {
  const times: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  for (let round = -warmUp; round < rounds; round += 1) {
    const a = await once(ours, collect);
    const b = await once(peer, collect);
    if (round < 0) continue;
    times.ours.push(a);
    times.peer.push(b);
  }
  return { ours: median(times.ours), peer: median(times.peer) };
}
