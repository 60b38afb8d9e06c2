/** dist/spreadsheet.js and .cjs with the libraries in them: the package needs no other package. */
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
      entry: here('src/spreadsheet.ts'),
      formats: ['es', 'cjs'],
      fileName: (format) => (format === 'es' ? 'spreadsheet.js' : 'spreadsheet.cjs'),
    },
  },
};
