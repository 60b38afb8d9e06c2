/**
 * `npm run bench`: the package against plain TypeScript that does the same.
 *
 *     npm run bench -- --only validate     one case
 *     npm run bench -- --quick             a tenth of the sizes
 *     npm run bench -- --json FILE         the rows as JSON too
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { run, StepFailed, step } from '../toolchain/step.mjs';
import { buildPackage } from './build.mjs';
import { build } from './cmake.mjs';
import { at, program, root } from './project.mjs';

const USAGE = 'Usage: npm run bench -- [--only NAME] [--json FILE] [--quick]';

/** What `startup` evaluates: one script for each side, as a page would load it. */
const BUNDLES = [
  ['leadloomCore', at('dist', 'core.js')],
  ['leadloomPeer', at('build', 'bench-script', 'tests', 'bench', 'peers', 'integrations.js')],
];

function options(args) {
  try {
    return parseArgs({
      args,
      options: {
        only: { type: 'string' },
        json: { type: 'string' },
        quick: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new StepFailed(cause.message, { hint: USAGE, cause });
  }
}

async function bundle() {
  const { build: viteBuild } = await import('vite');
  for (const [name, entry] of BUNDLES) {
    await viteBuild({
      configFile: false,
      root,
      publicDir: false,
      logLevel: 'error',
      build: {
        outDir: at('build', 'bench-script', 'bundles'),
        emptyOutDir: false,
        lib: { entry, formats: ['iife'], name, fileName: () => `${name}.js` },
      },
    });
  }
}

/** Runs a program with its output going where ours goes. */
function show(command, args) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.on('error', fail);
    child.on('close', (code, signal) => {
      if (code === 0) done();
      else fail(new StepFailed(`The benchmark ended with ${signal ?? code}.`));
    });
  });
}

const folder = (...parts) => `${pathToFileURL(join(...parts)).href}/`;

export default async function task(args) {
  const { only, json, quick } = options(args);
  await buildPackage();
  await build('native', ['leadloom']);
  await step('Building the benchmark', async () => {
    mkdirSync(at('build', 'bench-script'), { recursive: true });
    await run(program('tsc'), ['-p', 'tests/bench'], {
      cwd: root,
      hint: 'Run "npx tsc -p tests/bench" to see the errors.',
    });
    await bundle();
  });
  const main = at('build', 'bench-script', 'tests', 'bench', 'main.js');
  const names = JSON.parse(await run(process.execPath, [main, '--list'], { quiet: true }));
  if (only !== undefined && !names.includes(only)) {
    throw new StepFailed(`There is no benchmark "${only}".`, {
      hint: `Choose one of ${names.join(', ')}.`,
    });
  }
  const scratch = mkdtempSync(join(tmpdir(), 'leadloom-bench-'));
  try {
    await show(process.execPath, [
      '--expose-gc',
      '--max-old-space-size=4096',
      main,
      ...['--dist', folder(root, 'dist')],
      ...['--catalog', folder(root, 'catalog')],
      ...['--schemas', folder(root, 'schemas')],
      ...['--native', pathToFileURL(at('build', 'native', 'leadloom')).href],
      ...['--bundles', folder(root, 'build', 'bench-script', 'bundles')],
      ...['--scratch', folder(scratch)],
      ...(quick ? ['--quick'] : []),
      ...(only === undefined ? [] : ['--only', only]),
      ...(json === undefined ? [] : ['--json', resolve(json)]),
    ]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
