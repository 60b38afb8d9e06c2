/**
 * The page in Chromium, as a host would serve it. `npm test -- page` builds it first. What is measured
 * in milliseconds runs when the rest is done, alone; `--no-deps` runs it without the rest.
 */
import { defineConfig } from '@playwright/test';

const alone = /(?:large|million|million-customers|speed)\.spec\.mjs$/;
/** They have a configuration of their own. */
const pictures = /pictures\.spec\.mjs$/;

export default defineConfig({
  testDir: '.',
  // Not webkit.test.mjs, which is run by Node: only to load it starts a browser.
  testMatch: /\.spec\.mjs$/,
  outputDir: '../../build/test-results',
  fullyParallel: true,
  workers: 2,
  // Whoever passes the second time is named as flaky at the end.
  retries: 1,
  // Two workers on two cores: a step takes as long as the machine is busy.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  projects: [
    { name: 'page', testIgnore: [alone, pictures] },
    { name: 'alone', testMatch: alone, dependencies: ['page'], workers: 1, retries: 2 },
  ],
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    },
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'America/Chicago',
  },
});
