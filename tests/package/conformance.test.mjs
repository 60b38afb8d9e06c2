/**
 * The short form of `npm run conformance`: the packed package in this Node, in workerd, and bundled in
 * a page; what the tools say that look at packages; what a browser must never meet.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { makeApp } from '../conformance/app.mjs';
import { buildWith } from '../conformance/bundlers.mjs';
import { passed, passedInPage } from '../conformance/outcome.mjs';
import { suiteIn } from '../conformance/pages.mjs';
import { inCommand, inWorkerd } from '../conformance/runtimes.mjs';
import { serve } from '../conformance/server.mjs';
import { at, readJson, run, shown, temporaryFolder } from './support.mjs';

/** Packages that only the tests of conformance have. */
const require = createRequire(at('tests', 'conformance', 'package.json'));

const folder = temporaryFolder();
const { exports } = readJson(at('package.json'));

/** @type {Awaited<ReturnType<typeof makeApp>>} */
let app;
/** @type {string} */
let digest;

before(async () => {
  app = await makeApp(folder);
  const server = await serve(app.app, app.wasm);
  const outcome = await inCommand('this Node', app.app, server.address, 128);
  server.close();
  passed(outcome);
  digest = outcome.digest;
});

it('workerd answers what Node answers', async () => {
  passed(await inWorkerd(app.app, join(folder, 'workerd'), 128), digest);
});

it('so do a page and a module worker that esbuild has made', async () => {
  const out = join(folder, 'out');
  await buildWith('esbuild', app.app, out);
  passedInPage(await suiteIn(app, out, 'Chromium', 0), digest);
});

describe('the tarball', () => {
  it('is as publint wants it', async () => {
    const { publint } = await import(require.resolve('publint'));
    const tarball = readFileSync(app.tarball);
    const bytes = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength);
    const { messages } = await publint({ pack: { tarball: bytes }, strict: true });
    assert.deepEqual(messages, []);
  });

  it('has types that fit (arethetypeswrong)', async () => {
    const attw = at('tests', 'conformance', 'node_modules', '.bin', 'attw');
    // What is no script has no types; and it is for import alone, which every Node from 20 on has.
    const files = Object.keys(exports).filter((path) => /\.(wasm|json)$|\*/.test(path));
    const args = ['--profile', 'esm-only', '--format', 'ascii', '--exclude-entrypoints', ...files];
    const ran = await run(process.execPath, [attw, app.tarball, ...args]);
    assert.equal(ran.code, 0, shown(ran));
  });
});

describe('in the graph of a browser', () => {
  const scripts = Object.values(exports)
    .map((target) => target.default)
    .filter((path) => path?.endsWith('.js'));

  for (const path of scripts) {
    it(`${path}: nothing of Node, no await at its top, no other host`, async () => {
      const { build } = require('esbuild');
      // A classic script can have neither, so that esbuild refuses both.
      const { errors, warnings, outputFiles } = await build({
        entryPoints: [join(app.installed, path)],
        bundle: true,
        write: false,
        format: 'iife',
        platform: 'browser',
        logLevel: 'silent',
        // Its links are there to be shown.
        external: ['./catalog.mjs'],
        // The file beside the script is found by the address of the script.
        logOverride: { 'empty-import-meta': 'silent' },
      });
      assert.deepEqual([...errors, ...warnings], []);
      const [{ text }] = outputFiles;
      assert.doesNotMatch(text, /\beval\s*\(|\bnew Function\b/);
      assert.doesNotMatch(text.replaceAll('http://www.w3.org/', ''), /https?:\/\/\w/);
    });
  }
});
