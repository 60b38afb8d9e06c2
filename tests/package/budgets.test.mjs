/** What a user has to download, and what the page is made of. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { it } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { firstLoad } from '../../tools/tasks/size.mjs';
import { at, readJson } from './support.mjs';

/** Bytes of a file as a server sends it. @param {string} path */
function sent(path) {
  const bytes = readFileSync(path);
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;
}

/**
 * Adds up, and says what each file has of it.
 * @param {readonly string[]} paths
 * @param {number} most
 */
function within(paths, most) {
  const rows = paths.map((path) => ({ name: basename(path), bytes: sent(path) }));
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  const list = rows.map(({ name, bytes }) => `${name} ${bytes}`).join(', ');
  assert.ok(total <= most, `${total} bytes of at most ${most}: ${list}`);
  return `${total} bytes of at most ${most}: ${list}`;
}

it('the core that pages load first, the desk: 100,000 bytes', (t) => {
  t.diagnostic(within([at('dist', 'desk.wasm'), at('dist', 'desk-glue.mjs')], 100_000));
});

it('the core with everything, which waits for its first visit: 300,000 bytes', (t) => {
  t.diagnostic(within([at('dist', 'leadloom.wasm'), at('dist', 'glue.mjs')], 300_000));
});

it('the customers, which come with the first search: 140,000 bytes', (t) => {
  t.diagnostic(within([at('dist', 'customers.wasm'), at('dist', 'customers-glue.mjs')], 140_000));
});

it('the classic script with the wasm inside: 400,000 bytes', (t) => {
  t.diagnostic(within([at('dist', 'inline.global.js')], 400_000));
});

const page = at('web', 'dist');

it('the first load of the page: 160,000 bytes', (t) => {
  const { reached } = firstLoad();
  for (const kind of ['.js', '.css', '.wasm', '.json']) {
    assert.ok(
      reached.some((name) => name.endsWith(kind)),
      `no ${kind} is reached`,
    );
  }
  assert.ok(
    reached.some((name) => name.includes('worker')),
    'no worker is reached',
  );
  const paths = reached.map((name) => join(page, 'assets', name));
  t.diagnostic(within([join(page, 'index.html'), ...paths], 160_000));
});

it('the validator and its screen wait for their first visit', () => {
  const { assets, reached } = firstLoad();
  const late = assets.filter((name) => /^(validator|spreadsheet|leadloom)/.test(name));
  assert.ok(late.length >= 4, late.join());
  assert.deepEqual(
    late.filter((name) => reached.includes(name)),
    [],
  );
});

it('the script of the first load: 40,000 bytes', (t) => {
  const { reached } = firstLoad();
  const scripts = reached.filter((name) => name.endsWith('.js') && !name.includes('worker'));
  t.diagnostic(
    within(
      scripts.map((name) => join(page, 'assets', name)),
      40_000,
    ),
  );
});

it('the page ships the wasm of the package', () => {
  const { assets } = firstLoad();
  const modules = assets.filter((name) => name.endsWith('.wasm')).sort();
  const names = ['customers', 'desk', 'leadloom'];
  assert.equal(modules.length, names.length);
  for (const [i, name] of names.entries()) {
    const shipped = readFileSync(join(page, 'assets', modules[i]));
    assert.ok(shipped.equals(readFileSync(at('dist', `${name}.wasm`))), 'build the page anew');
  }
});

/**
 * What each stands for in the page: its screens (preact, signals), storage (idb), signing in
 * (oauth4webapi), workbooks (fflate), PDF (pdf-lib and what it brings).
 */
it('the page is made of at most ten npm packages, all but five for a click', (t) => {
  const sources = readdirSync(at('web', 'src'), { recursive: true })
    .map((name) => at('web', 'src', String(name)))
    .filter((path) => /\.tsx?$/.test(path));
  /** @type {Set<string>} */
  const packages = new Set();
  const add = (/** @type {string} */ name) => {
    if (packages.has(name)) return;
    packages.add(name);
    const manifest = readJson(at('node_modules', name, 'package.json'));
    for (const other of Object.keys(manifest.dependencies ?? {})) add(other);
  };
  // JSX is calls of Preact, also where no source says so.
  add('preact');
  for (const path of sources) {
    const text = readFileSync(path, 'utf8');
    const imports = [
      ...text.matchAll(/(?:^|\n)(?:import|export)\s(?!type\s)[^;'"]*?\sfrom\s*['"]([^'"]+)['"]/g),
      ...text.matchAll(/(?:^|\n)import\s*['"]([^'"]+)['"]/g),
      ...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g),
    ];
    for (const [, name] of imports) {
      assert.ok(!isBuiltin(name), `${path} imports ${name}`);
      if (name.startsWith('.') || /^leadloom(\/|$)/.test(name)) continue;
      const [first, second] = name.split('/');
      add(first.startsWith('@') ? `${first}/${second}` : first);
    }
  }
  t.diagnostic([...packages].sort().join(', '));
  assert.ok(packages.size <= 11, [...packages].join(', '));
});
