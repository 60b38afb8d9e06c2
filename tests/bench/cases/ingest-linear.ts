/**
 * What an alert costs as alerts become more, from bytes to the first screenful: the time with set-up
 * and tenant loaded before. Ours is the cost at a million, the peer the core itself at a thousand.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chunksOf, writeFeed } from '../data/feed.js';
import { median } from '../measure/median.js';
import { row } from '../measure/row.js';
import type { Case } from './case.js';
import { firstWindow, ourDesks } from './ingesting.js';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const QUICK_SIZES = [1_000, 10_000, 100_000];
/** Fewer runs of what takes long. */
const runsOf = (alerts: number): number => (alerts > 100_000 ? 3 : alerts > 10_000 ? 5 : 25);

export const ingestLinear: Case = async (context) => {
  const makeDesk = await ourDesks(context);
  const path = fileURLToPath(new URL('linear.ndjson', context.scratch));
  const costs: { n: number; cost: number }[] = [];
  for (const n of context.quick ? QUICK_SIZES : SIZES) {
    writeFeed(path, context.catalog, n);
    const times: number[] = [];
    for (let run = -1; run < runsOf(n); run += 1) {
      const { workspace } = await makeDesk();
      let time = 0;
      let records = 0;
      for (const bytes of chunksOf(path)) {
        const start = performance.now();
        records += workspace.load({ name: 'alerts.ndjson', bytes }).records;
        time += performance.now() - start;
      }
      const start = performance.now();
      workspace.leads(firstWindow);
      time += performance.now() - start;
      workspace.close();
      if (records !== n) throw new Error(`${records} of ${n} alerts were read.`);
      // The first run warms up.
      if (run >= 0) times.push(time);
    }
    costs.push({ n, cost: (median(times) / n) * 1000 });
  }
  rmSync(path);
  const [{ cost: peer } = { cost: Number.NaN }, ...larger] = costs;
  return larger.map(({ n, cost: ours }) =>
    row({ name: 'ingest-linear', n, unit: 'µs/alert', ours, peer, peerName: 'at 1,000 alerts' }),
  );
};
