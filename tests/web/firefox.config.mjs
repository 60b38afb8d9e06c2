/** The page in Firefox, over WebDriver BiDi. `npm run browsers` builds it first. */
import { defineConfig } from '@playwright/test';
import chromium from './playwright.config.mjs';

export default defineConfig({
  ...chromium,
  outputDir: '../../build/test-results-firefox',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    ...chromium.use,
    browserName: 'firefox',
    channel: 'moz-firefox',
    launchOptions: { executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr' },
  },
});
