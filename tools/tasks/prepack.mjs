/** Before `npm pack` and `npm publish`: dist/ is there, and as new as what it is built from. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from './build.mjs';
import { at } from './project.mjs';

/** What the package is built from. */
const sources = ['cpp', 'wasm-bindings', 'catalog', 'CMakeLists.txt', 'CMakePresets.json'];

/** Times of change of a file, or of every file in a folder; of nothing when it is not there. */
function times(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [stats.mtimeMs];
  return readdirSync(path).flatMap((name) => times(join(path, name)));
}

/** Whether a folder was built after all its sources. @param {string} folder @param {string[]} of */
export function isFresh(folder, of) {
  const built = times(folder);
  return built.length > 0 && Math.min(...built) >= Math.max(...of.flatMap(times));
}

export default async function task() {
  const whole = [
    'leadloom.wasm',
    'spreadsheet.cjs',
    'glue.mjs',
    'desk.wasm',
    'desk-glue.mjs',
    'catalog.json',
    'catalog.mjs',
    'inline.global.js',
    'cli.js',
    'index.js',
    'index.d.ts',
    'node.js',
  ];
  const missing = whole.some((name) => times(at('dist', name)).length === 0);
  const paths = [...sources, 'package.json', 'package-lock.json'].map((name) => at(name));
  if (!missing && isFresh(at('dist'), paths)) return;
  await buildPackage();
}
