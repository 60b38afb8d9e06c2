/**
 * Emscripten on Debian 12, whose own is too old: the next Debian's package, unpacked into the
 * cache, with Debian 12's clang 19 underneath.
 */

import { existsSync } from 'node:fs';
import { readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { prepared } from './cache.mjs';
import { run, step } from './step.mjs';
import { privateApt, unpack } from './suite.mjs';

const RECIPE = {
  edition: 1,
  suite: 'trixie',
  // The C library of the same suite: Binaryen's programs want a newer one than Debian 12's.
  packages: ['emscripten', 'binaryen', 'node-acorn', 'libc6', 'libstdc++6', 'libgcc-s1'],
  exclude: [
    './usr/share/doc*',
    './usr/share/man',
    './usr/share/emscripten/test*',
    // Its newer type definitions break --emit-tsd.
    './usr/share/nodejs/@types',
    // Libraries for side modules: 750 MB that nothing here links.
    '*/wasm32-emscripten/pic',
    '*/wasm32-emscripten/lto-pic',
  ],
};
const ROOT = 'usr/share/emscripten';

/** Debian packages that this Emscripten runs on. @type {[string, string][]} */
export const BENEATH_EMSCRIPTEN = [
  ['clang-19', '/usr/bin/clang-19'],
  ['lld-19', '/usr/bin/wasm-ld-19'],
  ['llvm-19', '/usr/bin/llvm-ar-19'],
  ['patchelf', '/usr/bin/patchelf'],
  ['python3', '/usr/bin/python3'],
];

/** @returns {Promise<{ root: string, source: string, env: Record<string, string> }>} */
export async function debianEmscripten() {
  const prefix = await prepared({
    name: 'emscripten',
    recipe: RECIPE,
    witnesses: [
      'usr/bin/wasm-opt',
      'usr/bin/wasm-emscripten-finalize',
      `${ROOT}/emcc.py`,
      `${ROOT}/cmake/Modules/Platform/Emscripten.cmake`,
      'usr/share/node_modules/acorn',
    ],
    prepare,
  });
  const root = join(prefix, ROOT);
  return {
    root,
    source: `Debian ${RECIPE.suite}, in the cache`,
    env: {
      // A developer's own file would name an emsdk that was passed over.
      EM_CONFIG: join(root, '.emscripten'),
      EM_CACHE: join(root, 'cache'),
      EM_FROZEN_CACHE: '1',
      EM_LLVM_ROOT: '/usr/bin',
      EM_BINARYEN_ROOT: join(prefix, 'usr'),
      EM_NODE_JS: process.execPath,
      EMSDK_PYTHON: '/usr/bin/python3',
    },
  };
}

/** @param {string} staging @param {string} final */
async function prepare(staging, final) {
  const scratch = join(staging, 'scratch');
  const debs = await step('Download Emscripten (250 MB)', async () => {
    const apt = await privateApt(RECIPE.suite, 'deb', scratch);
    return apt.download(RECIPE.packages);
  });
  await step('Unpack Emscripten', async () => {
    for (const deb of debs) await unpack(deb, staging, RECIPE.exclude);
    await rm(scratch, { recursive: true });
    await bindToOwnLibraries(staging, final);
    // Acorn is looked for in node_modules; Debian keeps it elsewhere.
    await symlink('nodejs', join(staging, 'usr/share/node_modules'));
  });
}

/**
 * Binaryen's programs use the unpacked C library by the path it will have in the end.
 * @param {string} staging
 * @param {string} final
 */
async function bindToOwnLibraries(staging, final) {
  const [triplet, loader] =
    process.arch === 'arm64'
      ? ['aarch64-linux-gnu', 'ld-linux-aarch64.so.1']
      : ['x86_64-linux-gnu', 'ld-linux-x86-64.so.2'];
  const libraries = join(final, 'usr/lib', triplet);
  const rpath = ['--force-rpath', '--set-rpath', libraries];
  const bin = join(staging, 'usr/bin');
  const programs = (await readdir(bin)).filter((name) => /^wasm(-|2js|2c)/.test(name));
  for (const name of programs) {
    const interpreter = ['--set-interpreter', join(libraries, loader)];
    await run('patchelf', [...interpreter, ...rpath, join(bin, name)]);
  }
  const library = ['', 'binaryen']
    .map((folder) => join(staging, 'usr/lib', triplet, folder, 'libbinaryen.so'))
    .find(existsSync);
  if (library) await run('patchelf', [...rpath, library]);
}
