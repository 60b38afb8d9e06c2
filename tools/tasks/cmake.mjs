/** Configuring and building a CMake preset. */
import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { toolchain } from '../toolchain/index.mjs';
import { run, step } from '../toolchain/step.mjs';
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

/** The environment in which a preset's programs are built and run. */
export async function environment(preset) {
  await npmPackages();
  const { env } = await toolchain(parts[preset]);
  return { ...process.env, ...env };
}

/** Builds a preset; answers the environment it was built in. */
export async function build(preset, targets = []) {
  const env = await environment(preset);
  await step(titles[preset], async () => {
    const hint = `Run "cmake --preset ${preset}" and "cmake --build --preset ${preset}" to see it all.`;
    const ninja = at('build', preset, 'build.ninja');
    const stale =
      !existsSync(ninja) ||
      statSync(ninja).mtimeMs < statSync(at('CMakePresets.json')).mtimeMs ||
      statSync(ninja).mtimeMs < statSync(at('package.json')).mtimeMs;
    if (stale) await run('cmake', ['--preset', preset], { cwd: root, env, hint });
    const jobs = String(availableParallelism());
    const wanted = targets.flatMap((target) => ['--target', target]);
    await run('cmake', ['--build', '--preset', preset, '-j', jobs, ...wanted], {
      cwd: root,
      env,
      hint,
    });
  });
  return env;
}
