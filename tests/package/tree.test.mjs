/** What must not stand in the source tree, and what must. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, it } from 'node:test';
import { at, readJson, root } from './support.mjs';

/** Every file that is tracked, or would be. */
const files = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  {
    cwd: root,
    maxBuffer: 1 << 26,
  },
)
  .toString()
  .split('\0')
  .filter((path) => path && existsSync(at(path)) && statSync(at(path)).isFile());

/** @param {string} path */
const textOf = (path) => readFileSync(at(path)).toString('latin1');

/** Where a pattern occurs: file, line and what stood there. @param {RegExp} pattern */
function occurrences(pattern, paths = files) {
  return paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, i) => {
        const found = line.match(pattern);
        return found ? [`${path}:${i + 1}: ${found[0]}`] : [];
      }),
  );
}

// Written in pieces, for this file is part of the tree.
const slash = '/';

describe('the tree', () => {
  it('has files', () => assert.ok(files.includes('package.json') && files.length > 50));

  it('names no mirror of a package registry', () => {
    const host = '(?:deb|ftp|registry|packages|mirrors?|archive|security|snapshot|pypi|proxy)';
    const mirror = new RegExp(`https?:${slash}${slash}${host}\\.[\\w.-]+`, 'i');
    // RFC 2606: such a host is an example.
    const real = occurrences(mirror).filter(
      (one) => !/\.(example|test|invalid|localhost)\b/.test(one),
    );
    assert.deepEqual(real, []);
  });

  it('names no place on one machine', () => {
    const folders = [
      `(?<![\\w.])${slash}root${slash}[\\w.]`,
      `(?<![\\w.$}])${slash}home${slash}\\w+${slash}`,
      `(?<![\\w.])${slash}Users${slash}\\w+${slash}`,
      `[A-Za-z]:\\\\+Users\\\\`,
      `(?<![\\w.$}])${slash}work${slash}(?:main|shared)\\b`,
    ];
    assert.deepEqual(occurrences(new RegExp(folders.join('|'))), []);
  });

  const locks = ['package-lock.json', 'tests/conformance/package-lock.json'];
  for (const path of locks)
    it(`${path} locks without saying where packages came from`, () => {
      const lock = readJson(at(path));
      const rows = Object.entries(/** @type {Record<string, any>} */ (lock.packages));
      assert.deepEqual(
        rows.filter(([, { resolved }]) => resolved).map(([name]) => name),
        [],
      );
      // Without an address the hash is all that tells one file from another.
      const unhashed = rows.filter(([name, row]) => name !== '' && !row.integrity && !row.link);
      assert.deepEqual(
        unhashed.map(([name]) => name),
        [],
      );
    });

  it('knows embind in one file only', () => {
    const sources = files.filter((path) => /\.(cpp|hpp|h|inc|cc)$/.test(path));
    const include = new RegExp(`#\\s*include\\s*[<"]emscripten${slash}|\\bEMSCRIPTEN_BINDINGS\\b`);
    const found = new Set(occurrences(include, sources).map((one) => one.split(':')[0]));
    assert.deepEqual([...found], ['wasm-bindings/bindings.cpp']);
  });

  it('has a catalogue that can be read', () => {
    const catalogue = files.filter((path) => /^catalog\/.+\.json$/.test(path));
    assert.ok(catalogue.length >= 9);
    for (const path of catalogue) assert.doesNotThrow(() => JSON.parse(textOf(path)), path);
  });

  it('has everything that package.json names', () => {
    const { files: packed, bin, exports, types } = readJson(at('package.json'));
    for (const path of packed) assert.ok(existsSync(at(path)), path);
    const targets = Object.values(exports).flatMap((one) =>
      typeof one === 'string' ? [one] : Object.values(one),
    );
    for (const path of [...Object.values(bin), types, ...targets]) {
      assert.ok(existsSync(at(path.replace(/\*.*$/, ''))), path);
    }
    // npm adds these two by itself, if they are there.
    for (const path of ['README.md', 'LICENSE']) assert.ok(existsSync(at(path)), path);
  });

  it('has nothing that is built, and nothing that is huge', () => {
    const built = files.filter((path) => /(^|\/)(dist|build|node_modules|\.cache)\//.test(path));
    assert.deepEqual(built, []);
    const huge = files.filter((path) => statSync(at(path)).size > 2_000_000);
    assert.deepEqual(huge, []);
  });

  it('has text without conflict marks and carriage returns', () => {
    const sources = files.filter((path) => /\.(cpp|hpp|inc|ts|tsx|mjs|css|html|md)$/.test(path));
    assert.deepEqual(occurrences(/^(?:<{7}|>{7}|={7})(?: |$)/, sources), []);
    assert.deepEqual(occurrences(/\r$/, sources), []);
  });
});
