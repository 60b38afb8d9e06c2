/** `npm run size [-- --json FILE]`: what a visitor loads, raw and Brotli, against the budgets. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { buildPackage, buildPage } from './build.mjs';
import { at } from './project.mjs';

/** Bytes and Brotli bytes (quality 11, as a host compresses once) of some files together. */
export function weigh(files) {
  const contents = files.map((file) => readFileSync(file));
  return {
    raw: contents.reduce((sum, bytes) => sum + bytes.length, 0),
    brotli: contents.reduce((sum, bytes) => sum + brotliCompressSync(bytes).length, 0),
  };
}

/** What stands together in one row, and the most Brotli bytes it may have. */
export function parcels() {
  const dist = (name) => at('dist', name);
  const assets = readdirSync(at('web', 'dist', 'assets')).map((name) =>
    at('web', 'dist', 'assets', name),
  );
  const page = assets.filter((name) => /\.(js|css|wasm)$/.test(name));
  return [
    { name: 'wasm', files: [dist('leadloom.wasm')] },
    { name: 'glue', files: [dist('glue.mjs')] },
    { name: 'wasm + glue', files: [dist('leadloom.wasm'), dist('glue.mjs')], budget: 100_000 },
    { name: 'page script', files: page.filter((name) => name.endsWith('.js')), budget: 40_000 },
    { name: 'page style', files: page.filter((name) => name.endsWith('.css')), budget: 8_000 },
    {
      name: 'page, first load',
      files: [at('web', 'dist', 'index.html'), ...page],
      budget: 160_000,
    },
  ];
}

export default async function task(args) {
  await buildPackage();
  await buildPage();
  const rows = parcels().map(({ name, files, budget }) => {
    const { raw, brotli } = weigh(files);
    // The same columns as in a benchmark, with the budget as the peer.
    const measured = { name, n: files.length, unit: 'bytes', ours: brotli };
    if (budget === undefined) return { ...measured, raw, brotli };
    const ratio = Number((budget / brotli).toFixed(2));
    return { ...measured, peer: budget, peerName: 'budget', ratio, raw, brotli };
  });
  console.table(
    Object.fromEntries(
      rows.map(({ name, raw, brotli, peer, ratio }) => [
        name,
        { raw, brotli, budget: peer, ratio },
      ]),
    ),
  );
  const option = args.indexOf('--json');
  if (option >= 0) writeFileSync(args[option + 1], `${JSON.stringify(rows, null, 2)}\n`);
}
