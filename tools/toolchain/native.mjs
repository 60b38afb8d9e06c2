/** clang with libc++, CMake and Ninja: Debian's packages, or what stands on PATH. */
import { atLeast, version, which } from './machine.mjs';
import { run, StepFailed } from './step.mjs';

const CLANG = 19;
const CMAKE = [3, 25];
// Newest last: the version that is tested is taken first.
const NAMES = [19, 20, 21, 22, 23, 24].map((n) => `-${n}`).concat('');

/** @typedef {{ cc: string, cxx: string, format: string, tidy: string }} Clang */

/** @type {[string, string][]} */
export const BUILD_PACKAGES = [
  ['cmake', '/usr/bin/cmake'],
  ['ninja-build', '/usr/bin/ninja'],
];

/** @type {[string, string][]} */
export const NATIVE_PACKAGES = [
  ['clang-19', '/usr/bin/clang++-19'],
  ['lld-19', '/usr/bin/ld.lld-19'],
  ['llvm-19', '/usr/bin/llvm-profdata-19'],
  ['libclang-rt-19-dev', '/usr/lib/llvm-19/lib/clang/19/lib/linux'],
  ['libc++-19-dev', '/usr/lib/llvm-19/include/c++/v1/expected'],
  ['libc++abi-19-dev', '/usr/lib/llvm-19/include/c++/v1/cxxabi.h'],
  ['clang-format-19', '/usr/bin/clang-format-19'],
  ['clang-tidy-19', '/usr/bin/clang-tidy-19'],
];

/** The compiler of the packages above. @type {Clang} */
export const DEBIAN_CLANG = {
  cc: '/usr/bin/clang-19',
  cxx: '/usr/bin/clang++-19',
  format: '/usr/bin/clang-format-19',
  tidy: '/usr/bin/clang-tidy-19',
};

/** A clang on PATH that is new enough. @returns {Promise<Clang | undefined>} */
export async function clangOnPath() {
  for (const suffix of NAMES) {
    const cxx = which(`clang++${suffix}`);
    const cc = which(`clang${suffix}`);
    if (!cxx || !cc) continue;
    const text = await run(cxx, ['--version'], { quiet: true });
    // Apple counts its versions otherwise, and its libc++ is not LLVM's.
    if (/Apple/.test(text) || !atLeast(version(text), [CLANG])) continue;
    return {
      cc,
      cxx,
      format: which(`clang-format${suffix}`, 'clang-format') ?? '',
      tidy: which(`clang-tidy${suffix}`, 'clang-tidy') ?? '',
    };
  }
  return undefined;
}

/** CMake (new enough) and Ninja stand on PATH. */
export async function hasBuildTools() {
  const cmake = which('cmake');
  if (!cmake || !which('ninja')) return false;
  return atLeast(version(await run(cmake, ['--version'], { quiet: true })), CMAKE);
}

/** @returns {StepFailed} */
export function noBuildTools() {
  return new StepFailed(`CMake ${CMAKE.join('.')} or newer and Ninja are needed on PATH.`, {
    hint: process.platform === 'darwin' ? 'brew install cmake ninja' : 'pip install cmake ninja',
  });
}

/** @returns {StepFailed} */
export function noClang() {
  return new StepFailed(`clang++ ${CLANG} or newer, with libc++, is needed on PATH.`, {
    hint:
      process.platform === 'darwin'
        ? 'brew install llvm && export PATH="$(brew --prefix llvm)/bin:$PATH"'
        : 'install clang, lld and libc++ of LLVM 19 or newer from your distribution',
  });
}
