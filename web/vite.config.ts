import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The service worker, with the names of everything that it keeps. */
const serviceWorker: Plugin = {
  name: 'service-worker',
  generateBundle(_options, bundle) {
    const files = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
    const entry = Object.values(bundle).find(
      (one) => one.type === 'chunk' && one.isEntry,
    )?.fileName;
    const source = readFileSync(here('sw.js'), 'utf8');
    const version = createHash('sha256')
      .update(files.sort().join() + source)
      .digest('hex');
    const constants = { files, version: version.slice(0, 16), entry };
    const head = Object.entries(constants).map(
      ([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`,
    );
    this.emitFile({ type: 'asset', fileName: 'sw.js', source: head.join('') + source });
  },
};

type Modules = { getModuleInfo(id: string): { importedIds: string[] } | null };

/** Everything that the page imports before anybody touches it is one script, for each costs a question. */
let first: Set<string> | undefined;

function ofFirstLoad(id: string, modules: Modules): string | null {
  first ??= new Set([here('index.html')]);
  // Sets grow while they are walked.
  for (const one of first)
    for (const other of modules.getModuleInfo(one)?.importedIds ?? []) first.add(other);
  return first.has(id) ? 'page' : null;
}

export default defineConfig({
  plugins: [serviceWorker],
  root: here('.'),
  // Relative addresses: the page runs from any folder of any static host.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: [
      {
        find: /^leadloom\/(leadloom|validator)\.wasm(\?.*)?$/,
        replacement: `${here('../dist')}/$1.wasm$2`,
      },
      {
        find: /^leadloom\/((?:validator-)?(?:client|worker))$/,
        replacement: `${here('../dist')}/$1.js`,
      },
      { find: /^leadloom$/, replacement: here('../dist/index.js') },
    ],
  },
  // The sample data are read as files, never as modules.
  assetsInclude: ['**/*.ndjson'],
  worker: { format: 'es' },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    // The first versions with light-dark(), popovers and anchored placing.
    target: ['chrome125', 'firefox147', 'safari26'],
    // Nothing inline: the content security policy allows neither data: scripts nor inline styles.
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: ofFirstLoad, debugName: 'page' }] } },
    },
  },
});
