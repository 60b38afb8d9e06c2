/**
 * `npm run conformance`: the packed package in every runtime, browser and bundler that
 * tests/conformance knows. On Debian (x64), where all of them come as packages; `npm test` has a
 * short form.
 */
import { toolchain } from '../toolchain/index.mjs';
import { run, step } from '../toolchain/step.mjs';
import { buildPackage } from './build.mjs';
import { root, tried } from './project.mjs';

export default async function task() {
  await buildPackage();
  await tried('all');
  const { chromium } = await toolchain(['browser', 'webdrivers']);
  const file = 'tests/conformance/matrix.test.mjs';
  await step('Trying the package in every runtime, browser and bundler', () =>
    run(process.execPath, ['--test', '--test-reporter=spec', file], {
      cwd: root,
      env: { ...process.env, CHROME_PATH: chromium },
      hint: `Run "node --test ${file}" to see it all.`,
    }),
  );
}
