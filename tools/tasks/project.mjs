/** The project's own folders, and what must be there before anything else: the npm packages. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, step } from '../toolchain/step.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** A path inside the project. */
export const at = (...parts) => join(root, ...parts);

/** The program of an npm package, run by this Node. */
export const program = (name) => at('node_modules', '.bin', name);

export const packageJson = () => JSON.parse(readFileSync(at('package.json'), 'utf8'));

/**
 * Installs what the lock file of a folder says, unless that is what is there. Not "npm ci": it insists
 * on the optional packages of every other platform, which some registries do not keep.
 * @param {string} [folder] @param {{ how?: string[], witness?: string }} [options] `witness` must be there
 */
export async function npmPackages(folder = root, { how = [], witness = '' } = {}) {
  const packages = join(folder, 'node_modules');
  const lock = join(packages, '.package-lock.json');
  const fresh =
    existsSync(lock) &&
    existsSync(join(packages, witness)) &&
    statSync(lock).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs;
  if (fresh) return;
  await step('Installing npm packages', () =>
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund', ...how], {
      cwd: folder,
      // Under "npm pack --dry-run" the packages are wanted none the less.
      env: { npm_config_dry_run: undefined, npm_config_json: undefined },
      hint: 'npm must reach its registry. Try "npm install" by hand to see what it says.',
    }),
  );
}

/** What the package is tried in: a few for `npm test`, or all. @param {'few' | 'all'} which */
export const tried = (which) =>
  npmPackages(
    at('tests', 'conformance'),
    which === 'all' ? { witness: 'parcel' } : { witness: 'esbuild', how: ['--omit=dev'] },
  );
