#!/usr/bin/env node
/** Makes sure that the tools of a build are here, and says where. */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { install } from './apt.mjs';
import {
  BROWSER_PACKAGES,
  debianChromium,
  noBrowser,
  noWebdrivers,
  ownChromium,
  PDF_PACKAGES,
  WEBDRIVER_PACKAGES,
} from './browser.mjs';
import { catch2 } from './catch2.mjs';
import { DOCS_PACKAGES, noDocsTools, servers } from './docs.mjs';
import { canUseDebian, emscripten, noEmscripten, ownEmscripten } from './emscripten.mjs';
import { BENEATH_EMSCRIPTEN } from './emscripten-debian.mjs';
import { hasApt, system, which } from './machine.mjs';
import {
  BUILD_PACKAGES,
  clangOnPath,
  DEBIAN_CLANG,
  hasBuildTools,
  NATIVE_PACKAGES,
  noBuildTools,
  noClang,
} from './native.mjs';
import { NLOHMANN_PACKAGE, nlohmann } from './nlohmann.mjs';
import { main, StepFailed } from './step.mjs';

const PARTS = /** @type {const} */ (['native', 'wasm', 'browser', 'webdrivers', 'docs']);

/** @typedef {(typeof PARTS)[number]} Part */

/**
 * @typedef {object} Toolchain
 * @property {Record<string, string>} env merge it with process.env to run cmake, ninja or emcc
 * @property {import('./emscripten.mjs').Emscripten} [emscripten]
 * @property {string} [catch2] the folder of catch_amalgamated.hpp and .cpp
 * @property {import('./native.mjs').Clang} [clang]
 * @property {string} [chromium] the program
 * @property {import('./docs.mjs').Servers} [servers]
 */

/**
 * Makes sure that these parts are present.
 * @param {readonly Part[]} parts
 * @returns {Promise<Toolchain>}
 */
export async function toolchain(parts) {
  const wants = new Set(parts);
  for (const part of wants) {
    if (!PARTS.includes(part)) {
      throw new StepFailed(`There is no part “${part}”.`, { hint: `use ${PARTS.join(', ')}` });
    }
  }
  const apt = hasApt();
  const { id, codename } = system();
  // Only these two Debians are known to serve libraries that are new enough.
  const libraries = apt && id === 'debian' && ['bookworm', 'trixie'].includes(codename);
  const builds = wants.has('native') || wants.has('wasm');

  // What the machine already has, before anything is installed.
  const own = wants.has('wasm') ? ownEmscripten() : undefined;
  if (wants.has('wasm') && !own && !(apt && canUseDebian())) throw noEmscripten();
  // Debian gets the tested compiler; elsewhere a good one on PATH is left alone.
  const ownClang =
    wants.has('native') && !(apt && id === 'debian') ? await clangOnPath() : undefined;
  const chromium = wants.has('browser') ? ownChromium() : undefined;
  const buildTools = builds && (await hasBuildTools());

  if (apt) {
    await install(
      new Map([
        ...(builds && libraries ? [NLOHMANN_PACKAGE] : []),
        ...(builds && !buildTools ? BUILD_PACKAGES : []),
        ...(wants.has('native') && !ownClang ? NATIVE_PACKAGES : []),
        ...(wants.has('wasm') && !own ? BENEATH_EMSCRIPTEN : []),
        ...(wants.has('browser') && !chromium ? BROWSER_PACKAGES : []),
        ...(wants.has('browser') ? PDF_PACKAGES : []),
        ...(wants.has('webdrivers') ? WEBDRIVER_PACKAGES : []),
        ...(wants.has('docs') ? DOCS_PACKAGES : []),
      ]),
    );
  }
  if (builds && !buildTools && !(await hasBuildTools())) throw noBuildTools();
  if (wants.has('webdrivers') && !apt) throw noWebdrivers();
  if (wants.has('docs') && !which('doxygen')) throw noDocsTools();

  /** @type {Toolchain} */
  const answer = { env: {} };
  if (wants.has('native')) {
    const clang = ownClang ?? (apt ? DEBIAN_CLANG : undefined);
    if (!clang) throw noClang();
    answer.clang = clang;
    Object.assign(answer.env, { CC: clang.cc, CXX: clang.cxx });
  }
  if (wants.has('wasm')) {
    const found = await emscripten(own);
    answer.emscripten = found.emscripten;
    Object.assign(answer.env, found.env);
  }
  // Elsewhere CMake fetches both, pinned by hash.
  if (builds && libraries) {
    answer.env.LEADLOOM_NLOHMANN = await nlohmann();
    answer.catch2 = await catch2();
    answer.env.LEADLOOM_CATCH2 = answer.catch2;
  }
  if (wants.has('browser')) {
    answer.chromium = chromium ?? debianChromium();
    if (!answer.chromium) throw noBrowser();
  }
  if (wants.has('docs')) answer.servers = await servers(apt);
  return answer;
}

/** This file was started as a program. */
const started = process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (started) {
  await main(async () => {
    const parts = process.argv.slice(2);
    if (parts.length === 0) {
      throw new StepFailed('Say which parts are needed.', {
        hint: `node tools/toolchain/index.mjs ${PARTS.join(' ')}`,
      });
    }
    const answer = await toolchain(/** @type {Part[]} */ (parts));
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  });
}
