import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
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
  },
});
