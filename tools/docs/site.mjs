/** The site of the documentation, in web/dist/docs: gathered pages, one layout, an index to search. */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Eleventy from '@11ty/eleventy';
import { createIndex, close as stopPagefind } from 'pagefind';
import { at } from '../tasks/project.mjs';
import { writeCoreReference } from './doxygen/index.mjs';
import { writePackageReference } from './typedoc.mjs';

/** Where all pages are gathered, and what is made of them. */
const gathered = at('build', 'docs', 'source');
const site = at('build', 'docs', 'site');

/** Of what the index brings, what our own search field needs. */
const needed = /^(?:pagefind\.js|pagefind-entry\.json|.*\.(?:pagefind|pf_\w+))$/;

async function writeIndex() {
  const { index } = await createIndex({
    keepIndexUrl: true,
    // Examples would be found before what explains them.
    excludeSelectors: ['pre:not(.declaration)'],
  });
  await index.addDirectory({ path: site });
  const { files } = await index.getFiles();
  for (const { path, content } of files) {
    if (!needed.test(path)) continue;
    mkdirSync(dirname(join(site, 'pagefind', path)), { recursive: true });
    writeFileSync(join(site, 'pagefind', path), content);
  }
  await stopPagefind();
}

/** What the site is made of. */
const made = [
  ['docs'],
  ['tools', 'docs'],
  ['tools', 'serve.mjs'],
  ['web', 'src', 'style', 'tokens.css'],
  ['web', 'public', 'icon.svg'],
  ['wasm-bindings', 'src'],
  ['cpp', 'include'],
  ['package.json'],
].map((parts) => at(...parts));

/** The files of a folder, or the one file. @param {string} path @returns {string[]} */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

/** Changes when any of it does. @param {object} what */
function fingerprint(what) {
  const hash = createHash('sha256').update(JSON.stringify(what));
  for (const file of made.flatMap(filesIn)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {{ core: boolean }} what */
async function write({ core }) {
  rmSync(gathered, { recursive: true, force: true });
  rmSync(site, { recursive: true, force: true });
  const pages = (/** @type {string} */ path) => !/[\\/]images$|\.json$/.test(path);
  cpSync(at('docs'), gathered, { recursive: true, filter: pages });
  const complaints = await writePackageReference(join(gathered, 'api'));
  if (core) complaints.push(...(await writeCoreReference(join(gathered, 'cpp'))));
  await new Eleventy(gathered, site, {
    configPath: at('tools', 'docs', 'eleventy.config.mjs'),
    quietMode: true,
  }).write();
  await writeIndex();
  return complaints;
}

/**
 * Puts the site into web/dist/docs, made anew if anything of it has changed; with the reference of the
 * core where Doxygen is. Answers what the generators of the references complain of.
 * @param {{ core: boolean }} what
 * @returns {Promise<string[]>}
 */
export async function writeSite(what) {
  const record = at('build', 'docs', 'made.json');
  const now = fingerprint(what);
  const before = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {};
  const complaints = before.made === now ? before.complaints : await write(what);
  if (before.made !== now) writeFileSync(record, JSON.stringify({ made: now, complaints }));
  const served = at('web', 'dist', 'docs');
  rmSync(served, { recursive: true, force: true });
  cpSync(site, served, { recursive: true });
  return complaints;
}
