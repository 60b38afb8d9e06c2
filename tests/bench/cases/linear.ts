/**
 * What a mapping row costs as rows become more, with the same tenant: the time of the native command
 * less that for no rows. Ours is the cost at a million, the peer the core itself at a thousand.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogFiles } from '../data/catalog.js';
import { mappingTexts } from '../data/mapping.js';
import { median } from '../measure/median.js';
import { row } from '../measure/row.js';
import type { Case } from './case.js';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const QUICK_SIZES = [1_000, 10_000, 100_000];
/** Fewer runs of what takes long. */
const runsOf = (rows: number): number => (rows > 100_000 ? 3 : rows > 10_000 ? 5 : 15);

export const validateLinear: Case = async ({ catalog, native, scratch, quick }) => {
  const files = catalogFiles(catalog);
  const folder = new URL('linear/', scratch);
  mkdirSync(folder, { recursive: true });
  const path = (name: string) => fileURLToPath(new URL(name, folder));
  const write = (name: string, text: string) => {
    writeFileSync(path(name), text);
    return path(name);
  };
  const measured = (rows: number): number => {
    const sizes = { rows, jobTypes: 400, businessUnits: 200 };
    // A thousandth: beyond the limit findings are only counted, and would cost less.
    const texts = mappingTexts(files, sizes, { blemished: rows === 0 ? 0 : 0.1 });
    const given = [
      write('business-units.json', texts.businessUnits),
      write('job-types.json', texts.jobTypes),
      write('rows.setup.json', texts.setup),
    ];
    const args = ['validate', '--format', 'json', '--max-bytes', '4000000000', ...given];
    const times = Array.from({ length: runsOf(rows) }, () => {
      const start = performance.now();
      const { status, error } = spawnSync(fileURLToPath(native), args, { stdio: 'ignore' });
      if (error || (status !== 0 && status !== 1)) throw new Error(`validate ended with ${status}`);
      return performance.now() - start;
    });
    return median(times);
  };
  const fixed = measured(0);
  const cost = (rows: number): number => ((measured(rows) - fixed) / rows) * 1000;
  const costs = (quick ? QUICK_SIZES : SIZES).map((n) => ({ n, cost: cost(n) }));
  rmSync(folder, { recursive: true, force: true });
  const [{ cost: peer } = { cost: Number.NaN }, ...larger] = costs;
  return larger.map(({ n, cost: ours }) =>
    row({ name: 'validate-linear', n, unit: 'µs/row', ours, peer, peerName: 'at 1,000 rows' }),
  );
};
