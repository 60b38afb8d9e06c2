/** `npm run edge [-- SECONDS]`: examples/edge on one core, beside a service of plain TypeScript. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { run, step } from '../toolchain/step.mjs';
import { buildPackage } from './build.mjs';
import { at, program, root } from './project.mjs';

/** Installs what the lock file of examples/edge says. */
export const edgePackages = () =>
  step('Installing workerd', () =>
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
      cwd: at('examples', 'edge'),
    }),
  );

/** The peer as one module; what it reads of the catalogue and the schemas goes with it. */
async function bundlePeer() {
  const { build } = await import('vite');
  const shipped = {
    'standard-job-types.json': at('catalog', 'standard-job-types.json'),
    'partners/smartac.json': at('catalog', 'partners', 'smartac.json'),
    'partners/google-local-services.json': at('catalog', 'partners', 'google-local-services.json'),
    'setup.schema.json': at('schemas', 'setup.schema.json'),
  };
  const texts = Object.fromEntries(
    Object.entries(shipped).map(([name, path]) => [`/${name}`, readFileSync(path, 'utf8')]),
  );
  const files = {
    name: 'files',
    enforce: /** @type {const} */ ('pre'),
    resolveId: (/** @type {string} */ id) => (id === 'node:fs' ? '\0files' : undefined),
    load: (/** @type {string} */ id) =>
      id === '\0files'
        ? `const texts = ${JSON.stringify(texts)};
           export const readFileSync = ({ pathname }) => texts[pathname];`
        : undefined,
  };
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'error',
    plugins: [files],
    build: {
      outDir: at('build', 'edge'),
      lib: {
        entry: at('tests', 'bench', 'edge', 'peer.ts'),
        formats: ['es'],
        fileName: () => 'peer.js',
      },
    },
  });
}

export default async function task([seconds = '10']) {
  await buildPackage();
  await edgePackages();
  await step('Building the benchmark', async () => {
    await run(program('tsc'), ['-p', 'tests/bench'], { cwd: root });
    await bundlePeer();
  });
  const main = at('build', 'bench-script', 'tests', 'bench', 'edge', 'main.js');
  const from = `${pathToFileURL(root).href}/`;
  await run('taskset', ['-c', '1', process.execPath, main, '--root', from, '--seconds', seconds]);
}
