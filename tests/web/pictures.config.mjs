/**
 * The main screens against their pictures in snapshots/ENGINE. `UPDATE_SCREENSHOTS=1` makes them anew.
 * Letters differ a little between versions of fonts and engines: a fiftieth of the pixels may.
 */
import { defineConfig } from '@playwright/test';
import firefox from './firefox.config.mjs';
import chromium from './playwright.config.mjs';

export default defineConfig({
  testDir: '.',
  outputDir: '../../build/test-results-pictures',
  fullyParallel: true,
  workers: 2,
  timeout: 180_000,
  reporter: 'list',
  updateSnapshots: process.env.UPDATE_SCREENSHOTS === '1' ? 'all' : 'none',
  snapshotPathTemplate: '{testDir}/snapshots/{projectName}/{arg}{ext}',
  expect: { timeout: 30_000, toMatchSnapshot: { maxDiffPixelRatio: 0.003 } },
  projects: [
    { name: 'chromium', testMatch: /pictures\.spec\.mjs$/, use: chromium.use },
    { name: 'firefox', testMatch: /pictures\.spec\.mjs$/, use: firefox.use },
    { name: 'webkit', testMatch: /pictures\.webkit\.mjs$/ },
  ],
});
