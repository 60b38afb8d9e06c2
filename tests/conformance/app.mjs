/** An app that has the packed tarball installed, with the suite and its hosts in it. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../tools/toolchain/step.mjs';
import { withMaximum } from './memory.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the suite is given: the sample without the customers, who are most of its bytes. */
const sample = [
  'business-units.json',
  'job-types.json',
  'campaigns.json',
  'prairie-star.setup.json',
  'alerts.ndjson',
];

/** Bare names as paths, for what knows neither bundlers nor import maps. @param {string} text */
const withPaths = (text) =>
  text.replaceAll(
    /from 'leadloom(?:\/([\w-]+))?'/g,
    (_, name = 'index') => `from './node_modules/leadloom/dist/${name}.js'`,
  );

/**
 * Packs what is built, and installs it; `plain/` in the app is the same for pages without a bundler.
 * @param {string} folder an empty one
 */
export async function makeApp(folder) {
  const app = join(folder, 'app');
  mkdirSync(app);
  // dist/ is built by whoever calls this.
  const packed = await run(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    { cwd: root, quiet: true },
  );
  const [{ filename }] = JSON.parse(packed);
  const tarball = join(folder, filename);
  const manifest = {
    private: true,
    type: 'module',
    // Parcel looks at exports only when it is told to.
    '@parcel/resolver-default': { packageExports: true },
    // Module workers do not find what they share.
    '@parcel/bundler-default': { minBundles: 10 },
    // For newer ones it writes an import map into the page, which a strict policy forbids.
    targets: { default: { engines: { browsers: 'chrome 100' } } },
  };
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: app });
  const installed = join(app, 'node_modules', 'leadloom');
  for (const name of ['suite.mjs', 'loading.mjs', 'memory.mjs']) {
    cpSync(join(here, name), join(app, name));
  }
  cpSync(join(here, 'hosts'), app, { recursive: true });
  const documents = Object.fromEntries(
    sample.map((name) => [name, readFileSync(join(installed, 'catalog', 'sample', name), 'utf8')]),
  );
  writeFileSync(join(app, 'documents.mjs'), `export default ${JSON.stringify(documents)};\n`);
  const wasm = join(installed, 'dist', 'leadloom.wasm');
  writeFileSync(join(app, 'small.wasm'), withMaximum(readFileSync(wasm), 64));
  const plain = join(folder, 'plain');
  cpSync(app, plain, { recursive: true });
  for (const name of readdirSync(plain).filter((one) => /\.mjs$/.test(one) && one !== 'map.mjs')) {
    writeFileSync(join(plain, name), withPaths(readFileSync(join(plain, name), 'utf8')));
  }
  return { app, plain, tarball, installed, wasm };
}
