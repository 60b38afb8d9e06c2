/** `npm run size [-- --json FILE]`: what a visitor loads, raw and Brotli, against the budgets. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { StepFailed } from '../toolchain/step.mjs';
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

/** The scripts, styles and modules that the page loads before anybody touches it. */
export function firstLoad() {
  const page = at('web', 'dist');
  const assets = readdirSync(join(page, 'assets')).filter((name) =>
    /\.(?:js|css|wasm)$|^catalog.*\.json$/.test(name),
  );
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  const reached = new Set();
  const visit = (/** @type {string} */ name) => {
    if (reached.has(name)) return;
    reached.add(name);
    if (/\.(wasm|json)$/.test(name)) return;
    const text = readFileSync(join(page, 'assets', name), 'utf8')
      // What import() loads waits for the user.
      .replaceAll(/\bimport\(\s*[`'"][^`'"]+[`'"]/g, '')
      .replaceAll(/\bm\.f=\[[^\]]*\]/g, '');
    for (const other of assets) if (text.includes(other)) visit(other);
  };
  for (const name of assets) if (html.includes(name)) visit(name);
  return { assets, reached: /** @type {string[]} */ ([...reached]) };
}

/** What stands together in one row, and the most Brotli bytes it may have, or what it is part of. */
export function parcels() {
  const dist = (name) => at('dist', name);
  const { assets, reached } = firstLoad();
  const asset = (name) => at('web', 'dist', 'assets', name);
  const page = reached.map(asset);
  const late = assets.filter((name) => /^(?:validator|spreadsheet|leadloom)/.test(name)).map(asset);
  return [
    { name: 'wasm', files: [dist('desk.wasm')], of: 'wasm + glue' },
    { name: 'glue', files: [dist('desk-glue.mjs')], of: 'wasm + glue' },
    { name: 'wasm + glue', files: [dist('desk.wasm'), dist('desk-glue.mjs')], budget: 100_000 },
    { name: 'everything', files: [dist('leadloom.wasm'), dist('glue.mjs')], budget: 300_000 },
    {
      name: 'customers',
      files: [dist('customers.wasm'), dist('customers-glue.mjs')],
      budget: 140_000,
    },
    { name: 'validator, first visit', files: late, budget: 320_000 },
    {
      name: 'page script',
      files: page.filter((name) => name.endsWith('.js') && !name.includes('worker')),
      budget: 40_000,
    },
    { name: 'page style', files: page.filter((name) => name.endsWith('.css')), budget: 8_500 },
    {
      name: 'page, first load',
      files: [at('web', 'dist', 'index.html'), ...page],
      budget: 160_000,
    },
  ];
}

/**
 * The parcels, weighed: the columns of a benchmark, with the budget as the peer; for a part, the
 * whole that it is part of.
 * @param {{ name: string, files: string[], of?: string, budget?: number }[]} list
 */
export function weighed(list) {
  const rows = list.map(({ files, ...rest }) => ({ ...rest, n: files.length, ...weigh(files) }));
  return rows.map(({ name, n, raw, brotli, budget, of }) => {
    const peer = budget ?? rows.find((row) => row.name === of)?.brotli ?? brotli;
    const ratio = Number((peer / brotli).toFixed(2));
    const peerName = budget === undefined ? `whole (${of})` : 'budget';
    return { raw, row: { name, n, unit: 'bytes', ours: brotli, peer, peerName, ratio } };
  });
}

/** The file to write the rows to, if one was asked for. @param {string[]} args */
export function jsonFile(args) {
  const option = args.indexOf('--json');
  if (option < 0) return undefined;
  const file = args[option + 1];
  if (file && !file.startsWith('--')) return file;
  throw new StepFailed('--json is given without a file.', {
    hint: 'Name one, like "npm run size -- --json build/size.json".',
  });
}

export default async function task(args) {
  const file = jsonFile(args);
  await buildPackage();
  await buildPage();
  const rows = weighed(parcels());
  console.table(
    Object.fromEntries(
      rows.map(({ raw, row: { name, ours, peer, peerName, ratio } }) => [
        name,
        { raw, brotli: ours, of: peer, 'which is': peerName, ratio },
      ]),
    ),
  );
  if (!file) return;
  const text = `${JSON.stringify(
    rows.map(({ row }) => row),
    null,
    2,
  )}\n`;
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new StepFailed(`${file} cannot be written: ${cause.message}.`, {
      hint: 'Name a file in a folder that is there.',
      cause,
    });
  }
}
