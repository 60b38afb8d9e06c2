/**
 * `npm test`: everything. `npm test -- NAME …` runs only the parts named: lint, native, asan, wasm,
 * tools, package, docs, page.
 */
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, relative } from 'node:path';
import { toolchain } from '../toolchain/index.mjs';
import { run, StepFailed, step } from '../toolchain/step.mjs';
import { buildDocs, buildPackage, buildPage } from './build.mjs';
import { build } from './cmake.mjs';
import { consume } from './consumers.mjs';
import { buildAllDocs } from './docs.mjs';
import { edgePackages } from './edge.mjs';
import lint from './lint.mjs';
import { at, npmPackages, program, root, tried } from './project.mjs';

/** One Catch2 suite; the preset says natively, under sanitizers or as WebAssembly. */
async function suite(preset, title) {
  const env = await build(preset);
  await step(title, () =>
    run('ctest', ['--preset', preset, '--parallel', String(availableParallelism())], {
      cwd: root,
      env,
      hint: `Run "node tools/run.mjs ctest --preset ${preset}" to see it all.`,
    }),
  );
}

/** Test files of Node's own runner. */
async function nodeTests(folder, title, env = process.env) {
  const files = readdirSync(at(folder), { recursive: true })
    .filter((name) => name.endsWith('.test.mjs') && !name.includes('node_modules'))
    .map((name) => at(folder, name));
  const folders = new Set(files.map((file) => `${relative(root, dirname(file))}/*.test.mjs`));
  await step(title, () =>
    // The spec reporter ends with what failed, which is what is shown of a long output.
    run(process.execPath, ['--test', '--test-reporter=spec', ...files], {
      cwd: root,
      env,
      hint: `Run "node --test ${[...folders].join(' ')}" to see it all.`,
    }),
  );
}

const parts = {
  lint: () => lint([]),
  native: async () => {
    await suite('native', 'Testing the core natively');
    await consume(['find_package']);
  },
  asan: () => suite('asan', 'Testing the core under sanitizers'),
  wasm: () => suite('wasm-test', 'Testing the core as WebAssembly'),
  tools: async () => {
    await npmPackages();
    await nodeTests('tools', 'Testing the tools');
  },
  package: async () => {
    await buildPackage();
    await buildPage();
    await build('native');
    await tried('few');
    const { chromium } = await toolchain(['browser']);
    const env = { ...process.env, CHROME_PATH: chromium };
    await nodeTests('tests/package', 'Testing the package', env);
    await edgePackages();
    await nodeTests('examples/edge', 'Testing the edge service');
  },
  docs: async () => {
    await buildPackage();
    await buildPage();
    const { nginx, caddy } = await buildAllDocs();
    const env = { ...process.env, NGINX_PATH: nginx, CADDY_PATH: caddy };
    await nodeTests('tests/docs', 'Testing the documentation', env);
  },
  page: async () => {
    await buildPackage();
    await buildPage();
    await buildDocs();
    const { chromium } = await toolchain(['browser']);
    await step('Testing the page in Chromium', () =>
      run(program('playwright'), ['test', '--config', 'tests/web/playwright.config.mjs'], {
        cwd: root,
        env: { ...process.env, CHROME_PATH: chromium },
        hint: 'Run "npx playwright test --config tests/web/playwright.config.mjs" to see it all.',
      }),
    );
  },
};

export default async function task(args) {
  const wanted = args.length > 0 ? args : Object.keys(parts);
  for (const name of wanted) {
    if (!Object.hasOwn(parts, name)) {
      throw new StepFailed(`There is no part "${name}".`, {
        hint: `Choose one of ${Object.keys(parts).join(', ')}.`,
      });
    }
    await parts[name]();
  }
  console.log(`${wanted.length} passed, 0 failed`);
}
