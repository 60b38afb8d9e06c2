/**
 * `npm run browsers`: all tests of the page in Firefox, journeys in WebKitGTK, and the main screens
 * of these two and of Chromium against their pictures, which `UPDATE_SCREENSHOTS=1` makes anew. On Debian,
 * where both are packages; `npm test` has the other tests in Chromium.
 */
import { toolchain } from '../toolchain/index.mjs';
import { run, step } from '../toolchain/step.mjs';
import { buildPackage, buildPage } from './build.mjs';
import { program, root } from './project.mjs';

export default async function task(names) {
  await buildPackage();
  await buildPage();
  const { chromium } = await toolchain(['browser', 'webdrivers']);
  await step('Testing the page in Firefox', () =>
    run(program('playwright'), ['test', '--config', 'tests/web/firefox.config.mjs', ...names], {
      cwd: root,
      hint: 'Run "npx playwright test --config tests/web/firefox.config.mjs" to see it all.',
    }),
  );
  await step('Journeys in WebKitGTK', () =>
    run(
      'xvfb-run',
      ['-a', '-s', '-screen 0 1280x900x24', 'node', '--test', 'tests/web/webkit.test.mjs'],
      { cwd: root, hint: 'Run "xvfb-run -a node --test tests/web/webkit.test.mjs" to see it all.' },
    ),
  );
  await step('Holding the main screens against their pictures', () =>
    run(
      'xvfb-run',
      [
        ...['-a', '-s', '-screen 0 1400x1100x24'],
        ...[program('playwright'), 'test', '--config', 'tests/web/pictures.config.mjs'],
      ],
      {
        cwd: root,
        env: { ...process.env, CHROME_PATH: chromium },
        hint: 'Look at build/test-results-pictures; "UPDATE_SCREENSHOTS=1 npm run browsers" takes them anew.',
      },
    ),
  );
}
