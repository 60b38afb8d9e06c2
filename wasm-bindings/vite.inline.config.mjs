/** dist/inline.global.js: `leadloom/inline` as a classic script with the global `leadloom`. */
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default {
  root: here('.'),
  publicDir: false,
  build: {
    outDir: here('../dist'),
    emptyOutDir: false,
    target: 'es2022',
    reportCompressedSize: false,
    lib: {
      entry: here('../dist/inline.js'),
      formats: ['iife'],
      name: 'leadloom',
      fileName: () => 'inline.global.js',
    },
  },
};
