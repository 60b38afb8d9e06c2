/** The app built by each bundler: HTML, page and two module workers, into a folder for a server. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../tools/toolchain/step.mjs';

const require = createRequire(import.meta.url);

const entries = ['page', 'page-worker', 'core-worker'];

/** What a bundler that leaves `new URL('./leadloom.wasm', import.meta.url)` alone must be helped with. */
function copyBeside(app, out) {
  for (const name of ['leadloom.wasm', 'desk.wasm', 'customers.wasm']) {
    copyFileSync(join(app, 'node_modules', 'leadloom', 'dist', name), join(out, name));
  }
  copyFileSync(join(app, 'index.html'), join(out, 'index.html'));
}

/** @type {Record<string, (app: string, out: string) => Promise<void>>} */
export const bundlers = {
  async Vite(app, out) {
    const { build } = await import('vite');
    await build({
      configFile: false,
      root: app,
      logLevel: 'error',
      worker: { format: 'es' },
      build: { outDir: out, target: 'es2022', reportCompressedSize: false },
    });
  },

  async webpack(app, out) {
    const webpack = require('webpack');
    const compiler = webpack({
      mode: 'production',
      context: app,
      entry: './page.mjs',
      output: { path: out },
      performance: false,
    });
    const stats = await new Promise((resolve, reject) => {
      compiler.run((error, done) => (error ? reject(error) : resolve(done)));
    });
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
    const page = '<!doctype html><meta charset="utf-8"><script defer src="main.js"></script>';
    writeFileSync(join(out, 'index.html'), page);
  },

  async Rollup(app, out) {
    const { rollup } = require('rollup');
    const { nodeResolve } = require('@rollup/plugin-node-resolve');
    const bundle = await rollup({
      input: entries.map((name) => join(app, `${name}.mjs`)),
      plugins: [nodeResolve({ browser: true })],
      onwarn({ message }) {
        throw new Error(message);
      },
    });
    await bundle.write({ dir: out, entryFileNames: '[name].mjs' });
    copyBeside(app, out);
  },

  async esbuild(app, out) {
    const { build } = require('esbuild');
    await build({
      entryPoints: entries.map((name) => join(app, `${name}.mjs`)),
      outdir: out,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      format: 'esm',
      minify: true,
      logLevel: 'error',
    });
    copyBeside(app, out);
  },

  async Parcel(app, out) {
    const parcel = fileURLToPath(new URL('node_modules/.bin/parcel', import.meta.url));
    const cache = join(out, '..', 'parcel-cache');
    const places = ['--dist-dir', out, '--cache-dir', cache, '--public-url', './'];
    const args = ['build', 'index.html', ...places, '--no-source-maps', '--log-level', 'error'];
    await run(parcel, args, { cwd: app, quiet: true });
  },
};

/** @param {string} name @param {string} app @param {string} out an empty folder */
export async function buildWith(name, app, out) {
  mkdirSync(out, { recursive: true });
  await bundlers[name](app, out);
}
