/** The Emscripten to build with: a developer's own when it is new enough, else Debian's. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { debianEmscripten } from './emscripten-debian.mjs';
import { atLeast, system, version, which } from './machine.mjs';
import { StepFailed, say } from './step.mjs';

/** First with EMBIND_AOT and with ES6 output that works in every runtime we test. */
const WANTED = '3.1.69';
const CLOSURE = fileURLToPath(
  new URL('../../node_modules/.bin/google-closure-compiler', import.meta.url),
);

/** @typedef {{ root: string, version: string, source: string }} Emscripten */

/**
 * The Emscripten this machine already has, if it is new enough.
 * @returns {Emscripten | undefined}
 */
export function ownEmscripten() {
  const seen = new Set();
  for (const { root, source } of candidates()) {
    if (seen.has(root)) continue;
    seen.add(root);
    const found = versionOf(root);
    if (found && atLeast(version(found), version(WANTED))) return { root, version: found, source };
    say(
      found
        ? `• Emscripten ${found} (${source}) is passed over: ${WANTED} or newer is needed`
        : `• ${source} is passed over: its version and CMake files were not found`,
    );
  }
  return undefined;
}

/** @returns {Generator<{ root: string, source: string }>} */
function* candidates() {
  const emcc = which('emcc');
  if (emcc) {
    // Beside emcc in emsdk; Homebrew, Debian and Nix keep a wrapper in bin.
    const bin = [dirname(realpathSync(emcc)), dirname(emcc)];
    const roots = bin.flatMap((folder) => [
      folder,
      join(folder, '../libexec'),
      join(folder, '../share/emscripten'),
    ]);
    const root = roots.find((folder) => existsSync(join(folder, 'emcc.py'))) ?? dirname(emcc);
    yield { root, source: emcc };
  }
  const { EMSDK } = process.env;
  if (EMSDK) yield { root: join(EMSDK, 'upstream/emscripten'), source: `EMSDK=${EMSDK}` };
}

/** @param {string} root */
function versionOf(root) {
  if (!existsSync(join(root, 'cmake/Modules/Platform/Emscripten.cmake'))) return undefined;
  try {
    const text = readFileSync(join(root, 'emscripten-version.txt'), 'utf8');
    return version(text).join('.');
  } catch {
    return undefined;
  }
}

/** Debian 12 has what the recipe needs. */
export const canUseDebian = () => {
  const { id, codename } = system();
  return id === 'debian' && codename === 'bookworm' && ['x64', 'arm64'].includes(process.arch);
};

/**
 * @param {Emscripten | undefined} own
 * @returns {Promise<{ emscripten: Emscripten, env: Record<string, string> }>}
 */
export async function emscripten(own) {
  const { root, source, env } = own ? { ...own, env: {} } : await debianEmscripten();
  const closure =
    !existsSync(join(root, 'node_modules/google-closure-compiler')) && existsSync(CLOSURE);
  return {
    emscripten: { root, version: versionOf(root) ?? '', source },
    env: {
      LEADLOOM_EMSCRIPTEN: root,
      ...env,
      ...(closure ? { EM_CLOSURE_COMPILER: CLOSURE } : {}),
    },
  };
}

/** What to say where there is no recipe. @returns {StepFailed} */
export function noEmscripten() {
  const { id, codename, name } = system();
  const packaged = id === 'debian' && codename !== 'bookworm';
  const emsdk =
    'git clone --depth 1 https://github.com/emscripten-core/emsdk && cd emsdk' +
    ' && ./emsdk install latest && ./emsdk activate latest && . ./emsdk_env.sh';
  return new StepFailed(`Emscripten ${WANTED} or newer was not found on this machine (${name}).`, {
    hint: packaged
      ? 'install it, then run this again:\n  apt-get install emscripten'
      : `get emsdk, then run this again in the same terminal:\n  ${emsdk}`,
  });
}
