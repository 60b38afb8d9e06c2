/** The README's example for the browser, word for word, under the production policy. */
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

test('the example counts the leads of the sample', async ({ page }) => {
  const readme = readFileSync(at('README.md'), 'utf8');
  const [, file, script] = readme.match(/^`([\w.]+)`:\n\n<!-- .+ -->\n```js\n([\s\S]*?)^```$/m);
  const [, html] = readme.match(/^```html\n([\s\S]*?)^```$/m);
  const folder = mkdtempSync(join(tmpdir(), 'leadloom-readme-'));
  mkdirSync(join(folder, 'catalog'));
  symlinkSync(at('dist'), join(folder, 'dist'));
  symlinkSync(at('catalog/sample'), join(folder, 'catalog', 'sample'));
  writeFileSync(join(folder, file), script);
  writeFileSync(join(folder, 'index.html'), `<!doctype html><title>…</title>\n${html}`);
  const { server, address } = await serve(folder, 0);
  try {
    await page.goto(address);
    await expect(page).toHaveTitle('156 leads');
  } finally {
    server.close();
  }
});
