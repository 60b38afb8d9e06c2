/**
 * Configuring and building a CMake preset. As a task it is CMake itself, in the environment that the
 * presets need:
 *
 *     node tools/run.mjs cmake --preset native
 *     node tools/run.mjs cmake --build --preset native
 *     node tools/run.mjs ctest --preset native
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { toolchain } from '../toolchain/index.mjs';
import { run, StepFailed, step } from '../toolchain/step.mjs';
import { at, npmPackages, root } from './project.mjs';

/** Which parts of the toolchain a preset needs. */
const parts = {
  native: ['native'],
  asan: ['native'],
  fuzz: ['native'],
  wasm: ['wasm'],
  bench: ['wasm'],
  'wasm-test': ['native', 'wasm'],
};

const titles = {
  native: 'Building the core natively',
  asan: 'Building the core with sanitizers',
  fuzz: 'Building the fuzzers',
  wasm: 'Building the core to WebAssembly',
  bench: 'Building the core to WebAssembly',
  'wasm-test': 'Building the tests to WebAssembly',
};

/** The first line a compiler says of itself: one that was replaced in its place says another. */
const versionOf = async (program) =>
  program && (await run(program, ['--version'], { quiet: true })).split('\n')[0];

/** Short and the same for the same tools: what a build folder is configured with. */
async function fingerprint({ env, clang, emscripten }) {
  const tools = [Object.entries(env).sort(), await versionOf(clang?.cxx), emscripten];
  return createHash('sha256').update(JSON.stringify(tools)).digest('hex').slice(0, 16);
}

/** The environment in which a preset's programs are built and run. */
export async function environment(preset) {
  await npmPackages();
  const found = await toolchain(parts[preset]);
  return { ...process.env, ...found.env, LEADLOOM_TOOLCHAIN: await fingerprint(found) };
}

/** What the cache of a build folder was configured with; nothing when it is not configured. */
export function configuredWith(folder) {
  try {
    const cache = readFileSync(join(folder, 'CMakeCache.txt'), 'utf8');
    return cache.match(/^LEADLOOM_TOOLCHAIN:\w+=(.*)$/m)?.[1] ?? '';
  } catch {
    return undefined;
  }
}

/** @param {string} path */
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * What a build folder needs before it is built: `nothing`; `again`, for the project has changed;
 * `anew`, for CMake keeps the compilers of its cache and Ninja their objects, whatever the
 * environment says by now.
 */
export function needs(folder, wanted, sources) {
  const configured = configuredWith(folder);
  if (configured !== undefined && configured !== wanted) return 'anew';
  const made = changedAt(join(folder, 'build.ninja'));
  return sources.some((source) => made < changedAt(source)) ? 'again' : 'nothing';
}

/** Builds a preset; answers the environment it was built in. */
export async function build(preset, targets = []) {
  const env = await environment(preset);
  await step(titles[preset], async () => {
    const cmake = 'node tools/run.mjs cmake';
    const hint = `Run "${cmake} --preset ${preset}" and "${cmake} --build --preset ${preset}" to see it all.`;
    const how = { cwd: root, env, hint };
    const sources = [at('CMakePresets.json'), at('package.json')];
    const need = needs(at('build', preset), env.LEADLOOM_TOOLCHAIN, sources);
    const anew = need === 'anew';
    if (need !== 'nothing') {
      await run('cmake', [...(anew ? ['--fresh'] : []), '--preset', preset], how);
    }
    const jobs = String(availableParallelism());
    const wanted = targets.flatMap((target) => ['--target', target]);
    const clean = anew ? ['--clean-first'] : [];
    await run('cmake', ['--build', '--preset', preset, '-j', jobs, ...clean, ...wanted], how);
  });
  return env;
}

/** Runs a program of CMake's on the preset that its arguments name. */
export async function onPreset(program, args) {
  const [, preset] = args.join(' ').match(/--preset[ =](\S+)/) ?? [];
  if (!Object.hasOwn(parts, preset ?? '')) {
    throw new StepFailed(preset ? `There is no preset "${preset}".` : 'No preset is named.', {
      hint: `node tools/run.mjs ${program} --preset ${Object.keys(parts).join('|')}`,
    });
  }
  await run(program, args, { cwd: root, env: await environment(preset) });
}

export default (args) => onPreset('cmake', args);
